"""Reading a public page that somebody named: only where it may lead, and never into the house.

Every address on the way, redirections too, must be on the list of hosts; each host's addresses
must all be public, and the connection goes to one of those that were looked at, so that a name
that changes its mind between the look and the connection gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx2

from service.platforms.platform import Again, UnknownError
from service.platforms.wire import Way

_MOST = 5 * 1024 * 1024
_HOPS = 4
_CHARSET = re.compile(rb"""(?i)charset\s*=\s*["']?([0-9a-z_-]{2,20})""")
_AGENT = "Mozilla/5.0 (compatible; xianshen read-back)"
_GONE = frozenset({404, 410})


def looked_up(host: str) -> tuple[str, ...]:
    """Every address a name stands for. Raises OSError."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address lies outside every house: no loopback, private, link-local or such."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """How public pages are fetched. `ports` and `public` are other in tests alone."""

    way: Way = field(default_factory=Way)
    resolve: Callable[[str], tuple[str, ...]] = looked_up
    public: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})

    def page(self, address: str, hosts: Collection[str]) -> str:
        """The page's HTML. UnknownError: NEVER if the page is gone or the address is no good,
        SOON if it could not be had this time.
        """
        for _ in range(_HOPS):
            self._check(address, hosts)
            response = self._get(address)
            if response.status_code in (301, 302, 303, 307, 308):
                address = urljoin(address, response.headers.get("location", ""))
                continue
            return _html(response)
        sentence = "网页一直在跳转，读不到内容，请人工打开核对。"
        raise UnknownError(sentence, again=Again.SOON, code="redirects")

    def _check(self, address: str, hosts: Collection[str]) -> None:
        complaint = address_complaint(address, hosts, self.ports)
        if complaint:
            raise UnknownError(complaint, again=Again.SOON, code="address")

    def _get(self, address: str) -> httpx2.Response:
        parts = urlsplit(address)
        host = parts.hostname or ""
        extensions: dict[str, object] = {}
        target = address
        if not self.way.proxied(host):
            inside = self._address(host)
            shown = f"[{inside}]" if ":" in inside else inside
            port = f":{parts.port}" if parts.port else ""
            target = parts._replace(netloc=f"{shown}{port}").geturl()
            extensions["sni_hostname"] = host
        transport = self.way.transport(host)
        headers = {"host": parts.netloc, "user-agent": _AGENT, "accept": "text/html"}
        try:
            with httpx2.Client(
                transport=transport, trust_env=False, follow_redirects=False, timeout=15.0
            ) as client:
                request = client.build_request("GET", target, headers=headers)
                request.extensions.update(extensions)
                response = client.send(request, stream=True)
                try:
                    return _read(response)
                finally:
                    response.close()
        except httpx2.HTTPError:
            sentence = "网页这次打不开（连接中断或证书不可信），稍后自动再读。"
            raise UnknownError(sentence, again=Again.SOON, code="unreachable") from None

    def _address(self, host: str) -> str:
        try:
            found = self.resolve(host)
        except OSError:
            found = ()
        if not found:
            sentence = "网页的域名这次解析不了，稍后自动再读。"
            raise UnknownError(sentence, again=Again.SOON, code="dns")
        if not all(self.public(one) for one in found):
            sentence = "网页的域名指向内部地址，为安全起见没有打开，请管理员核对。"
            raise UnknownError(sentence, again=Again.SOON, code="inside")
        return found[0]


def address_complaint(
    address: str, hosts: Collection[str], ports: Collection[int] = (80, 443)
) -> str:
    """Why an address cannot be one of these hosts' public pages, as a sentence; "" if it can."""
    named = "、".join(sorted(hosts))
    try:
        parts = urlsplit(address.strip())
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return "网址写法不对，请从浏览器地址栏复制完整网址。"
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme not in {"http", "https"} or not host:
        return "请填写以 http:// 或 https:// 开头的完整网址。"
    if parts.username is not None or parts.password is not None or port not in ports:
        return "网址里不能带用户名、密码或特别的端口，请从浏览器地址栏复制。"
    if not any(host == one or host.endswith(f".{one}") for one in hosts):
        return f"这个网址不在该平台的网站上（应在 {named}），请核对后重新填写。"
    return ""


def _read(response: httpx2.Response) -> httpx2.Response:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > _MOST:
            sentence = "网页太大，没有读完，请人工打开核对。"
            raise UnknownError(sentence, again=Again.SOON, code="too_long")
        parts.append(part)
    return httpx2.Response(
        response.status_code,
        headers={
            name: value
            for name, value in response.headers.items()
            if name.lower() in {"content-type", "location"}
        },
        content=b"".join(parts),
    )


def _html(response: httpx2.Response) -> str:
    status = response.status_code
    if status in _GONE:
        raise UnknownError("网页已不存在，请核实原因。", code=str(status))
    kind = response.headers.get("content-type", "").lower()
    if status != httpx2.codes.OK or ("html" not in kind and kind):
        sentence = f"网页这次没有给出内容（HTTP {status}），稍后自动再读。"
        raise UnknownError(sentence, again=Again.SOON, code=str(status))
    told = _CHARSET.search(kind.encode()) or _CHARSET.search(response.content[:2048])
    charset = told.group(1).decode("ascii").lower() if told else "utf-8"
    if charset in {"gb2312", "gbk"}:
        charset = "gb18030"
    try:
        return response.content.decode(charset, "replace")
    except LookupError:
        return response.content.decode("utf-8", "replace")
