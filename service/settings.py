"""Settings of one installation: from XIANSHEN_* environment variables, each with a sane default.

Secrets are never shown: they are left out of `repr` and of every message.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from review.quiet import BadPeriodError, Quiet
from service.secrets_file import read_secrets

PREFIX = "XIANSHEN_"
_UNSET = Path()
_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


class SettingsError(Exception):
    """A setting that cannot be used. One Chinese sentence naming the variable and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this office is installed. Every name below is set by XIANSHEN_<NAME IN CAPITALS>.

    `data_dir` holds what is not set apart: the SQLite database (`database_url`), the key that
    seals (`key_file`) and those that sign releases (`release_keys`, a folder): keep both out of
    database backups; the pages written (`site_dir`), caches.
    `wordlists` are folders of further lists, separated as PATH is. `routes` and `calendar` are
    files that take the place of our own (rules/routes/), `inspection_points` one of rules/inspection/.
    `archive_index`: what `xianshen archive add` made of everything published. The `argon2_*` set the cost
    of a password check, the `sign_in_*` how many wrong ones are borne in how many minutes;
    `fresh_minutes` how long a proof of who one is suffices for the last signature.
    `oidc_*` and `ldap_*` name whoever keeps the office's accounts (service/sign_on); off if unset.
    `local_sign_in`: who may still use the password kept here.
    `quiet_hours` are the periods in which nothing new is shown to readers (review/quiet.py).
    `smtp_*` and `webhook_*` say how notices leave the house (service/letters); off if unset. A title
    goes with them only if `notice_titles`. Reminders go out `remind_minutes` before a step is due,
    and `escalate_minutes` after it goes up; digests at `digest_hour`; links last `link_hours`.
    `closing_notice_days`: working days a closing is announced before; `signing_needs_training`: only
    who has a training that counts may sign; `interpretation_days`: working days after a policy
    document within which it is to be interpreted.
    `upload_megabytes` is what one file handed in may have. `second_reader_*` set up a reader the office runs itself (service/second_reader); off if unset.
    `site_*`, `wechat_*`, `weibo_*` and `manual_*` set up platforms (service/platforms), each off
    if unset; `platform_*` say how all of them are reached. Secrets may stand in the TOML file
    that XIANSHEN_SECRETS_FILE names instead, by the names below; a variable takes precedence.
    """

    data_dir: Path = Path("var")
    database_url: str = field(default="", repr=False)
    key_file: Path = _UNSET
    release_keys: Path = _UNSET
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    secure_cookies: bool = False
    session_hours: int = 8
    site_dir: Path = _UNSET
    quiet_hours: tuple[str, ...] = ()
    wordlists: tuple[Path, ...] = ()
    routes: Path | None = None
    calendar: Path | None = None
    inspection_points: Path | None = None
    archive_index: Path | None = None
    wechat_base_url: str = "https://api.weixin.qq.com"
    wechat_appid: str = ""
    wechat_secret: str = field(default="", repr=False)
    wechat_thumb_media_id: str = ""
    wechat_mass: bool = False
    weibo_base_url: str = "https://api.weibo.com"
    weibo_access_token: str = field(default="", repr=False)
    weibo_domain: str = ""
    weibo_ip: str = ""
    site_url: str = ""
    site_key: str = field(default="", repr=False)
    site_key_id: str = "xianshen"
    manual_platforms: tuple[str, ...] = ()
    manual_places: Path | None = None
    platform_proxy: str = field(default="", repr=False)
    platform_no_proxy: tuple[str, ...] = ()
    platform_ca_file: Path | None = None
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_sender: str = ""
    smtp_user: str = ""
    smtp_password_file: Path = _UNSET
    webhook_url: str = field(default="", repr=False)
    webhook_format: str = "json"
    webhook_secret_file: Path = _UNSET
    webhook_kinds: tuple[str, ...] = ("due", "escalated", "owed", "objected", "trouble")
    notice_ca_file: Path | None = None
    notice_titles: bool = False
    remind_minutes: int = 60
    escalate_minutes: int = 60
    digest_hour: int = 8
    link_hours: int = 24
    upload_megabytes: int = 20
    second_reader_url: str = ""
    second_reader_model: str = ""
    second_reader_key_file: Path = _UNSET
    second_reader_seconds: int = 20
    second_reader_onnx: Path = _UNSET
    closing_notice_days: int = 15
    signing_needs_training: bool = False
    interpretation_days: int = 3
    argon2_time: int = 3
    argon2_memory_kib: int = 65536
    argon2_lanes: int = 4
    sign_in_tries: int = 5
    sign_in_tries_per_login: int = 20
    sign_in_minutes: int = 15
    fresh_minutes: int = 15
    local_sign_in: str = "everyone"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_secret_file: Path = _UNSET
    oidc_scopes: tuple[str, ...] = ("openid", "profile")
    oidc_label: str = "统一身份认证"
    ldap_url: str = ""
    ldap_start_tls: bool = False
    ldap_base: str = ""
    ldap_bind: str = ""
    ldap_password_file: Path = _UNSET
    ldap_filter: str = "(uid={login})"
    ldap_subject: str = "entryUUID"
    ldap_name: str = "cn"
    ldap_label: str = "目录账号"
    sign_on_ca_file: Path = _UNSET
    sign_on_seconds: int = 10

    def __post_init__(self) -> None:
        """Fills in what follows from `data_dir`; raises SettingsError for what makes no sense."""
        if self.key_file == _UNSET:
            object.__setattr__(self, "key_file", self.data_dir / "seal.key")
        if self.release_keys == _UNSET:
            object.__setattr__(self, "release_keys", self.data_dir / "release-keys")
        if self.site_dir == _UNSET:
            object.__setattr__(self, "site_dir", self.data_dir / "site")
        if not self.database_url:
            path = (self.data_dir / "xianshen.db").absolute()
            object.__setattr__(self, "database_url", f"sqlite:///{path}")
        _check_between("port", self.port, 0, 65535)
        _check_between("session_hours", self.session_hours, 1, 24 * 7)
        _check_between("argon2_time", self.argon2_time, 1, 100)
        _check_between("argon2_memory_kib", self.argon2_memory_kib, 8, 4 * 1024 * 1024)
        _check_between("argon2_lanes", self.argon2_lanes, 1, 64)
        _check_between("closing_notice_days", self.closing_notice_days, 0, 365)
        _check_between("interpretation_days", self.interpretation_days, 0, 365)
        _check_between("sign_in_tries", self.sign_in_tries, 1, 1000)
        _check_between("sign_in_tries_per_login", self.sign_in_tries_per_login, 1, 100000)
        _check_between("sign_in_minutes", self.sign_in_minutes, 1, 24 * 60)
        _check_between("sign_on_seconds", self.sign_on_seconds, 1, 60)
        if self.local_sign_in not in {"everyone", "unbound", "administrators"}:
            message = (
                f"设置 {_variable('local_sign_in')} 应为 everyone（人人可用本地密码）、unbound"
                "（绑定了统一身份的人不可用）或 administrators（仅管理员可用），请改正。"
            )
            raise SettingsError(message)
        _check_between("fresh_minutes", self.fresh_minutes, 1, 24 * 60)
        _check_between("smtp_port", self.smtp_port, 1, 65535)
        _check_between("remind_minutes", self.remind_minutes, 1, 24 * 60)
        _check_between("escalate_minutes", self.escalate_minutes, 1, 7 * 24 * 60)
        _check_between("digest_hour", self.digest_hour, 0, 23)
        _check_between("link_hours", self.link_hours, 1, 7 * 24)
        _check_between("upload_megabytes", self.upload_megabytes, 1, 36)
        _check_between("second_reader_seconds", self.second_reader_seconds, 1, 300)
        if self.second_reader_url:
            _check_address("second_reader_url", self.second_reader_url)
            if not self.second_reader_model:
                message = "设置了第二读者的地址，还须用 XIANSHEN_SECOND_READER_MODEL 写明模型名称。"
                raise SettingsError(message)
        try:
            Quiet.of(self.quiet_hours)
        except BadPeriodError as error:
            message = f"设置 {_variable('quiet_hours')}：{error}"
            raise SettingsError(message) from None
        for folder in self.wordlists:
            _check_folder(folder)
        _check_address("wechat_base_url", self.wechat_base_url)
        if self.public_url:
            _check_address("public_url", self.public_url)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Raises SettingsError for a value that cannot be used.

        A misspelt name is refused too: the office would otherwise believe it had set something.
        """
        kinds = {known.name: str(known.type) for known in fields(cls)}
        given: dict[str, object] = {}
        if environ.get(_SECRETS, "").strip():
            secret = {known.name for known in fields(cls) if not known.repr}
            try:
                given |= read_secrets(Path(environ[_SECRETS].strip()), secret)
            except ValueError as error:
                raise SettingsError(str(error)) from None
        for variable, value in environ.items():
            if not variable.startswith(PREFIX) or variable in _NOT_OURS:
                continue
            name = variable.removeprefix(PREFIX).lower()
            if name not in kinds:
                message = f"环境变量 {variable} 不是先审的设置，请检查拼写或删去。"
                raise SettingsError(message)
            if value.strip():
                given[name] = _read(name, kinds[name], value.strip())
        return cls(**given)  # type: ignore[arg-type]  # each value was read as its field's type


_SECRETS = "XIANSHEN_SECRETS_FILE"
_NOT_OURS = frozenset({"XIANSHEN_DEBUG", _SECRETS})


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _read(name: str, kind: str, value: str) -> object:
    """A variable's value as the type its field is declared with."""
    if kind == "bool":
        if value.lower() not in _TRUE | _FALSE:
            message = f"环境变量 {_variable(name)} 应为 1 或 0，请改正。"
            raise SettingsError(message)
        return value.lower() in _TRUE
    if kind == "int":
        if not value.isascii() or not value.isdigit():
            message = f"环境变量 {_variable(name)} 应为整数，请改正。"
            raise SettingsError(message)
        return int(value)
    if kind == "tuple[Path, ...]":
        return tuple(Path(part) for part in value.split(os.pathsep) if part)
    if kind == "tuple[str, ...]":
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if kind.startswith("Path"):
        return Path(value)
    return value.rstrip("/") if name.endswith("_url") and name != "database_url" else value


def _check_between(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        message = f"设置 {_variable(name)} 应在 {least} 到 {most} 之间，现为 {value}，请改正。"
        raise SettingsError(message)


def _check_folder(folder: Path) -> None:
    """A folder of lists that is left out in silence would let through what it names."""
    if not folder.is_dir():
        message = f"设置 {_variable('wordlists')} 中的 {folder} 不是文件夹，请改正路径或删去。"
        raise SettingsError(message)
    stray = next(iter(sorted(folder.glob("*.toml"))), None)
    if stray is not None:
        message = (
            f"词库文件 {stray} 不在某一关的文件夹里，不会被用到；"
            f"请移到 {folder}{os.sep}text 这样以关命名的文件夹里。"
        )
        raise SettingsError(message)


def _check_address(name: str, value: str) -> None:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"设置 {_variable(name)} 应为 http:// 或 https:// 开头的地址，请改正。"
        raise SettingsError(message)
