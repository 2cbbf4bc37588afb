"""Signing in by an issuer of accounts, and proving it anew before the last signature, in a browser."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe

from review.model import Document
from review.ruleset import Ruleset
from service.actions.add_person import add_person
from service.actions.bind_identity import bind_identity
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.app import create_app
from service.clock import wall_clock
from service.office import Office, open_office
from service.settings import Settings
from service.store import migrate
from tests.browser.conftest import PASSWORD, PEOPLE
from tests.service.issuer import CLIENT, SECRET, Issuer, running

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

OPINION = "数字已逐一核对，同意签发。"


@dataclass
class House:
    """A service whose people sign in elsewhere; `ahead`: how far its clock is put forward."""

    url: str
    office: Office
    issuer: Issuer
    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def house(tmp_path: Path, ruleset: Ruleset) -> Iterator[House]:
    port, ahead = free_port(), [timedelta()]
    url = f"http://127.0.0.1:{port}"

    def clock():
        return wall_clock() + ahead[0]

    with running(Issuer(clock=clock, user="", redirect_uris=(f"{url}/sign-in/back",))) as issuer:
        secret = tmp_path / "secret"
        secret.write_text(SECRET, encoding="utf-8")
        settings = Settings(
            data_dir=tmp_path / "office",
            argon2_time=1,
            argon2_memory_kib=64,
            argon2_lanes=1,
            public_url=url,
            oidc_issuer=issuer.url,
            oidc_client_id=CLIENT,
            oidc_secret_file=secret,
        )
        settings.data_dir.mkdir()
        migrate(settings.database_url)
        office = open_office(settings, ruleset=ruleset, clock=clock)
        for login, name, role in PEOPLE:
            roles = frozenset({role})
            add_person(office, None, login=login, name=name, roles=roles, password=PASSWORD)
        server = uvicorn.Server(uvicorn.Config(create_app(office), port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + 20
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        yield House(url=url, office=office, issuer=issuer, ahead=ahead)
        server.should_exit = True
        thread.join(10)
        office.close()


def waiting_for_the_last(office: Office) -> int:
    with office.read() as unit:
        people = {one.person.login: one.person for one in unit.people.list()}
    document = Document(title="关于办理登记的通知", body="市民可到服务大厅办理。\n")
    draft = start_draft(office, people["bianji"], document, form_key="form-key-of-a-browser")
    draft = submit_draft(office, people["bianji"], draft.id, version=draft.version)
    for login in ("chushen", "fushen"):
        assert draft.seen is not None
        draft = sign_draft(office, people[login], draft.id, seen=draft.seen)
    return draft.id


def at_the_issuer(page: Page, who: str) -> None:
    """Signs in on the issuer's own page."""
    page.wait_for_url("**/authorize*")
    page.locator("input[name=who]").fill(who)
    page.get_by_role("button", name="Enter").click()


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [one["id"] for one in found if one["impact"] in {"serious", "critical"}]


@pytest.mark.parametrize("script", [True, False])
def test_from_a_strangers_first_visit_to_the_last_signature(
    desk: Callable[..., BrowserContext], house: House, pictures: Path | None, script: bool
):
    office = house.office
    number = waiting_for_the_last(office)
    page = desk(java_script_enabled=script).new_page()
    page.goto(f"{house.url}/sign-in")
    if script:
        assert serious(page) == []
    page.get_by_role("button", name="用统一身份认证登录").click()
    at_the_issuer(page, "sub-he")
    page.wait_for_selector("text=还没有对应到先审的人员")
    with office.read() as unit:
        (stranger,) = unit.identities.strangers()
        keeper, person = unit.people.find("guanli").person, unit.people.find("zhongshen").person
    bind_identity(office, keeper, stranger.id, person.id)
    page.goto(f"{house.url}/approvals/{number}")
    page.get_by_role("button", name="用统一身份认证登录").click()
    at_the_issuer(page, "sub-he")
    page.wait_for_url(f"{house.url}/approvals/{number}")
    house.ahead[0] = timedelta(minutes=16)
    page.get_by_label("意见", exact=True).fill(OPINION)
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("text=签发前须再次确认是您本人")
    if script:
        assert serious(page) == []
        if pictures:
            page.screenshot(path=pictures / "prove.png")
    page.get_by_role("button", name="到统一身份认证确认").click()
    at_the_issuer(page, "sub-he")
    page.wait_for_selector("text=已确认是您本人")
    assert page.get_by_label("意见", exact=True).input_value() == OPINION
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("text=已签发")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{house.url}/sign-in?done=signed-out")
    assert house.issuer.left
    page.goto(f"{house.url}/approvals/{number}")
    page.wait_for_selector("text=用统一身份认证登录")


def test_with_the_issuer_down_the_local_password_still_signs(
    desk: Callable[..., BrowserContext], house: House
):
    number = waiting_for_the_last(house.office)
    page = desk().new_page()
    page.goto(f"{house.url}/approvals/{number}")
    page.get_by_label("账号").fill("zhongshen")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"{house.url}/approvals/{number}")
    house.ahead[0] = timedelta(minutes=16)
    house.issuer.fault = "html"
    page.reload()
    assert serious(page) == []
    page.get_by_label("意见", exact=True).fill(OPINION)
    page.get_by_label("您的密码").fill(PASSWORD)
    page.get_by_role("button", name="签发").click()
    page.wait_for_selector("text=已签发")
