"""密钥文件: secrets in a TOML file outside the database, for its owner alone."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

_OTHERS = 0o077


def read_secrets(path: Path, known: Collection[str]) -> Mapping[str, str]:
    """The secrets in a file, by the names of the settings they are.

    Raises ValueError, one Chinese sentence that quotes no value: it cannot be read, others may
    read it, or it names what is no secret setting.
    """
    try:
        mode = path.stat().st_mode
        raw = path.read_bytes()
    except OSError:
        raise ValueError(f"密钥文件 {path} 读不出来，请检查路径和权限。") from None
    if os.name == "posix" and mode & _OTHERS:
        raise ValueError(f"密钥文件 {path} 别的用户也能读，已停止使用；请用 chmod 600 收紧权限。")
    try:
        values = tomllib.loads(raw.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        # The parser's own words may quote the line.
        raise ValueError(f"密钥文件 {path} 不是正确的 TOML，请逐行核对引号和等号。") from None
    for name, value in values.items():
        if name not in known:
            raise ValueError(f"密钥文件 {path} 里的 {name} 不是先审的密钥设置，请检查拼写或删去。")
        if not isinstance(value, str):
            sentence = f"密钥文件 {path} 里的 {name} 应写在引号里，请改正。"
            raise ValueError(sentence)  # noqa: TRY004  # one kind of fault for the caller
    return {name: value.strip() for name, value in values.items()}
