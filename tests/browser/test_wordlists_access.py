"""The pages of lists, of what might be learnt and of the second reader: no barrier on any."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from review.model import Severity
from review.staff import Role
from service.actions.agree_overlay import agree_overlay
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.actions.start_draft import start_draft
from service.store.overlays import OverlayKind
from tests.browser.test_access import visit
from tests.stories import a_document

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LIST = "text/miswritten_words"


@pytest.fixture
def draft(service) -> int:
    """The number of a draft, in a house with an overlay in force and one proposed."""
    office = service.office
    with office.read() as unit:
        people = {one.person.login: one.person for one in unit.people.list()}
    rule = next(one for one in office.ruleset.rules if one.severity is Severity.WARN)
    ends = office.as_of() + timedelta(days=30)
    made = lay_overlay(
        office,
        people["guanli"],
        OverlayFacts(
            unit=1, kind=OverlayKind.MUTE, rule=rule.id, ends=ends, reason="栏目名就这么写。"
        ),
    )
    signer = next(one for one in people.values() if Role.FINAL in one.roles)
    agree_overlay(office, signer, made.id)
    facts = OverlayFacts(
        unit=1,
        kind=OverlayKind.ADD,
        wordlist=LIST,
        word="云溪印像",
        suggest=("云溪印象",),
        source="区文件（2026年）",
        reason="常被写错。",
    )
    lay_overlay(office, people["bianji"], facts)
    made = start_draft(office, people["bianji"], a_document(), form_key="wordlists-access")
    return made.id


def test_no_page_of_lists_has_a_barrier(
    sign_in: Callable[..., Page], draft: int, pictures: Path | None
):
    page = sign_in("guanli")
    paths = ("/wordlists", f"/wordlists/{LIST}", "/wordlists?words=无此词也无此库", "/learning")
    assert visit(page, *paths) == []
    if pictures:
        root = page.url.rpartition("/")[0]
        for name, path in (("wordlists", "/wordlists"), ("wordlist", f"/wordlists/{LIST}")):
            page.goto(root + path)
            page.screenshot(path=pictures / f"{name}.png")
    page = sign_in("bianji")
    assert visit(page, f"/drafts/{draft}/second-reading", f"/wordlists/{LIST}") == []
