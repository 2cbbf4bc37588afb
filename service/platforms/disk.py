"""Files that appear whole or not at all, for platforms that are folders."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path

KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,119}")
"""What a posting key must be to serve as a file name."""


def write_through(path: Path, text: str) -> None:
    """Written through to the disk: a page may not be empty after a power cut. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(path: Path, text: str) -> None:
    """Replaces the file in one step: readers see the old one or the new one. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    os.close(handle)
    made = Path(name)
    try:
        write_through(made, text)
        made.chmod(0o644)
        made.replace(path)
    except OSError:
        made.unlink(missing_ok=True)
        raise


def fault(error: Exception) -> str:
    """The kind of fault in Chinese, without any path."""
    if isinstance(error, PermissionError):
        return "没有权限"
    if isinstance(error, OSError):
        return "磁盘已满" if error.errno == errno.ENOSPC else "读写出错"
    return "内容损坏"
