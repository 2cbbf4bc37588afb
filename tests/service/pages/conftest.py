"""A whole office in a folder of its own, and people who look at its pages with a plain browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from starlette.testclient import TestClient

from review.draft import Person, Role
from review.ruleset import Ruleset
from service.actions.add_person import add_person
from service.app import create_app
from service.office import Office, open_office
from service.settings import Settings
from service.store import migrate

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PASSWORD = "correct-horse-1"
STAFF = (
    ("lin", "林小雨", Role.EDITOR),
    ("chen", "陈明", Role.FIRST),
    ("liu", "刘洋", Role.FIRST),
    ("zhou", "周芳", Role.SECOND),
    ("he", "何建平", Role.FINAL),
    ("wu", "吴倩", Role.PUBLISHER),
    ("zheng", "郑凯", Role.ADMIN),
    ("su", "苏敏", Role.AUDITOR),
)


@dataclass
class Watch:
    """A clock that goes on when it is told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


def settings_in(folder: Path) -> Settings:
    return Settings(
        data_dir=folder, argon2_time=1, argon2_memory_kib=64, argon2_lanes=1, sign_in_tries=5
    )


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, ruleset: Ruleset) -> Path:
    """A folder with staff and nothing else, to be copied."""
    folder = tmp_path_factory.mktemp("house")
    migrate(settings_in(folder).database_url)
    office = open_office(settings_in(folder), clock=Watch(), ruleset=ruleset)
    for login, name, role in STAFF:
        add_person(office, None, login=login, name=name, roles=frozenset({role}), password=PASSWORD)
    office.close()
    return folder


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def office(house: Path, tmp_path: Path, ruleset: Ruleset, watch: Watch) -> Iterator[Office]:
    folder = tmp_path / "office"
    shutil.copytree(house, folder)
    opened = open_office(settings_in(folder), clock=watch, ruleset=ruleset)
    yield opened
    opened.close()


@pytest.fixture
def staff(office: Office) -> dict[str, Person]:
    with office.read() as unit:
        return {account.person.login: account.person for account in unit.people.list()}


@dataclass
class Page:
    """What a browser shows after a request."""

    status: int
    path: str
    html: str
    tree: LexborHTMLParser = field(init=False)

    def __post_init__(self) -> None:
        self.tree = LexborHTMLParser(self.html)

    @property
    def text(self) -> str:
        main = self.tree.css_first("main")
        return " ".join(main.text(separator=" ").split()) if main else ""

    @property
    def alert(self) -> str:
        found = self.tree.css_first("[role=alert]")
        return " ".join(found.text().split()) if found else ""

    def form(self, action: str, *, having: str = "") -> LexborNode:
        """The form sent to this address; one that holds this text, where there are several."""
        for form in self.tree.css("form"):
            if form.attributes.get("action") == action and having in (form.html or ""):
                return form
        raise AssertionError(f"no form to {action} on {self.path}")

    def has_form(self, action: str) -> bool:
        return any(form.attributes.get("action") == action for form in self.tree.css("form"))

    @property
    def number(self) -> int:
        found = re.search(r"/(?:drafts|approvals)/([0-9]+)", self.path)
        assert found, self.path
        return int(found[1])


def fields_of(form: LexborNode) -> dict[str, str | list[str]]:
    """What a browser would send if nothing were touched and no button had a name."""
    values: dict[str, str | list[str]] = {}
    for node in form.css("input, textarea, select"):
        name, kind = node.attributes.get("name") or "", node.attributes.get("type")
        if not name or "disabled" in node.attributes:
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            values[name] = (chosen.attributes.get("value") or "") if chosen else ""
        elif node.tag == "textarea":
            values[name] = node.text()
        elif kind in {"checkbox", "radio"}:
            if "checked" in node.attributes:
                ticked = values.setdefault(name, [])
                assert isinstance(ticked, list)
                ticked.append(node.attributes.get("value") or "on")
        elif kind != "file":
            values[name] = node.attributes.get("value") or ""
    return values


class Browser:
    """One person's browser: follows redirects, keeps cookies, runs no script."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = Page(status=0, path="", html="")

    def get(self, path: str) -> Page:
        return self._seen(self.client.get(path))

    def send(self, path: str, **values: str | list[str]) -> Page:
        """A form from nowhere in particular, with exactly these fields."""
        return self._seen(self.client.post(path, data=values))

    def fill(self, action: str, *, having: str = "", **values: str | list[str]) -> Page:
        """The form on the present page, with these fields changed."""
        return self.send(action, **(fields_of(self.page.form(action, having=having)) | values))

    def upload(self, action: str, name: str, data: bytes) -> Page:
        form = fields_of(self.page.form(action))
        return self._seen(self.client.post(action, data=form, files={"file": (name, data)}))

    def _seen(self, response) -> Page:
        assert response.status_code != 500, response.text[:2000]
        self.page = Page(
            status=response.status_code, path=str(response.url.path), html=response.text
        )
        return self.page


@pytest.fixture
def client(office: Office) -> Iterator[Callable[[], TestClient]]:
    app = create_app(office)
    opened: list[TestClient] = []

    def client_() -> TestClient:
        opened.append(TestClient(app, base_url="http://xianshen.test"))
        return opened[-1]

    yield client_
    for one in opened:
        one.close()


@pytest.fixture
def sign_in(client: Callable[[], TestClient]) -> Callable[[str], Browser]:
    def sign_in_(login: str) -> Browser:
        browser = Browser(client())
        browser.get("/sign-in")
        page = browser.fill("/sign-in", login=login, password=PASSWORD)
        assert "退出" in page.html, page.text
        return browser

    return sign_in_


@pytest.fixture
def anybody(client: Callable[[], TestClient]) -> Browser:
    """Somebody who has not signed in."""
    return Browser(client())


CLEAN = "自然资源部门近日发布通知，市民可到服务大厅办理。\n"
FAULTY = "各单位要按步就班做好登记。\n联系人张某，身份证号11010519491231002X。\n"


@pytest.fixture
def write(sign_in: Callable[[str], Browser]) -> Callable[..., tuple[Browser, int]]:
    """The editor with a new draft, and its number."""

    def write_(body: str = CLEAN, title: str = "关于办理登记的通知") -> tuple[Browser, int]:
        editor = sign_in("lin")
        editor.get("/drafts/new")
        page = editor.fill("/drafts", title=title, body=body, do="save")
        return editor, page.number

    return write_


@pytest.fixture
def submit(write: Callable[..., tuple[Browser, int]]) -> Callable[..., tuple[Browser, int]]:
    """The editor with a draft in review, and its number."""

    def submit_(body: str = CLEAN) -> tuple[Browser, int]:
        editor, number = write(body)
        page = editor.fill(f"/drafts/{number}/submit")
        assert "审核中" in page.text
        return editor, number

    return submit_


@pytest.fixture
def approve(
    submit: Callable[..., tuple[Browser, int]], sign_in: Callable[[str], Browser]
) -> Callable[[], int]:
    """The number of a draft with all three signatures."""

    def approve_() -> int:
        _, number = submit()
        for login in ("chen", "zhou", "he"):
            reviewer = sign_in(login)
            reviewer.get(f"/approvals/{number}")
            reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
        return number

    return approve_
