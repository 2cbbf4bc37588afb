"""Units, people, delegations, duty and leave in a browser: no barrier, and seen on an office screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.clock import local_time, wall_clock
from tests.browser.test_access import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = {
    "units": "/units",
    "unit": "/units/1",
    "people": "/people",
    "person": "/people/2",
    "delegations": "/delegations",
    "duty": "/duty",
    "leave": "/leave",
    "account": "/account",
}


@pytest.fixture
def roster(sign_in: Callable[..., Page]) -> Page:
    """The administrator, with a unit below, a roster for December and somebody lent a role."""
    page = sign_in("guanli")
    root = "/".join(page.url.split("/")[:3])
    page.goto(f"{root}/units")
    page.fill("#name", "云溪区卫生健康局")
    page.select_option("#supervisor", label="何建平（zhongshen）")
    page.click("main button.main")
    page.goto(f"{root}/duty?unit=1")
    days = [local_time(wall_clock()).date() + timedelta(days=number) for number in (0, 1)]
    page.fill("#table", f"{days[0]}\t陈明\n{days[1]}\t周芳、何建平")
    page.click("form[action='/duty/import'] button")
    assert page.locator("tr", has_text="何建平").count() == 1
    return page


def test_no_page_of_the_people_has_a_barrier(roster: Page):
    root = "/".join(roster.url.split("/")[:3])
    pictures = Path(os.environ["PICTURES"]) if "PICTURES" in os.environ else None
    found: list[str] = []
    for name, path in PAGES.items():
        roster.goto(root + path)
        found += violations(roster)
        if pictures:
            roster.screenshot(path=pictures / f"{name}.png", full_page=True)
    assert found == []
