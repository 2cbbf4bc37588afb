"""Every page can be used with a keyboard and a screen reader, as far as a machine can tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def drafts(service) -> None:
    """A draft in every state that has a page of its own."""
    from review.draft import Person
    from service.demo import _add_drafts  # the demo's drafts, for the people there are

    with service.office.read() as unit:
        people: list[Person] = [account.person for account in unit.people.list()]
    _add_drafts(service.office, people)


def violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    return [
        f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found.response["violations"]
    ]


def visit(page: Page, *paths: str) -> list[str]:
    root = "/".join(page.url.split("/")[:3])
    found: list[str] = []
    for path in paths:
        page.goto(root + path)
        found += violations(page)
    return found


@pytest.mark.usefixtures("drafts")
def test_no_page_of_an_editor_has_a_barrier(sign_in: Callable[..., Page], service):
    page = sign_in("bianji")
    with service.office.read() as unit:
        ids = [draft.id for draft in unit.drafts.list(limit=50)]
    paths = [f"/drafts/{number}" for number in ids[:6]]
    assert visit(page, "/drafts", "/drafts/new", "/account", "/nowhere", *paths) == []
    assert visit(page, f"/drafts/{ids[0]}/edit", f"/drafts/{ids[0]}/history") == []
    outline, pictures, preview = "/drafts/new?category=notice", "pictures", "preview"
    more = [f"/drafts/{ids[0]}/{name}" for name in (pictures, preview)]
    assert visit(page, outline, "/drafts?q=%E5%85%AC%E4%BA%A4", *more) == []


@pytest.mark.usefixtures("drafts")
def test_no_page_of_the_others_has_a_barrier(sign_in: Callable[..., Page], service):
    from review.draft import State

    with service.office.read() as unit:
        review = unit.drafts.list(state=State.IN_REVIEW, limit=5)
        approved = unit.drafts.list(state=State.APPROVED, limit=5)
        changed = next(d for d in unit.drafts.list(limit=50) if d.version > 1)
    for login in ("chushen", "fushen"):
        page = sign_in(login)
        assert visit(page, "/approvals", *(f"/approvals/{d.id}" for d in review)) == []
        assert visit(page, *(f"/approvals/{d.id}?view=whole" for d in review)) == []
    compare = f"/drafts/{changed.id}/compare?before=1&after=2"
    assert visit(page, compare, f"/drafts/{changed.id}/history") == []
    page = sign_in("fabu")
    assert visit(page, "/releases", f"/releases/plan/{approved[0].id}") == []
    assert visit(page, "/incidents", "/incidents?state=closed") == []
    assert visit(sign_in("guanli"), "/people", "/audit") == []
    assert visit(sign_in("shenji"), "/audit", "/drafts") == []


def test_the_sign_in_page_has_no_barrier(desk, service):
    page = desk().new_page()
    page.goto(f"{service.url}/sign-in")
    assert violations(page) == []
