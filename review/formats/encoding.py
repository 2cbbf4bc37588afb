"""Bytes to text: which encoding an office's file is in, found from its bytes and said aloud.

UTF-8 is nearly never met by chance, so it is tried first; GB18030 accepts almost anything, so
what it gives must look like Chinese before it is believed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from review.formats.source import UnreadableError, line_and_column

# The commonest characters of official prose, both scripts: they make up about a third of any
# Chinese text and next to nothing of one decoded wrongly.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
    "下过子说产种面而方后多定行学法所民得经部务府政市县区关会管理公办开展实施通知各级机构安全"
    "這個國時來們會動產種後對發過說學經務縣區關開實級機構與於為準單據"
    "，。、；：（）《》“”"
)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_MOSTLY = 4000
"""Characters looked at when judging whether a text reads as Chinese."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(name: str, data: bytes, *, declared: str = "") -> Decoded:
    """The text of a file, byte order mark gone, line ends as they are.

    `declared` is what the file says of itself (a page's meta charset); it is believed only if
    the bytes agree. Raises UnreadableError if they are no text or of no known encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            if text is None:
                message = (
                    f"「{name}」开头标明是 {encoding.upper()} 编码，后面的内容却不是，"
                    "可能已经损坏；请用原来的软件打开后另存为 UTF-8 再试。"
                )
                raise UnreadableError(message)
            return _finish(name, text, encoding, said=encoding != "utf-8")
    wide = _wide_encoding(data)
    if wide and (text := _strictly(data, wide)) is not None and _reads(text, data):
        return _finish(name, text, wide, said=True)
    if (text := _strictly(data, "utf-8")) is not None:
        return _finish(name, text, "utf-8", said=False)
    return _decode_legacy(name, data, declared)


def _decode_legacy(name: str, data: bytes, declared: str) -> Decoded:
    candidates = ["gb18030", "big5"]
    if declared.lower().replace("-", "").startswith("big5"):
        candidates.reverse()
    readings = [
        (_chineseness(text), encoding, text)
        for encoding in candidates
        if (text := _strictly(data, encoding)) is not None
    ]
    if readings:
        likeness, encoding, text = max(readings, key=lambda reading: reading[0])
        if likeness > 0.03 or (encoding == "gb18030" and len(text) < 40 and likeness >= 0):
            return _finish(name, text, encoding, said=True)
    torn = data.decode("utf-8", "replace")
    if 0 < torn.count("\ufffd") * 20 < len(torn):
        line, column = line_and_column(torn, torn.index("\ufffd"))
        message = (
            f"「{name}」第 {line} 行第 {column} 个字处的 UTF-8 编码已损坏；"
            "请打开文件核对这一处，另存为 UTF-8 后再试。"
        )
        raise UnreadableError(message)
    message = (
        f"「{name}」不是 UTF-8、GB18030 或 UTF-16 文字，无法认出编码；"
        "请确认它是文字稿，用记事本等软件另存为 UTF-8 后再试。"
    )
    raise UnreadableError(message)


def _finish(name: str, text: str, encoding: str, *, said: bool) -> Decoded:
    if (at := text.find("\0")) >= 0:
        line, column = line_and_column(text, at)
        message = (
            f"「{name}」第 {line} 行第 {column} 个字处有空字符（NUL），不是正常的文字稿；"
            "请用原来的软件打开，另存为 UTF-8 文本后再试。"
        )
        raise UnreadableError(message)
    notices = []
    if said:
        notices.append(f"「{name}」不是 UTF-8，已按 {encoding.upper()} 编码读取。")
    controls = _CONTROL.findall(text)
    if controls:
        first = _CONTROL.search(text)
        line, column = line_and_column(text, first.start() if first else 0)
        notices.append(
            f"「{name}」含 {len(controls)} 个看不见的控制字符，第一个（U+{ord(controls[0]):04X}）"
            f"在第 {line} 行第 {column} 个字处，请核对后删去。"
        )
    return Decoded(text=text, encoding=encoding, notices=tuple(notices))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a mark: ASCII in it (line ends, digits) leaves zeros on one side only."""
    sample = data[:_MOSTLY]
    if len(data) % 2 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd and not even:
        return "utf-16-le"
    return "utf-16-be" if even and not odd else ""


def _reads(text: str, data: bytes) -> bool:
    """Whether UTF-16 makes sense of the bytes: a stray zero in other text doesn't make it that."""
    return data[:_MOSTLY].count(0) > 0.4 * len(data[:_MOSTLY]) or _chineseness(text) > 0.01


def _chineseness(text: str) -> float:
    """Share of very common characters among the Chinese ones; 0 or less: it reads as no text.

    Private-use characters count against: legacy decoders give them for bytes that mean nothing.
    """
    sample = text[:_MOSTLY]
    han = len(_HAN.findall(sample))
    private = sum("\ue000" <= char <= "\uf8ff" or "\x7f" < char < "\xa0" for char in sample)
    if not han:
        return -1.0
    common = sum(char in _COMMON for char in sample)
    return (common - 4 * private) / (han + 1)
