"""The figures can be read by everybody: charts are drawn, tables say the same, nothing is in the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_access import drafts, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["drafts"]


@pytest.mark.usefixtures("drafts")
def test_charts_are_drawn_and_no_page_of_figures_has_a_barrier(
    sign_in: Callable[..., Page], pictures: Path | None
):
    page = sign_in("shenji")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    assert visit(page, "/dashboards", "/dashboards?period=quarter") == []
    images = page.locator("img.chart")
    assert images.count() >= 3
    for number in range(images.count()):
        images.nth(number).scroll_into_view_if_needed()
        page.wait_for_function(
            "image => image.complete && image.naturalWidth > 0",
            arg=images.nth(number).element_handle(),
        )
        assert images.nth(number).get_attribute("alt")
    assert told == []  # the policy refused nothing
    if pictures:
        page.screenshot(path=pictures / "dashboards.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit(sign_in("bianji"), "/dashboards") == []
    assert visit(sign_in("guanli"), "/dashboards", "/identities") == []
