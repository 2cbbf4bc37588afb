"""The way out to a platform: one request at a time, its faults told apart by what may have happened.

No secret reaches a log line or an exception: what is secret in an address joins it only inside
the transport, below everything that writes addresses down.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2

from service.platforms.answer import Answer, read_answer
from service.platforms.platform import Again, RefusedError, UnknownError
from service.settings import Settings, SettingsError

# Seconds. A posting makes a handful of calls; all of them stay well below any `settle`.
_CONNECT, _READ = 5.0, 15.0
_MOST = 8 * 1024 * 1024
_SECRET = "xianshen_secret"  # noqa: S105  # a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How requests leave the house: through a proxy, trusting an authority of the office's own.

    `no_proxy`: hosts, and all below them, that are reached directly.
    """

    proxy: str = field(default="", repr=False)
    no_proxy: tuple[str, ...] = ()
    ca_file: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> Way:
        return cls(
            proxy=settings.platform_proxy,
            no_proxy=settings.platform_no_proxy,
            ca_file=settings.platform_ca_file,
        )

    def proxied(self, host: str) -> bool:
        """Whether a proxy stands between us and a host; it then looks the name up."""
        direct = any(host == one or host.endswith(f".{one}") for one in self.no_proxy)
        return bool(self.proxy) and not direct

    def transport(self, host: str, *, verify: ssl.SSLContext | None = None) -> httpx2.HTTPTransport:
        """What carries requests to a host. Raises SettingsError for an authority or proxy that
        cannot be used.
        """
        proxy = self.proxy if self.proxied(host) else None
        try:
            return httpx2.HTTPTransport(
                verify=verify or self._trust(), trust_env=False, proxy=proxy
            )
        except (ValueError, ImportError):
            message = "代理地址 XIANSHEN_PLATFORM_PROXY 不能使用，请改成 http://主机:端口 的形式。"
            raise SettingsError(message) from None

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self.ca_file is not None:
            try:
                context.load_verify_locations(cafile=self.ca_file)
            except (OSError, ssl.SSLError):
                message = (
                    f"证书文件 {self.ca_file} 读不出来或不是 PEM 证书，"
                    "请改正 XIANSHEN_PLATFORM_CA_FILE。"
                )
                raise SettingsError(message) from None
        return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. `date`: the other side's clock, where it tells."""

    status: int
    content: bytes = field(repr=False)
    date: datetime | None = None

    @property
    def answer(self) -> Answer | None:
        """The JSON object in it, whatever it is labelled."""
        return read_answer(self.content)

    def skew(self, now: datetime) -> timedelta | None:
        """The other side's clock minus ours."""
        return None if self.date is None else self.date - now


class Wire:
    """Requests to one platform. Safe for several threads.

    `ask` raises RefusedError when nothing could be sent and UnknownError when the connection
    broke after sending, when the answer is too long, or when a server error leaves it open.
    """

    def __init__(self, base_url: str, *, name: str, way: Way | None = None) -> None:
        _refuse_plain_http(base_url, name)
        self._name = name
        transport = (way or Way()).transport(httpx2.URL(base_url).host)
        self._client = httpx2.Client(
            base_url=base_url,
            timeout=httpx2.Timeout(_READ, connect=_CONNECT),
            trust_env=False,
            follow_redirects=False,
            transport=_Carrier(transport),
        )

    def ask(
        self,
        method: str,
        path: str,
        *,
        secret: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
    ) -> Reply:
        """One request. `secret`: parameters of the address that must not be written down."""
        request = self._client.build_request(
            method,
            path,
            headers=dict(headers or {}),
            params=params,
            content=content,
            data=dict(form) if form else None,
            files=files,
            extensions={_SECRET: dict(secret or {})},
        )
        name = self._name
        try:
            with_stream = self._client.send(request, stream=True)
            try:
                body = _within(with_stream)
            finally:
                with_stream.close()
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise _unreached(error, name) from None
        except httpx2.ProxyError:
            sentence = f"代理不让连接{name}，没有发出任何内容，请管理员核对代理设置。"
            raise RefusedError(sentence, again=Again.SOON, code="proxy") from None
        except (httpx2.HTTPError, httpx2.StreamError):
            sentence = f"与{name}的连接中断，不清楚{name}是否已经收到，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON) from None
        if body is None:
            sentence = f"{name}的回答过长，不清楚是否已经处理，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON, code="too_long")
        status = with_stream.status_code
        if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
            # A gateway's error says nothing about whether the request went through behind it.
            sentence = f"{name}服务器出错（HTTP {status}），不清楚是否已经处理，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON, code=str(status))
        date = _date(with_stream.headers.get("date", ""))
        return Reply(status=status, content=body, date=date)

    def close(self) -> None:
        self._client.close()


def unreadable(name: str) -> UnknownError:
    """For an answer that is HTML, half an object, or of the wrong shape."""
    sentence = f"{name}的回答无法读懂，不清楚是否已经处理，稍后自动查询。"
    return UnknownError(sentence, again=Again.SOON)


def _within(response: httpx2.Response) -> bytes | None:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > _MOST:
            return None
        parts.append(part)
    return b"".join(parts)


def _unreached(error: Exception, name: str) -> RefusedError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            sentence = (
                f"{name}的证书不可信或已过期，没有发出任何内容；"
                "内网自签证书请管理员用 XIANSHEN_PLATFORM_CA_FILE 指定签发机构。"
            )
            return RefusedError(sentence, code="tls")
        cause = cause.__cause__ or cause.__context__
    sentence = f"连接不上{name}服务器，没有发出任何内容，稍后自动再试。"
    return RefusedError(sentence, again=Again.SOON, code="unreachable")


def _date(header: str) -> datetime | None:
    try:
        told = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _refuse_plain_http(base_url: str, name: str) -> None:
    """Secrets travel in clear only inside the house: loopback or a private address."""
    address = httpx2.URL(base_url)
    if address.scheme == "https" and address.host:
        return
    try:
        inside = ipaddress.ip_address(address.host).is_private
    except ValueError:
        inside = address.host == "localhost"
    if address.scheme != "http" or not inside:
        message = f"{name}接口地址“{base_url}”不安全：除本机和内网地址外必须以 https:// 开头。"
        raise SettingsError(message)


class _Carrier(httpx2.BaseTransport):
    """Adds what is secret to the address at the last moment, where nothing logs it any more."""

    def __init__(self, under: httpx2.HTTPTransport) -> None:
        self._under = under

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        secret = request.extensions.get(_SECRET)
        kept = {key: value for key, value in request.extensions.items() if key != _SECRET}
        address = request.url.copy_merge_params(secret) if secret else request.url
        return self._under.handle_request(
            httpx2.Request(
                request.method,
                address,
                headers=request.headers,
                stream=request.stream,
                extensions=kept,
            )
        )

    def close(self) -> None:
        self._under.close()
