"""An LDAP directory: the entry is searched for, then its owner's password is tried on it.

Sources: RFC 4511 4.2 (bind), RFC 4513 5.1.2 (a bind without a password proves nothing),
RFC 4515 (escaping in filters), RFC 4530 (entryUUID).
"""

from __future__ import annotations

import contextlib
import ssl
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

import ldap3
from ldap3.core.exceptions import LDAPException, LDAPInvalidCredentialsResult
from ldap3.utils.conv import escape_filter_chars

from service.settings import SettingsError
from service.sign_on.errors import DoubtError, DownError
from service.sign_on.who import LONGEST, Who, printable

_LOGIN: Final = "{login}"
_LONGEST_LOGIN: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Ldap:
    """One branch of one directory. `subject`: the attribute that is never given twice."""

    url: str
    base: str
    search: str
    subject: str
    called: str
    label: str
    bind: str = ""
    password: str = field(default="", repr=False)
    start_tls: bool = False
    seconds: int = 10
    server: Any = field(default=None, repr=False)
    strategy: str = field(default=ldap3.SYNC, repr=False)

    @classmethod
    def of(  # noqa: PLR0913  # what a directory is described by
        cls,
        *,
        url: str,
        start_tls: bool,
        base: str,
        bind: str,
        password: str,
        search: str,
        subject: str,
        called: str,
        label: str,
        ca_file: str,
        seconds: int,
    ) -> Ldap:
        """Raises SettingsError for what cannot be used. Nothing is connected to yet."""
        parts = urlsplit(url)
        if parts.scheme not in {"ldap", "ldaps"} or not parts.hostname:
            message = "设置 XIANSHEN_LDAP_URL 应为 ldaps:// 或 ldap:// 开头的地址，请改正。"
            raise SettingsError(message)
        here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
        if parts.scheme == "ldap" and not start_tls and not here:
            raise SettingsError(
                "密码不能明文经过网络：请把 XIANSHEN_LDAP_URL 改为 ldaps://，"
                "或设置 XIANSHEN_LDAP_START_TLS=1。"
            )
        if not base or search.count(_LOGIN) < 1:
            raise SettingsError(
                "设置了 XIANSHEN_LDAP_URL，还须用 XIANSHEN_LDAP_BASE 写明查找的起点，"
                "并且 XIANSHEN_LDAP_FILTER 里要有 {login}。"
            )
        if bool(bind) != bool(password):
            raise SettingsError(
                "XIANSHEN_LDAP_BIND 和 XIANSHEN_LDAP_PASSWORD_FILE 要么都设，要么都不设。"
            )
        tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca_file or None)
        server = ldap3.Server(
            url, tls=tls, get_info=ldap3.NONE, connect_timeout=seconds, allowed_referral_hosts=[]
        )
        return cls(
            url=url,
            base=base,
            search=search,
            subject=subject,
            called=called,
            label=label,
            bind=bind,
            password=password,
            start_tls=start_tls,
            seconds=seconds,
            server=server,
        )

    def who(self, login: str, password: str) -> Who | None:
        """Whose login and password these are; None if they are nobody's.

        Raises DownError, or DoubtError where the directory has several of that login or tells no
        subject of it.
        """
        login = login.strip()
        # A bind without a password succeeds for anybody: it is no proof.
        if not password or not 0 < len(login) <= _LONGEST_LOGIN or "\x00" in login + password:
            return None
        try:
            found = self._entry(login)
            if found is None or not self._holds(found[0], password):
                return None
            return found[1]
        except (LDAPException, OSError, ValueError):
            raise DownError(
                f"{self.label}服务暂时连不上或没有正常应答，没有登录；请稍后再试。"
            ) from None

    def hale(self) -> None:
        """Whether it answers and lets us look people up."""
        try:
            self._entry("xianshen-doctor")
        except (LDAPException, OSError, ValueError):
            raise DownError(
                f"{self.label}服务暂时连不上或没有正常应答；请检查地址和网络。"
            ) from None

    def _entry(self, login: str) -> tuple[str, Who] | None:
        connection = self._connection(self.bind or None, self.password or None)
        try:
            if not self._bound(connection):
                raise DownError(f"{self.label}服务不认本系统的查询账号，没有登录；请联系管理员。")
            connection.search(
                self.base,
                self.search.replace(_LOGIN, escape_filter_chars(login)),
                attributes=[self.subject, self.called],
                size_limit=2,
                time_limit=self.seconds,
            )
            entries = [one for one in connection.response or () if one["type"] == "searchResEntry"]
        finally:
            _close(connection)
        if not entries:
            return None
        if len(entries) > 1:
            raise DoubtError(f"{self.label}里有几个人用同一个账号，没有登录；请联系管理员。")
        entry = entries[0]
        subject = _first(entry, self.subject)
        if isinstance(subject, bytes):
            subject = subject.hex()
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
            raise DoubtError(
                f"{self.label}里没有给出此人的 {self.subject}，没有登录；请联系管理员。"
            )
        called = printable(_text(_first(entry, self.called)))
        # Not the address: that changes when a server moves, and its entries stay who they are.
        issuer = f"ldap:{self.base}"[:LONGEST]
        return str(entry["dn"]), Who(issuer=issuer, subject=subject, called=called)

    def _holds(self, name: str, password: str) -> bool:
        connection = self._connection(name, password)
        try:
            return self._bound(connection)
        except LDAPInvalidCredentialsResult:
            return False
        finally:
            _close(connection)

    def _connection(self, name: str | None, password: str | None) -> Any:  # noqa: ANN401  # ldap3 has no types
        return ldap3.Connection(
            self.server,
            user=name,
            password=password,
            authentication=ldap3.SIMPLE if name else ldap3.ANONYMOUS,
            client_strategy=self.strategy,
            receive_timeout=self.seconds,
            auto_referrals=False,
            read_only=True,
        )

    def _bound(self, connection: Any) -> bool:  # noqa: ANN401  # as above
        if self.start_tls and not connection.start_tls():
            raise DownError(f"{self.label}服务不能加密连接，没有登录；请联系管理员。")
        return bool(connection.bind())


def _close(connection: Any) -> None:  # noqa: ANN401  # ldap3 has no types
    # ldap3 leaves the socket of a connection that never came about to the collector.
    opened = connection.socket
    with contextlib.suppress(LDAPException, OSError):
        connection.unbind()
    if opened is not None:
        opened.close()


def _first(entry: Any, name: str) -> object:  # noqa: ANN401  # as ldap3 gives it
    values = entry["raw_attributes"].get(name) or ()
    value = values[0] if values else None
    if isinstance(value, bytes):
        try:
            text = value.decode("utf-8")
        except UnicodeDecodeError:
            return value
        return text if text.isprintable() else value
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
