"""Signing in at an issuer over a real socket: who is bound, who waits, and what must not be believed."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from service.actions.disable_person import disable_person
from service.actions.verify_audit import verify_audit
from service.app import create_app
from service.store.deed import Deed
from tests.service.pages.sign_on.conftest import OURS, Traveller, bind, verbs


def test_somebody_unknown_waits_until_an_administrator_binds_them(traveller, office, sign_in):
    page = traveller.travel()
    assert page.status == 403
    assert "还没有对应到先审的人员" in page.alert
    keeper = sign_in("zheng")
    page = keeper.get("/identities")
    assert "何建平" in page.text
    assert "sub-he" in page.text
    number = re.search(r"/identities/strangers/([0-9]+)", page.html)[1]
    assert keeper.fill(f"/identities/strangers/{number}", do="bind").status == 422
    with office.read() as unit:
        person = str(unit.people.find("he").person.id)
    page = keeper.fill(f"/identities/strangers/{number}", person=person, do="bind")
    assert "已绑定 1 个" in page.text
    traveller.get("/sign-in")
    page = traveller.travel()
    assert page.path == "/approvals"
    assert {Deed.STRANGER_CAME, Deed.IDENTITY_BOUND} <= set(verbs(office))
    assert verify_audit(office) == ()
    keeper.get("/identities")
    keeper.fill("/identities/1/end")
    assert traveller.get("/approvals").path == "/sign-in"
    assert traveller.travel().status == 403
    assert verify_audit(office) == ()


def test_a_name_or_login_of_the_same_spelling_binds_nobody(traveller, issuer):
    issuer.user, issuer.called = "he", "何建平"
    assert traveller.travel().status == 403


def test_an_administrator_does_not_bind_an_account_to_themselves(traveller, office, sign_in):
    traveller.travel()
    with office.read() as unit:
        me = str(unit.people.find("zheng").person.id)
    keeper = sign_in("zheng")
    keeper.get("/identities")
    assert keeper.fill("/identities/strangers/1", person=me, do="bind").status == 403
    keeper.fill("/identities/strangers/1", do="away")
    assert "没有人等待绑定" in keeper.get("/identities").text


def test_nobody_but_administrators_sees_who_came(sign_in):
    assert sign_in("lin").get("/identities").status == 403


def test_a_disabled_person_is_refused(he, office):
    with office.read() as unit:
        people = {one.person.login: one.person for one in unit.people.list()}
    disable_person(office, people["zheng"], people["he"].id)
    he.get("/sign-in")
    page = he.travel()
    assert page.status == 401
    assert "已停用" in page.alert


def test_the_way_leads_on_to_where_the_person_was_going(he):
    he.get("/account")
    he.fill("/sign-out")
    he.get("/drafts?show=all")
    assert he.travel().path == "/drafts"


@pytest.mark.parametrize(
    "fault",
    [
        "wrong-nonce",
        "wrong-aud",
        "aud-of-others",
        "wrong-iss",
        "wrong-iss-in-answer",
        "expired",
        "from-the-future",
        "no-subject",
        "number-subject",
        "wrong-at-hash",
        "alg-none",
        "hmac-with-the-public-key",
        "foreign-key",
        "denied",
        "html",
        "redirect",
        "huge",
        "slow",
    ],
)
def test_an_answer_that_must_not_be_believed_lets_nobody_in(traveller, issuer, office, fault):
    traveller.fill("/sign-in/away")
    issuer.fault = fault
    address = traveller.there()
    page = traveller.back(address)
    assert page.status in {401, 502}
    assert page.alert.endswith("。")
    assert page.has_form("/sign-in")  # the password kept here is still a way in
    with office.read() as unit:
        assert unit.identities.strangers() == ()
    issuer.fault = ""
    assert "已办完" in traveller.back(address).alert


@pytest.mark.parametrize("fault", ["html", "redirect", "huge", "slow", "another-name"])
def test_an_issuer_that_does_not_answer_is_told_before_anybody_leaves(traveller, issuer, fault):
    issuer.fault = fault
    page = traveller.fill("/sign-in/away")
    assert page.status == 502
    assert page.has_form("/sign-in")


def test_a_code_or_state_is_good_once_and_in_one_browser_only(traveller, office):
    traveller.fill("/sign-in/away")
    address = traveller.there()
    with TestClient(create_app(office), base_url=OURS) as client:
        page = Traveller(client).back(address)
        assert page.status == 401
        assert "不是从这个浏览器开始" in page.alert
    assert traveller.back(address).status == 403  # a stranger, but heard
    assert "已办完" in traveller.back(address).alert


def test_a_stolen_code_is_worth_nothing_without_its_verifier(traveller, issuer):
    traveller.fill("/sign-in/away")
    theirs = urlsplit(traveller.there()).query
    code = re.search(r"code=([^&]+)", theirs)[1]
    traveller.get("/sign-in")
    traveller.fill("/sign-in/away")
    mine = re.sub(r"code=[^&]+", f"code={code}", traveller.there())
    page = traveller.back(mine)
    assert page.status == 502
    assert "授权码" in page.alert


def test_the_issuers_keys_may_change_at_any_time(he, issuer, monkeypatch):
    monkeypatch.setattr("service.sign_on.oidc._KEYS_ANEW", 0.0)
    he.get("/account")
    he.fill("/sign-out")
    issuer.rotate()
    he.get("/sign-in")
    assert "何建平" in he.travel().html


@pytest.mark.parametrize("fault", ["no-kid", "post-only"])
def test_what_the_specification_leaves_open_is_taken(traveller, issuer, office, fault):
    issuer.fault = fault
    assert traveller.travel().status == 403
    bind(office, "he")
    traveller.get("/sign-in")
    assert "何建平" in traveller.travel().html


def test_clocks_may_differ_a_little(traveller, issuer, watch):
    issuer.clock = lambda: watch.now + timedelta(seconds=90)
    assert traveller.travel().status == 403
