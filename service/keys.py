"""封印密钥的文件: the pairs that releases are signed with, each in files of its own.

A folder: `current.key` holds the private key in use (for its owner alone), `<fingerprint>.pub`
every public key there ever was. A private key that is replaced is destroyed; what it signed is
verified by its public key for ever.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from review.seals import SEED, HouseKey, fingerprint, public_of
from service.settings import SettingsError

_CURRENT = "current.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What lies in the folder. `signing` is b"" where this machine may only verify."""

    signing: bytes = field(default=b"", repr=False)
    publics: tuple[bytes, ...] = ()


def house_key(secret: bytes, folder: Path, *, begun: bool = False) -> HouseKey:
    """The secret with the pairs of the folder; the first pair is made on the very first use.

    `begun`: releases were signed already. Raises SettingsError, also if their keys are gone.
    """
    pairs = pairs_in(folder)
    if begun and not pairs.publics:
        raise SettingsError(
            f"发布签名密钥目录 {folder} 不见了，而数据库里已有用它签名的发布单；"
            "请从保管处取回该目录，或用 XIANSHEN_RELEASE_KEYS 指明它的位置。"
        )
    if not pairs.publics:
        new_pair(folder, first=True)
        pairs = pairs_in(folder)
    return HouseKey.of(secret, signing=pairs.signing, publics=pairs.publics)


def pairs_in(folder: Path) -> Pairs:
    """The pairs there; none if there is no such folder. Raises SettingsError."""
    try:
        publics = tuple(_public(path) for path in sorted(folder.glob("*.pub")))
        signing = _read(folder / _CURRENT) if (folder / _CURRENT).exists() else b""
    except (OSError, ValueError):
        raise SettingsError(
            f"发布签名密钥目录 {folder} 里有文件读不出来或内容不对，请从保管处恢复该目录。"
        ) from None
    own = (public_of(signing),) if signing else ()
    return Pairs(signing=signing, publics=tuple(dict.fromkeys((*publics, *own))))


def new_pair(folder: Path, *, first: bool = False) -> None:
    """A fresh pair, from now on in use. Raises SettingsError.

    `first`: only if there is none yet; of two processes that start at once, one makes it.
    """
    signing = secrets.token_bytes(SEED)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not first:
            for public in (*pairs_in(folder).publics, public_of(signing)):
                _write(folder, f"{fingerprint(public)}.pub", public, 0o644)
        _write(folder, _CURRENT, signing, 0o600, only_new=first)
        public = pairs_in(folder).publics[-1]
        _write(folder, f"{fingerprint(public)}.pub", public, 0o644)
    except OSError:
        raise SettingsError(f"不能写入发布签名密钥目录 {folder}，请检查目录权限。") from None


def complaints(folder: Path) -> Iterator[str]:
    """What is wrong with the folder, for the doctor: one sentence each."""
    current = folder / _CURRENT
    if current.exists() and os.name == "posix" and current.stat().st_mode & 0o077:
        yield f"{current} 别的用户也能读；请用 chmod 600 收紧权限。"


def _public(path: Path) -> bytes:
    public = _read(path)
    if path.stem != fingerprint(public):
        raise ValueError(path.name)
    return public


def _read(path: Path) -> bytes:
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != SEED:
        raise ValueError(path.name)
    return key


def _write(folder: Path, name: str, key: bytes, mode: int, *, only_new: bool = False) -> None:
    """Whole or not at all; `only_new`: not in the place of another."""
    draft = folder / f".{name}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        if only_new:
            with contextlib.suppress(FileExistsError):
                os.link(draft, folder / name)
        else:
            draft.replace(folder / name)
    finally:
        draft.unlink(missing_ok=True)
