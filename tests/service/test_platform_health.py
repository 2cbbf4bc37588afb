"""`xianshen doctor` on platforms, secrets in a file, and one token for several processes."""

from __future__ import annotations

import json
import multiprocessing
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from service.clock import wall_clock
from service.commands._health import calls_for_help, told
from service.commands.doctor import _check_platforms, _FaultError, _Patient
from service.platforms import Health, Order, RefusedError
from service.platforms.tokens import Token, TokenShelf
from service.platforms.wechat import Connector
from service.platforms.wechat.api import Account, Wechat
from service.settings import Settings, SettingsError
from tests.service.platforms.serving import Served
from tests.service.platforms.stages import WechatStage, an_order, fire, wechat_stage
from tests.service.platforms.wechat_fake import APPID, COVER, SECRET, Fault, WechatFake

NOW = wall_clock()
CANARY = "canary-5f3d9c-never-to-be-seen"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    server = Served()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def wechat(served: Served) -> Iterator[WechatStage]:
    with wechat_stage(served) as stage:
        yield stage


def secrets_in(folder: Path, text: str, mode: int = 0o600) -> dict[str, str]:
    path = folder / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return {"XIANSHEN_SECRETS_FILE": str(path)}


def test_secrets_come_from_a_file_and_a_variable_takes_precedence(tmp_path: Path):
    environ = secrets_in(tmp_path, f'wechat_secret = "{CANARY}"\nsite_key = "hmac:{CANARY}"\n')
    settings = Settings.from_environ(environ)
    assert settings.wechat_secret == CANARY
    assert CANARY not in repr(settings)
    assert Settings.from_environ(environ | {"XIANSHEN_WECHAT_SECRET": "x"}).wechat_secret == "x"


@pytest.mark.parametrize(
    ("text", "mode", "sentence"),
    [
        (f'wechat_secret = "{CANARY}"', 0o644, "chmod 600"),
        (f'wechat_secret = "{CANARY}"', 0o660, "chmod 600"),
        (f'wechat_secrets = "{CANARY}"', 0o600, "不是先审的密钥设置"),
        (f'port = "{CANARY}"', 0o600, "不是先审的密钥设置"),
        (f"wechat_secret = {CANARY}", 0o600, "TOML"),
        ("wechat_secret = 5", 0o600, "引号"),
    ],
)
def test_a_file_of_secrets_that_is_no_good_is_refused_and_not_quoted(
    tmp_path: Path, text: str, mode: int, sentence: str
):
    with pytest.raises(SettingsError, match=sentence) as told_:
        Settings.from_environ(secrets_in(tmp_path, text, mode))
    assert CANARY not in str(told_.value)


def test_a_file_of_secrets_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(SettingsError, match="读不出来"):
        Settings.from_environ({"XIANSHEN_SECRETS_FILE": str(tmp_path / "none.toml")})


def test_one_refresh_not_ten_for_threads_and_for_processes_one_after_the_other(tmp_path: Path):
    asked: list[int] = []
    lock = threading.Lock()

    def fetch() -> Token:
        with lock:
            asked.append(1)
        threading.Event().wait(0.05)
        return Token(value=f"token-{len(asked)}")

    shelves = [TokenShelf(tmp_path / "tokens" / "wechat.json") for _ in range(5)]
    with ThreadPoolExecutor(20) as pool:
        got = list(pool.map(lambda n: shelves[n % 5].get(fetch).value, range(40)))
    assert set(got) == {"token-1"}
    with ThreadPoolExecutor(20) as pool:
        again = list(
            pool.map(lambda n: shelves[n % 5].get(fetch, instead_of="token-1").value, range(40))
        )
    assert set(again) == {"token-2"}
    assert len(asked) == 2


def _publish(url: str, folder: Path, key: str, begin: object) -> None:
    shelf = TokenShelf(folder / "tokens" / "wechat.json")
    api = Wechat(Account(base_url=url, appid=APPID, secret=SECRET), shelf=shelf)
    begin.wait()  # type: ignore[attr-defined]  # a barrier of either kind
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(lambda _n: api.call("/cgi-bin/draft/get", {"media_id": key}), range(10)))
    api.close()


def test_two_processes_of_five_threads_ask_for_one_token(served: Served, tmp_path: Path):
    fake = WechatFake(now=NOW)
    fake.drafts["d"] = {"news_item": [], "update_time": 0}
    url = served.show(fake)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    workers = [
        context.Process(target=_publish, args=(url, tmp_path, "d", barrier)) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(fake.calls("draft/get")) == 20
    assert len(fake.calls("stable_token")) == 1


def test_the_shelf_is_for_its_owner_alone_and_a_broken_one_is_fetched_anew(tmp_path: Path):
    path = tmp_path / "tokens" / "wechat.json"
    shelf = TokenShelf(path)
    shelf.get(lambda: Token(value="one", until=NOW))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert json.loads(path.read_text(encoding="utf-8"))["token"] == "one"
    path.write_text("{", encoding="utf-8")
    assert TokenShelf(path).peek() is None
    assert TokenShelf(path).get(lambda: Token(value="two")).value == "two"
    assert "tok-1" not in repr(Token(value="tok-1"))


def test_a_fetch_that_fails_leaves_no_lock_behind(tmp_path: Path):
    shelf = TokenShelf(tmp_path / "wechat.json")

    def refuse() -> Token:
        raise RefusedError("微信没有给出令牌。")

    with pytest.raises(RefusedError):
        shelf.get(refuse)
    assert shelf.get(lambda: Token(value="one")).value == "one"


def test_the_doctor_tells_token_quota_and_clock(wechat: WechatStage):
    wechat.fake.extras.remain = 3
    line = told(wechat.platform, wechat.platform.health(NOW), NOW)
    assert line.startswith("微信公众号连得上，令牌到 ")
    assert "今天还可调用 3 次，快用完了" in line
    assert "时钟" in line  # by how much hangs on the machine


@pytest.mark.parametrize(
    ("health", "is_ill", "words"),
    [
        (Health(reachable=True), False, "连得上"),
        (Health(reachable=False, sentence="连接不上微信服务器。"), True, "连不上；连接不上"),
        (Health(reachable=True, quota_left=0), True, "还可调用 0 次"),
        (Health(reachable=True, skew=timedelta(minutes=5)), True, "慢了 300 秒"),
        (Health(reachable=True, skew=-timedelta(minutes=5)), True, "快了 300 秒"),
        (Health(reachable=True, skew=timedelta(seconds=9)), False, "相差 9 秒"),
        (Health(reachable=True, token_until=NOW + timedelta(days=9)), False, "授权到 20"),
        (Health(reachable=True, token_until=NOW - timedelta(days=9)), False, "已到期"),
    ],
)
def test_what_calls_for_somebody_is_an_illness(
    wechat: WechatStage, health: Health, words: str, *, is_ill: bool
):
    assert calls_for_help(health) is is_ill
    assert words in told(wechat.platform, health, NOW)


def test_the_doctor_finds_an_account_that_is_refused(served: Served, tmp_path: Path):
    fake = WechatFake(now=NOW)
    fake.faults.append(Fault("stable_token", code=40164, times=9))
    settings = Settings(
        data_dir=tmp_path,
        wechat_appid=APPID,
        wechat_secret=SECRET,
        wechat_base_url=served.show(fake),
    )
    with pytest.raises(_FaultError, match="白名单"):
        _check_platforms(_Patient(settings))
    fake.faults.clear()
    assert "微信公众号连得上" in _check_platforms(_Patient(settings))
    with pytest.raises(_FaultError, match="XIANSHEN_SITE_KEY"):
        _check_platforms(_Patient(Settings(data_dir=tmp_path, site_url="https://x.gov.cn")))


def test_a_secret_is_in_no_file_of_the_house_but_its_own(served: Served, tmp_path: Path):
    fake = WechatFake(now=NOW)
    account = Account(base_url=served.show(fake), appid=APPID, secret=SECRET)
    shelf = TokenShelf(tmp_path / "tokens" / f"wechat-{account.name}.json")
    api = Wechat(account, shelf=shelf)
    stage = WechatStage(fake, Connector(api, cover=COVER))
    order: Order = an_order(stage.platform)
    fake.polls_until_done = 0
    fire(stage, order)
    api.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes()
            assert APPID not in path.name
