"""A real Chromium against a real service on this computer, with its worker running."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from review.draft import Role
from review.ruleset import Ruleset
from service.actions.add_person import add_person
from service.app import create_app
from service.office import Office, open_office
from service.settings import Settings
from service.store import migrate
from service.worker import Worker

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "correct-horse-1"
PEOPLE = (
    ("bianji", "林小雨", Role.EDITOR),
    ("chushen", "陈明", Role.FIRST),
    ("fushen", "周芳", Role.SECOND),
    ("zhongshen", "何建平", Role.FINAL),
    ("fabu", "吴倩", Role.PUBLISHER),
    ("guanli", "郑凯", Role.ADMIN),
    ("shenji", "苏敏", Role.AUDITOR),
    ("shencha", "宓岚", Role.SECRECY),
)


@dataclass(frozen=True, kw_only=True)
class Service:
    """`url` has no slash at its end."""

    url: str
    office: Office


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        complain = pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip
        complain("no Chromium: apt-get install chromium, or set CHROMIUM=")
    from playwright.sync_api import sync_playwright

    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])  # only as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, headless=True, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> Iterator[Service]:
    """One service for all stories; each story makes its own drafts."""
    folder = tmp_path_factory.mktemp("office")
    settings = Settings(
        data_dir=folder, argon2_time=1, argon2_memory_kib=64, argon2_lanes=1, sign_in_tries=100
    )
    migrate(settings.database_url)
    office = open_office(settings, ruleset=ruleset)
    for login, name, role in PEOPLE:
        add_person(office, None, login=login, name=name, roles=frozenset({role}), password=PASSWORD)
    server = uvicorn.Server(uvicorn.Config(create_app(office), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    worker = Worker(office, pause=0.1)
    worker.start()
    yield Service(url=f"http://127.0.0.1:{port}", office=office)
    worker.stop()
    server.should_exit = True
    thread.join(10)
    office.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A new browser of one person, as wide as an office screen."""
    opened: list[BrowserContext] = []

    def open_(**options: object) -> BrowserContext:
        context = chromium.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 768},
            **options,
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        return context

    yield open_
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(desk: Callable[..., BrowserContext], service: Service) -> Callable[..., Page]:
    """The first page of a person who has just signed in."""

    def sign_in_(login: str, **options: object) -> Page:
        page = desk(**options).new_page()
        page.goto(f"{service.url}/sign-in")
        page.get_by_label("账号").fill(login)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_selector("text=退出")
        return page

    return sign_in_


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where pictures for the README go, if PICTURES names a folder."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
