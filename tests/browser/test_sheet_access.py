"""The approval sheet holds no barrier, and stays within the page when printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.browser.test_access import violations
from tests.browser.test_desk import waiting

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["waiting"]


def test_the_sheet_has_no_barrier_and_prints_no_buttons(
    sign_in: Callable[..., Page], waiting, service
):
    page = sign_in("shenji")
    page.goto(f"{service.url}/drafts/{waiting[0]}/sheet")
    assert violations(page) == []
    assert page.get_by_text("下载证据包").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_text("下载证据包").is_visible()
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
