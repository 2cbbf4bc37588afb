"""An issuer behind a socket, and somebody's browser that goes there and back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.testclient import TestClient

from service.actions.bind_identity import bind_identity
from service.app import create_app
from service.office import Office, open_office
from service.settings import Settings
from service.store.deed import Deed
from tests.service.issuer import CLIENT, SECRET, Issuer, running
from tests.service.pages.conftest import CLEAN, Browser, Page, settings_in

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
