"""Files as people hand them in: read, those of the old Office kinds by way of LibreOffice.

The converter is the office's own and need not be there; without it such a file is refused with the
way out. It runs apart, without the person's profile, for a bounded time, and macros stay off.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from review.formats import Read, UnreadableError, read_document
from review.formats.sniff import is_old_binary, is_old_sheet
from review.model import Report

OLD_ENDINGS: Final = frozenset({".doc", ".wps", ".xls", ".et"})
"""Endings of old binary files, looked for in folders as well."""

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 60
_MOST_BYTES: Final = 32 * 1024 * 1024
_ONE_AT_A_TIME: Final = threading.Lock()


def read_file(name: str, data: bytes, *, input_format: str = "auto") -> Read:
    """One input, from whatever thread. Raises UnreadableError."""
    converter = _converter()
    if is_old_binary(data) and converter is not None:
        ending = "xlsx" if is_old_sheet(data) else "docx"
        made = _converted(name, data, ending, converter)
        read = read_document(f"{name}.{ending}", made)
        note = f"「{name}」是旧版格式，已用 LibreOffice 转成 {ending} 检查，版式可能有出入。"
        return replace(read, notices=(note, *read.notices))
    if b"%PDF-" in data[:2048]:  # its engine bears one caller at a time
        with _ONE_AT_A_TIME:
            return read_document(name, data, input_format=input_format)
    return read_document(name, data, input_format=input_format)


def mark_pdf(name: str, data: bytes, report: Report, at: datetime) -> bytes:
    """The file with a highlight on each finding. Raises UnreadableError, ValueError."""
    from review.output.pdf import annotate_pdf  # noqa: PLC0415  # loads its engine

    with _ONE_AT_A_TIME:
        return annotate_pdf(name, data, report, at=at)


def can_convert() -> bool:
    """Whether old files can be read here."""
    return _converter() is not None


def _converter() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _converted(name: str, data: bytes, ending: str, converter: str) -> bytes:
    if len(data) > _MOST_BYTES:
        raise _failed(name, f"有 {len(data) >> 20} MB，太大，没有转成")
    with tempfile.TemporaryDirectory(prefix="xianshen-") as folder:
        # A profile of its own: a second conversion on the same one fails.
        source = Path(folder, "in.xls" if ending == "xlsx" else "in.doc")
        source.write_bytes(data)
        words = [
            converter,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            ending,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(  # noqa: S603  # fixed words; the file's name is ours
                words,
                check=True,
                capture_output=True,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                cwd=folder,
            )
            return Path(folder, f"in.{ending}").read_bytes()
        except subprocess.TimeoutExpired:
            raise _failed(name, f"{_SECONDS} 秒内没有转成") from None
        except (subprocess.CalledProcessError, OSError):
            raise _failed(name, "没有转成") from None


def _failed(name: str, why: str) -> UnreadableError:
    return UnreadableError(
        f"「{name}」是旧版 Office 或 WPS 文件，{why} docx；请用 Word 或 WPS 打开，另存为 docx 再试。"
    )
