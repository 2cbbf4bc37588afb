"""邮件: plain text over SMTP, by the standard library.

Nothing a person typed becomes a header but an address that has been checked: `EmailMessage`
refuses a line break in any of them, and the subject is made of our own words.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from service.letters.trouble import BadAddressError, DownError, LetterError
from service.settings import Settings, SettingsError

SECONDS = 10.0
"""How long a server may keep us waiting for one answer."""

_ADDRESS = re.compile(
    r"(?P<user>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@(?P<domain>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
)
_LONGEST = 254
_PERMANENT = 500
_UNSET = Path()
_WAYS = ("starttls", "tls", "none")


def is_address(text: str) -> bool:
    """Whether mail could be sent there: one plain address, without a name beside it."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One mail. `number` names it for good: sent twice, it is seen to be the same."""

    number: str
    to: str
    subject: str
    text: str
    at: datetime


Deliver = Callable[[Envelope], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One server to hand mail to."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    @contextmanager
    def open(self) -> Iterator[Deliver]:
        """A connection for several mails. Raises DownError if there is none to be had.

        What it yields raises LetterError, BadAddressError for a refusal that is final, DownError
        once the connection is gone.
        """
        try:
            server = self._connected()
        except smtplib.SMTPAuthenticationError:
            raise DownError("邮件服务器不接受账号或密码，请管理员核对设置。") from None
        except smtplib.SMTPNotSupportedError:
            raise DownError("邮件服务器不支持所设的加密或登录方式，请管理员核对设置。") from None
        except (OSError, smtplib.SMTPException) as error:
            raise DownError(f"连不上邮件服务器（{type(error).__name__}），稍后自动再发。") from None
        try:
            yield lambda envelope: self._deliver(server, envelope)
        finally:
            _hang_up(server)

    def _connected(self) -> smtplib.SMTP:
        trust = self.trust or ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=trust
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.security == "starttls":
                server.starttls(context=trust)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            _hang_up(server)
            raise
        return server

    def _deliver(self, server: smtplib.SMTP, envelope: Envelope) -> None:
        message = written(envelope, self.sender)
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            if code >= _PERMANENT:
                sentence = f"邮件服务器拒收这个地址（{code}），请本人改正邮箱地址。"
                raise BadAddressError(sentence) from None
            raise LetterError(f"邮件服务器暂不接收这个地址（{code}），稍后自动再发。") from None
        except smtplib.SMTPResponseException as error:
            raise LetterError(f"邮件服务器没有收下（{error.smtp_code}），稍后自动再发。") from None
        except (OSError, smtplib.SMTPException) as error:
            raise DownError(f"发信中断（{type(error).__name__}），稍后自动再发。") from None


def written(envelope: Envelope, sender: str) -> EmailMessage:
    """The mail as it goes over the wire. Raises BadAddressError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _addressed(sender)
    message["To"] = _addressed(envelope.to)
    message["Subject"] = "".join(
        letter if letter.isprintable() else " " for letter in envelope.subject
    )
    message["Date"] = envelope.at
    domain = sender.rpartition("@")[2]
    message["Message-ID"] = f"<{envelope.number}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(envelope.text, cte="base64")
    return message


def open_mail(settings: Settings) -> Mail | None:
    """The server of the settings; None unless one is set. Raises SettingsError."""
    if not settings.smtp_host:
        return None
    if settings.smtp_security not in _WAYS:
        message = f"设置 XIANSHEN_SMTP_SECURITY 应为 {'、'.join(_WAYS)} 之一，请改正。"
        raise SettingsError(message)
    if not is_address(settings.smtp_sender):
        message = "设置了 XIANSHEN_SMTP_HOST，还须用 XIANSHEN_SMTP_SENDER 写明发信地址。"
        raise SettingsError(message)
    if settings.smtp_user and settings.smtp_security == "none":
        message = "邮件账号的密码不能不加密传送：请把 XIANSHEN_SMTP_SECURITY 改为 starttls 或 tls。"
        raise SettingsError(message)
    return Mail(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender,
        user=settings.smtp_user,
        password=secret_in(settings.smtp_password_file, "SMTP_PASSWORD_FILE"),
        trust=trust_of(settings),
    )


def secret_in(path: Path, name: str) -> str:
    """What a file of one secret holds; "" if none is set. Raises SettingsError."""
    if path == _UNSET:
        return ""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        message = f"设置 XIANSHEN_{name} 指的文件读不出来，请核对路径和权限。"
        raise SettingsError(message) from None


def trust_of(settings: Settings) -> ssl.SSLContext | None:
    """Whose certificates are believed; None for the usual ones. Raises SettingsError."""
    if settings.notice_ca_file is None:
        return None
    try:
        return ssl.create_default_context(cafile=str(settings.notice_ca_file))
    except (OSError, ssl.SSLError):
        message = "设置 XIANSHEN_NOTICE_CA_FILE 指的证书读不出来，请核对路径和内容。"
        raise SettingsError(message) from None


def _addressed(text: str) -> Address:
    found = _ADDRESS.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        raise BadAddressError("邮箱地址写法不对，请本人改正。")
    return Address(username=found["user"], domain=found["domain"])


def _hang_up(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
