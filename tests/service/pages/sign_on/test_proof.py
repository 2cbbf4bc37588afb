"""Proving oneself at the issuer before the last signature, and what the house does around it."""

from __future__ import annotations

from dataclasses import replace

import httpx2
import pytest
from starlette.testclient import TestClient

from service.actions.bind_identity import bind_identity
from service.actions.errors import MissingError
from service.app import create_app
from service.commands._sign_on import told_of_sign_on
from service.settings import SettingsError
from service.sign_on import DoubtError, DownError, open_provider
from tests.service.issuer import SECRET
from tests.service.pages.conftest import CLEAN, PASSWORD, Browser
from tests.service.pages.sign_on.conftest import OPINION, OURS, bind


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
