"""Signing in by an LDAP directory on the pages, and proving it again with its password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from service.actions.bind_identity import bind_identity
from service.app import create_app
from service.office import Office
from service.settings import Settings
from service.sign_on import open_directory
from tests.service.pages.conftest import PASSWORD, Browser
from tests.service.slapd import BASE, Slapd, free_port, program, running

THEIRS = "directory-pass-1"
OPINION = "数字已核对，同意签发。"


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    if program() is None:
        pytest.skip("no OpenLDAP server (Debian: slapd)")
    with running(tmp_path_factory.mktemp("slapd")) as server:
        yield server


@pytest.fixture
def bureau(office: Office, slapd: Slapd) -> Office:
    """The office with a directory whose 何建平 is the one here."""
    settings = Settings(ldap_url=slapd.plain, ldap_base=BASE, sign_on_seconds=2)
    directory = open_directory(settings)
    assert directory is not None
    who = directory.who("he", THEIRS)
    assert who is not None
    with office.write() as unit:
        number = unit.identities.came(who.issuer, who.subject, who.called, office.now())
        people = {one.person.login: one.person for one in unit.people.list()}
    assert number is not None
    bind_identity(office, people["zheng"], number, people["he"].id)
    return replace(office, directory=directory)


@pytest.fixture
def browser(bureau: Office) -> Iterator[Browser]:
    with TestClient(create_app(bureau), base_url="http://xianshen.test") as client:
        opened = Browser(client)
        opened.get("/sign-in")
        yield opened


def test_the_directory_comes_first_and_the_local_account_stays(browser: Browser):
    page = browser.fill("/sign-in", login="he", password="wrong")
    assert page.status == 401
    page = browser.fill("/sign-in", login="he", password=THEIRS)
    assert page.path == "/approvals"
    assert "何建平" in page.html
    browser.fill("/sign-out")
    assert browser.page.path == "/sign-in"
    page = browser.fill("/sign-in", login="lin", password=PASSWORD, way="local")
    assert page.path == "/drafts"


def test_a_choice_made_stays_made_after_a_wrong_password(browser: Browser):
    page = browser.fill("/sign-in", login="lin", password="wrong", way="local")
    assert page.tree.css_first("option[selected]").attributes["value"] == "local"


def test_who_is_in_the_directory_and_not_here_waits(browser: Browser):
    page = browser.fill("/sign-in", login="lin", password="directory-pass-2")
    assert page.status == 403
    assert "林小雨" in page.alert


def test_the_last_signature_is_proved_by_the_directory(submit, sign_in, browser, watch):
    _, number = submit()
    for login in ("chen", "zhou"):
        reviewer = sign_in(login)
        reviewer.get(f"/approvals/{number}")
        reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    browser.fill("/sign-in", login="he", password=THEIRS)
    browser.get(f"/approvals/{number}")
    watch.wait(minutes=16)
    page = browser.fill(f"/approvals/{number}", decision="pass", opinion=OPINION)
    assert page.status == 403
    page = browser.fill("/prove", login="lin", password="directory-pass-2")
    assert page.status == 403  # a stranger's account, however right its password
    page = browser.fill("/prove", login="he", password="wrong")
    assert page.status == 401
    page = browser.fill("/prove", login="he", password=THEIRS)
    assert page.tree.css_first("#opinion").text() == OPINION
    assert "已签发" in browser.fill(f"/approvals/{number}", decision="pass").text


def test_a_directory_that_is_down_is_told_and_the_local_account_lets_in(
    bureau: Office, slapd: Slapd
):
    gone = open_directory(
        Settings(ldap_url=f"ldap://127.0.0.1:{free_port()}", ldap_base=BASE, sign_on_seconds=1)
    )
    down = replace(bureau, directory=gone)
    with TestClient(create_app(down), base_url="http://xianshen.test") as client:
        browser = Browser(client)
        browser.get("/sign-in")
        page = browser.fill("/sign-in", login="he", password=THEIRS)
        assert page.status == 502
        assert "稍后再试" in page.alert
        assert browser.fill("/sign-in", login="he", password=PASSWORD, way="local").status == 200
