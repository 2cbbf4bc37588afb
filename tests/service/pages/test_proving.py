"""The last signature asks anew who gives it, and loses nothing of what was typed."""

from __future__ import annotations

import pytest

from service.store.deed import Deed
from tests.service.pages.conftest import PASSWORD
from tests.service.pages.test_api import Caller

OPINION = "数字已核对，同意签发。"


def hidden(page, name: str) -> str:
    return page.tree.css_first(f"input[name={name}]").attributes["value"]


@pytest.fixture
def at_the_last(submit, sign_in):
    """The number of a draft that waits for its last signature."""
    _, number = submit()
    for login in ("chen", "zhou"):
        reviewer = sign_in(login)
        reviewer.get(f"/approvals/{number}")
        reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    return number


def test_soon_after_signing_in_nothing_more_is_asked(at_the_last, sign_in):
    last = sign_in("he")
    page = last.get(f"/approvals/{at_the_last}")
    assert page.tree.css_first("input[name=password]") is None
    assert "已签发" in last.fill(f"/approvals/{at_the_last}", decision="pass").text


def test_an_old_session_signs_with_the_password_on_the_same_page(at_the_last, sign_in, watch):
    last = sign_in("he")
    watch.wait(minutes=16)
    last.get(f"/approvals/{at_the_last}")
    page = last.fill(
        f"/approvals/{at_the_last}", decision="pass", opinion=OPINION, password=PASSWORD
    )
    assert "已签发" in page.text


def test_a_session_that_grew_old_meanwhile_is_asked_and_the_opinion_waits(
    at_the_last, sign_in, watch, office
):
    last = sign_in("he")
    last.get(f"/approvals/{at_the_last}")
    watch.wait(minutes=16)
    page = last.fill(f"/approvals/{at_the_last}", decision="pass", opinion=OPINION)
    assert page.status == 403
    assert "再次确认是您本人" in page.text
    with office.read() as unit:
        assert unit.drafts.get(at_the_last).step == 2
    page = last.fill("/prove", password="wrong")
    assert page.status == 401
    assert "密码不对" in page.alert
    page = last.fill("/prove", password=PASSWORD)
    assert page.tree.css_first("#opinion").text() == OPINION
    with office.read() as unit:
        assert unit.drafts.get(at_the_last).step == 2  # nothing is carried out by the proof itself
    assert "已签发" in last.fill(f"/approvals/{at_the_last}", decision="pass").text
    with office.read() as unit:
        (entry,) = [one for one in unit.events.page() if one.verb is Deed.PROVED_AGAIN]
    assert (entry.actor, entry.value("proof")) == ("he", "password")


def test_a_wrong_password_on_the_page_signs_nothing_and_keeps_the_opinion(
    at_the_last, sign_in, watch
):
    last = sign_in("he")
    watch.wait(minutes=16)
    last.get(f"/approvals/{at_the_last}")
    page = last.fill(
        f"/approvals/{at_the_last}", decision="pass", opinion=OPINION, password="wrong"
    )
    assert page.status == 401
    assert page.tree.css_first("#opinion").text() == OPINION


def test_another_persons_password_proves_nothing(at_the_last, sign_in, watch, office):
    last = sign_in("he")
    with office.write() as unit:
        other = unit.people.find("zhou")
        unit.people.set_password(other.person.id, office.passwords.hash("another-password-9"))
    watch.wait(minutes=16)
    last.get(f"/approvals/{at_the_last}")
    page = last.fill(f"/approvals/{at_the_last}", decision="pass", password="another-password-9")
    assert page.status == 401


def test_earlier_steps_and_sending_back_ask_for_no_proof(submit, sign_in, watch, at_the_last):
    last = sign_in("he")
    watch.wait(minutes=16)
    last.get(f"/approvals/{at_the_last}")
    page = last.fill(f"/approvals/{at_the_last}", decision="send_back", opinion="请补充时间。")
    assert "编写中" in page.text


def test_wrong_passwords_there_run_out_without_shutting_the_person_out(at_the_last, sign_in, watch):
    last = sign_in("he")
    last.get(f"/approvals/{at_the_last}")
    watch.wait(minutes=16)
    last.fill(f"/approvals/{at_the_last}", decision="pass", opinion=OPINION)
    for _ in range(5):
        page = last.fill("/prove", password="wrong")
    page = last.fill("/prove", password=PASSWORD)
    assert page.status == 429
    assert hidden(page, "kept-field-opinion") == OPINION
    assert sign_in("he")


def test_a_session_that_ends_on_the_very_page_that_asks_loses_nothing(at_the_last, sign_in, watch):
    last = sign_in("he")
    last.get(f"/approvals/{at_the_last}")
    watch.wait(minutes=16)
    last.fill(f"/approvals/{at_the_last}", decision="pass", opinion=OPINION)
    watch.wait(hours=9)
    page = last.fill("/prove", password=PASSWORD)
    assert page.status == 401
    page = last.fill("/sign-in", login="he", password=PASSWORD)
    assert page.tree.css_first("#opinion").text() == OPINION
    assert "已签发" in last.fill(f"/approvals/{at_the_last}", decision="pass").text


def test_programs_are_told_and_prove_it_by_the_same_password(at_the_last, client, watch):
    last = Caller(client(), "he")
    (waiting,) = last.do("GET", "/approvals")
    body = {"seen": waiting["seen"], "opinion": OPINION}
    watch.wait(minutes=16)
    refused = last.post(f"/drafts/{at_the_last}/sign", body, expect=403)
    assert refused["error"]["code"] == "fresh"
    last.post("/sessions/current/proof", {"password": "wrong"}, expect=401)
    last.post("/sessions/current/proof", {"password": PASSWORD}, expect=204)
    assert last.post(f"/drafts/{at_the_last}/sign", body)["state"] == "approved"


def test_a_clock_set_back_does_not_make_a_proof_last(at_the_last, sign_in, watch):
    last = sign_in("he")
    watch.wait(hours=-2)
    last.get(f"/approvals/{at_the_last}")
    assert last.fill(f"/approvals/{at_the_last}", decision="pass").status == 403


def test_the_address_of_the_proof_opened_by_hand_leads_home(sign_in):
    assert sign_in("he").get("/prove").path == "/approvals"
