"""Signing in by an issuer of accounts: bound on its subject alone, and losing nothing on the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from service.actions.bind_identity import bind_identity
from service.actions.disable_person import disable_person
from service.actions.errors import MissingError
from service.actions.verify_audit import verify_audit
from service.app import create_app
from service.commands._sign_on import told_of_sign_on
from service.office import Office, open_office
from service.settings import Settings, SettingsError
from service.sign_on import DoubtError, DownError, open_provider
from service.store.deed import Deed
from tests.service.issuer import CLIENT, SECRET, Issuer, running
from tests.service.pages.conftest import CLEAN, PASSWORD, Browser, Page, settings_in

OURS = "http://xianshen.test"
OPINION = "数字已核对，同意签发。"


@pytest.fixture
def issuer(watch) -> Iterator[Issuer]:
    with running(Issuer(clock=lambda: watch.now, redirect_uris=(f"{OURS}/sign-in/back",))) as one:
        yield one


@pytest.fixture
def settings(issuer, tmp_path) -> Settings:
    secret = tmp_path / "secret"
    secret.write_text(SECRET + "\n", encoding="utf-8")
    return replace(
        settings_in(tmp_path / "office"),
        public_url=OURS,
        oidc_issuer=issuer.url,
        oidc_client_id=CLIENT,
        oidc_secret_file=secret,
        sign_on_seconds=1,
    )


@pytest.fixture
def office(house, tmp_path, ruleset, watch, settings) -> Iterator[Office]:
    shutil.copytree(house, tmp_path / "office")
    opened = open_office(settings, clock=watch, ruleset=ruleset)
    yield opened
    opened.close()


class Traveller(Browser):
    """A browser that follows our page to the issuer and comes back as it says."""

    def there(self, page: Page | None = None) -> str:
        """Where the issuer sends the browser back to."""
        page = page or self.page
        link = page.tree.css_first("main a.button").attributes["href"]
        with httpx2.Client() as client:
            answer = client.get(link)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def back(self, address: str) -> Page:
        parts = urlsplit(address)
        return self.get(f"{parts.path}?{parts.query}")

    def travel(self) -> Page:
        self.fill("/sign-in/away")
        return self.back(self.there())


@pytest.fixture
def traveller(office) -> Iterator[Traveller]:
    with TestClient(create_app(office), base_url=OURS) as client:
        browser = Traveller(client)
        browser.get("/sign-in")
        yield browser


def bind(office: Office, login: str) -> None:
    with office.read() as unit:
        (stranger,) = unit.identities.strangers()
        person = unit.people.find(login).person
        keeper = unit.people.find("zheng").person
    bind_identity(office, keeper, stranger.id, person.id)


@pytest.fixture
def he(traveller, office) -> Traveller:
    """何建平's browser, signed in by the issuer."""
    traveller.travel()
    bind(office, "he")
    traveller.get("/sign-in")
    assert "何建平" in traveller.travel().html
    return traveller


def verbs(office: Office) -> list[Deed]:
    with office.read() as unit:
        return [one.verb for one in unit.events.page()]


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


def test_what_was_typed_when_the_session_ended_comes_back_with_it(he, office, watch, issuer):
    issuer.user = "sub-lin"
    with office.write() as unit:
        unit.sessions.end_all(unit.people.find("he").person.id)
    he.get("/sign-in")
    he.travel()
    bind(office, "lin")
    he.get("/sign-in")
    he.travel()
    he.get("/drafts/new")
    watch.wait(hours=9)
    page = he.fill("/drafts", title="关于登记的通知", body=CLEAN, do="save")
    assert page.status == 401
    page = he.travel()
    assert page.tree.css_first("#body").text().strip() == CLEAN.strip()
    with office.store.engines.reading.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM journeys").all()
    assert rows
    assert "登记" not in repr(rows)


@pytest.fixture
def at_the_last(office, sign_in) -> int:
    """A draft that waits for its last signature."""
    editor = sign_in("lin")
    editor.get("/drafts/new")
    number = editor.fill("/drafts", title="关于登记的通知", body=CLEAN, do="save").number
    editor.fill(f"/drafts/{number}/submit")
    for login in ("chen", "zhou"):
        reviewer = sign_in(login)
        reviewer.get(f"/approvals/{number}")
        reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    return number


@pytest.fixture
def asked(he, at_the_last, watch) -> Traveller:
    """何建平, who was asked to prove it anew with an opinion typed."""
    he.get(f"/approvals/{at_the_last}")
    watch.wait(minutes=20)
    page = he.fill(f"/approvals/{at_the_last}", decision="pass", opinion=OPINION)
    assert page.status == 403
    return he


def test_the_last_signature_is_proved_at_the_issuer_and_the_opinion_comes_back(
    asked, at_the_last, issuer
):
    page = asked.travel()
    assert page.tree.css_first("#opinion").text() == OPINION
    assert asked.get(page.path).tree.css_first("#opinion").text() == OPINION  # reloaded
    assert "已签发" in asked.fill(f"/approvals/{at_the_last}", decision="pass").text


@pytest.mark.parametrize("fault", ["not-asked-again", "no-auth-time", "denied", "html", "slow"])
def test_without_a_new_proof_nothing_is_signed_and_the_opinion_stays(
    asked, at_the_last, issuer, office, fault
):
    asked.fill("/sign-in/away")
    issuer.fault = fault
    page = asked.back(asked.there())
    assert page.alert.endswith("。")
    kept = page.tree.css_first("form[action='/prove'] input[name=kept-field-opinion]")
    assert kept.attributes["value"] == OPINION
    page = asked.fill("/prove", password=PASSWORD)  # the local account is the way that is left
    assert page.tree.css_first("#opinion").text() == OPINION
    assert "已签发" in asked.fill(f"/approvals/{at_the_last}", decision="pass").text


def test_another_person_at_the_issuer_proves_nothing(asked, at_the_last, issuer):
    issuer.user = "sub-other"
    page = asked.travel()
    assert page.status == 401
    assert "另一个人" in page.alert
    asked.get(f"/approvals/{at_the_last}")
    assert asked.fill(f"/approvals/{at_the_last}", decision="pass").status == 403


def test_signing_out_signs_out_at_the_issuer_too(he, issuer):
    he.get("/account")
    page = he.fill("/sign-out")
    assert "同时退出" in page.text
    link = page.tree.css_first("main a.button").attributes["href"]
    with httpx2.Client() as client:
        back = client.get(link).headers["location"]
    assert back == f"{OURS}/sign-in?done=signed-out"
    assert issuer.left[0]["id_token_hint"].count(".") == 2
    assert he.get("/approvals").path == "/sign-in"


@pytest.mark.parametrize(
    ("allowed", "status"), [("everyone", 200), ("unbound", 401), ("administrators", 401)]
)
def test_who_may_still_use_a_local_password_is_a_setting(
    he, office, settings, ruleset, watch, allowed, status
):
    opened = replace(office, settings=replace(settings, local_sign_in=allowed))
    with TestClient(create_app(opened), base_url=OURS) as client:
        browser = Browser(client)
        browser.get("/sign-in")
        assert browser.fill("/sign-in", login="he", password=PASSWORD).status == status
        browser.get("/sign-in") if status == 401 else browser.send("/sign-out")
    with TestClient(create_app(opened), base_url=OURS) as client:
        browser = Browser(client)
        browser.get("/sign-in")
        assert browser.fill("/sign-in", login="zheng", password=PASSWORD).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"oidc_issuer": "http://id.example.gov.cn"},
        {"oidc_client_id": ""},
        {"public_url": ""},
    ],
)
def test_settings_that_cannot_work_are_told_at_the_start(settings, wrong):
    with pytest.raises(SettingsError, match="XIANSHEN_"):
        open_provider(replace(settings, **wrong))


def test_a_secret_that_cannot_be_read_is_told_at_the_start(settings, tmp_path):
    with pytest.raises(SettingsError, match="XIANSHEN_OIDC_SECRET_FILE"):
        open_provider(replace(settings, oidc_secret_file=tmp_path / "nowhere"))


def test_what_is_secret_stands_in_no_page_and_no_row(he, office, settings, issuer):
    assert SECRET not in repr(office.provider)
    with office.store.engines.reading.connect() as connection:
        rows = [
            repr(connection.exec_driver_sql(f"SELECT * FROM {name}").all())
            for name in ("sessions", "journeys", "identities", "strangers", "events")
        ]
    assert "eyJ" not in "".join(rows)  # no token of the issuer's
    assert SECRET not in "".join(rows)


def test_a_stranger_dealt_with_meanwhile_is_told(office, traveller):
    traveller.travel()
    bind(office, "he")
    with office.read() as unit:
        keeper, person = unit.people.find("zheng").person, unit.people.find("he").person
    with pytest.raises(MissingError):
        bind_identity(office, keeper, 1, person.id)


def test_the_doctor_says_whether_the_issuer_answers(settings, issuer):
    assert "可以询问" in told_of_sign_on(settings)
    issuer.fault = "html"
    with pytest.raises(DownError):
        told_of_sign_on(settings)
    issuer.fault = "another-name"
    with pytest.raises(DoubtError, match="XIANSHEN_OIDC_ISSUER"):
        told_of_sign_on(settings)
    assert "本地密码" in told_of_sign_on(replace(settings, oidc_issuer=""))
