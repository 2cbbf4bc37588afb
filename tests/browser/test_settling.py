"""Findings dealt with by name, in a real browser: the secrecy reviewer, the rules and the door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.draft import Draft, Person, Role
from review.model import Document, Severity
from review.secrecy import Question, Reply
from review.settling import awaiting
from service.actions.add_person import add_person
from service.actions.answer_finding import answer_finding
from service.actions.save_draft import save_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.waive_finding import waive_finding
from tests.browser.conftest import PASSWORD, Service
from tests.browser.test_access import visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILLER = "各有关单位要按照规定做好这一项工作，并及时向社会公布办理结果。\n"
BODY = f"{FILLER}各单位要按步就班做好登记。\n{FILLER}联系人张某，身份证号11010519491231002X。\n{FILLER}"
REASON = "本人书面同意公布，原件存办公室。"
NO = tuple(Reply(question=question, yes=False) for question in Question)


@pytest.fixture(scope="module")
def people(service: Service) -> dict[str, Person]:
    secrecy = frozenset({Role.SECRECY})
    add_person(service.office, None, login="baomi", name="保敏", roles=secrecy, password=PASSWORD)
    with service.office.read() as unit:
        return {account.person.login: account.person for account in unit.people.list()}


def settle(service: Service, draft: Draft, author: Person) -> Draft:
    with service.office.read() as unit:
        findings = unit.drafts.report(draft.report).findings
    for finding in findings:
        if finding.severity is Severity.HINT:
            continue
        verb = waive_finding if finding.severity is Severity.BLOCK else answer_finding
        draft = verb(
            service.office,
            author,
            draft.id,
            version=draft.version,
            finding=finding.key,
            reason=REASON,
        )
    return draft


@pytest.fixture(scope="module")
def waiting(service: Service, people: dict[str, Person]) -> Draft:
    """A draft that waits for the secrecy reviewer."""
    office, author = service.office, people["bianji"]
    document = Document(title="关于公布办理结果的通知", body=BODY)
    draft = settle(service, start_draft(office, author, document, form_key="settle"), author)
    draft = submit_draft(office, author, draft.id, version=1, replies=NO)
    for login in ("chushen", "fushen"):
        assert draft.seen is not None
        endorsed = tuple(one.finding for one in awaiting(draft))
        person = people[login]
        draft = sign_draft(office, person, draft.id, seen=draft.seen, endorsed=endorsed)
    assert draft.current_step is not None
    assert draft.current_step.role is Role.SECRECY
    return draft


def picture(page: Page, pictures: Path | None, name: str) -> None:
    if pictures:
        page.screenshot(path=pictures / f"{name}.png", full_page=True)


def test_the_secrecy_reviewer_answers_and_endorses_with_the_keyboard(
    sign_in: Callable[..., Page], waiting: Draft, pictures: Path | None
):
    page = sign_in("baomi")
    assert visit(page, "/approvals", f"/approvals/{waiting.id}") == []
    picture(page, pictures, "secrecy")
    for question in Question:
        page.locator(f"#reply-{question}-no").focus()
        page.keyboard.press("Space")
    page.locator("input[name=endorse]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="同意，签字").click()
    page.wait_for_selector("[role=status]")
    assert "已签字" in page.get_by_role("status").first.inner_text()
    last = sign_in("zhongshen")
    assert visit(last, f"/approvals/{waiting.id}") == []
    picture(last, pictures, "endorsed")


def test_no_page_of_rules_has_a_barrier(sign_in: Callable[..., Page], pictures: Path | None):
    page = sign_in("bianji")
    assert visit(page, "/rules", "/rules?gate=confidentiality", "/rules/CON101") == []
    picture(page, pictures, "rule")
    page.goto(page.url.rpartition("/")[0])
    picture(page, pictures, "rules")


def test_offers_precedents_and_false_alarms_stand_beside_the_findings(
    sign_in: Callable[..., Page],
    service: Service,
    waiting: Draft,
    people: dict[str, Person],
    pictures: Path | None,
):
    office, author = service.office, people["bianji"]
    document = Document(title="关于再次公布办理结果的通知", body=BODY)
    draft = settle(service, start_draft(office, author, document, form_key="again"), author)
    longer = Document(title=document.title, body="前面加了一句话。\n" + BODY)
    save_draft(office, author, draft.id, version=1, document=longer)
    page = sign_in("bianji")
    assert visit(page, f"/drafts/{draft.id}") == []
    picture(page, pictures, "offers")
    told = page.locator("main").inner_text()
    assert "同一写法此前 1 次放行" in told
    assert "沿用这条理由" in told
    page.get_by_role("button", name="标为误报").first.click()
    page.wait_for_selector("text=您已标为误报")


def test_a_marked_secret_leaves_nothing_in_the_browser(sign_in: Callable[..., Page]):
    page = sign_in("bianji")
    page.goto("/".join(page.url.split("/")[:3]) + "/drafts/new")
    page.get_by_label("标题").fill("关于某项工作的通知")
    page.get_by_label("正文").fill("机密★10年\n这是绝不能留下的话。")
    page.get_by_role("button", name="存为稿件").click()
    page.wait_for_selector("text=保密机构")
    assert "绝不能留下" not in page.content()
    kept = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "绝不能留下" not in kept
