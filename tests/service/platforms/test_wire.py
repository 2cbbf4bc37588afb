"""The way out: proxies, hosts reached directly, what was sent when something broke."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.platforms import Again, RefusedError
from service.platforms.wire import Way, Wire
from service.settings import Settings, SettingsError


@dataclass
class Proxy:
    address: str
    asked: list[str] = field(default_factory=list)
    refuses: bool = False


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(self.path)
            self.send_response(200)
            self.send_header("content-length", "11")
            self.end_headers()
            self.wfile.write(b'{"ok":true}')

        def do_CONNECT(self) -> None:
            seen.asked.append(f"CONNECT {self.path}")
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    seen = Proxy(f"http://user:canary-proxy@127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield seen
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_requests_go_through_the_offices_proxy(proxy: Proxy) -> None:
    wire = Wire("http://10.9.8.7/cms", name="网站接口", way=Way(proxy=proxy.address))
    reply = wire.ask("GET", "health", secret={"token": "t"})
    wire.close()
    assert reply.answer is not None
    assert reply.answer.flag("ok")
    assert proxy.asked == ["http://10.9.8.7/cms/health?token=t"]


def test_hosts_of_the_house_are_reached_directly(proxy: Proxy) -> None:
    port = proxy.address.rpartition(":")[2]
    way = Way(proxy=proxy.address, no_proxy=("127.0.0.1", "gov.cn"))
    assert not way.proxied("cms.qingyuan.gov.cn")
    assert way.proxied("evilgov.cn")
    wire = Wire(f"http://127.0.0.1:{port}", name="网站接口", way=way)
    assert wire.ask("GET", "health").status == 200
    wire.close()
    assert proxy.asked == ["/health"]


def test_a_proxy_that_refuses_has_let_nothing_through(proxy: Proxy) -> None:
    wire = Wire("https://api.weixin.qq.com", name="微信", way=Way(proxy=proxy.address))
    with pytest.raises(RefusedError, match="代理") as refused:
        wire.ask("GET", "/x")
    wire.close()
    assert (refused.value.code, refused.value.again) == ("proxy", Again.SOON)
    assert proxy.asked == ["CONNECT api.weixin.qq.com:443"]


def test_the_environments_own_proxies_are_not_used(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.address)
    monkeypatch.setenv("ALL_PROXY", proxy.address)
    port = proxy.address.rpartition(":")[2]
    wire = Wire(f"http://127.0.0.1:{port}", name="微信")
    wire.ask("GET", "/direct")
    wire.close()
    assert proxy.asked == ["/direct"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"platform_proxy": "gopher://x"}, "代理地址"),
        ({"platform_ca_file": Path("/nowhere/ca.pem")}, "证书文件"),
    ],
)
def test_a_way_that_cannot_be_used_is_told_when_the_house_opens(
    given: dict[str, object], sentence: str
) -> None:
    settings = Settings(**given)  # type: ignore[arg-type]  # one field each
    with pytest.raises(SettingsError, match=sentence):
        Wire("https://api.weixin.qq.com", name="微信", way=Way.of(settings))


def test_the_proxys_password_is_shown_nowhere() -> None:
    address = "http://user:canary-proxy@proxy.gov.cn:8080"
    assert "canary" not in repr(Settings(platform_proxy=address))
    assert "canary" not in repr(Way(proxy=address))
