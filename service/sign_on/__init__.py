"""统一身份: who keeps the office's accounts besides us. Off unless set up.

A person elsewhere is bound to a person here by an administrator, on issuer and subject alone.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from service.settings import Settings, SettingsError
from service.sign_on.errors import DoubtError, DownError, SignOnError
from service.sign_on.keepers import Directory, Provider
from service.sign_on.who import Who

__all__ = [
    "BACK",
    "Directory",
    "DoubtError",
    "DownError",
    "Provider",
    "SignOnError",
    "Who",
    "open_directory",
    "open_provider",
]

BACK = "/sign-in/back"
"""Where an issuer sends browsers back to; this address is registered with it."""


def open_provider(settings: Settings) -> Provider | None:
    """The OpenID Connect issuer of this office; None unless one is set up. Raises SettingsError."""
    if not settings.oidc_issuer:
        return None
    try:
        from service.sign_on.oidc import OpenId, allowed  # noqa: PLC0415  # an extra
    except ImportError:
        raise SettingsError(
            "设置了 XIANSHEN_OIDC_ISSUER，但没有装 authlib；"
            "请运行 pip install 'xianshen[sso]'，或删去这项设置。"
        ) from None
    if not allowed(settings.oidc_issuer):
        raise SettingsError("设置 XIANSHEN_OIDC_ISSUER 应为 https:// 开头的地址，请改正。")
    if not settings.oidc_client_id or not settings.public_url:
        raise SettingsError(
            "设置了 XIANSHEN_OIDC_ISSUER，还须用 XIANSHEN_OIDC_CLIENT_ID 写明客户端编号，"
            "并用 XIANSHEN_PUBLIC_URL 写明本系统的地址。"
        )
    return OpenId(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        redirect_uri=settings.public_url + BACK,
        label=settings.oidc_label,
        secret=_secret(settings.oidc_secret_file, "XIANSHEN_OIDC_SECRET_FILE"),
        scopes=settings.oidc_scopes,
        seconds=settings.sign_on_seconds,
        trust=_trust(settings.sign_on_ca_file),
    )


def open_directory(settings: Settings) -> Directory | None:
    """The LDAP directory of this office; None unless one is set up. Raises SettingsError."""
    if not settings.ldap_url:
        return None
    try:
        from service.sign_on.directory import Ldap  # noqa: PLC0415  # an extra
    except ImportError:
        raise SettingsError(
            "设置了 XIANSHEN_LDAP_URL，但没有装 ldap3；"
            "请运行 pip install 'xianshen[ldap]'，或删去这项设置。"
        ) from None
    ca = settings.sign_on_ca_file
    if ca.name:
        _trust(ca)
    return Ldap.of(
        url=settings.ldap_url,
        start_tls=settings.ldap_start_tls,
        base=settings.ldap_base,
        bind=settings.ldap_bind,
        password=_secret(settings.ldap_password_file, "XIANSHEN_LDAP_PASSWORD_FILE"),
        search=settings.ldap_filter,
        subject=settings.ldap_subject,
        called=settings.ldap_name,
        label=settings.ldap_label,
        ca_file=str(ca) if ca.name else "",
        seconds=settings.sign_on_seconds,
    )


def _secret(path: Path, variable: str) -> str:
    if not path.name:
        return ""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise SettingsError(f"密钥文件 {path} 读不出来，请核对 {variable}。") from None
    if not secret or not secret.isprintable():
        raise SettingsError(f"密钥文件 {path} 内容不对，应只有一行，请核对 {variable}。")
    return secret


def _trust(path: Path) -> ssl.SSLContext | None:
    if not path.name:
        return None
    try:
        return ssl.create_default_context(cafile=str(path))
    except (OSError, ssl.SSLError):
        message = f"证书文件 {path} 读不出来，请核对 XIANSHEN_SIGN_ON_CA_FILE。"
        raise SettingsError(message) from None
