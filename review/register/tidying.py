"""What people type into the form, brought to its one plain form; what it is not, is left as typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from review.register.form import Block, Form, Header, Profile

_DAY: Final = re.compile(
    r"([0-9]{4})\s*(?:年|[-/.])\s*([0-9]{1,2})\s*(?:(?:月|[-/.])\s*([0-9]{1,2})\s*[日号]?|月)?"
)
_YEAR: Final = re.compile(r"([0-9]{4})\s*年?")
_CLOCK: Final = re.compile(r"\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_SERIAL: Final = re.compile(r"[34][0-9]{4}(?:\.0)?")
_NUMBER: Final = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*([万亿wW]?)\s*(?:人|个|次|名|左右)?")
_TIMES: Final = {"": 1, "万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}
_SPREADSHEET_ZERO: Final = date(1899, 12, 30)
_NONE: Final = frozenset({"无", "没有", "暂无", "/", "-", "—", "——"})
_DIGITS: Final = ("fans", "reads", "count")


def tidy(form: Form) -> Form:
    """The form with every field in its plain form."""
    header = Header(
        **{one.name: _plain(one.name, getattr(form.header, one.name)) for one in fields(Header)}
    )
    return Form(header=header, profiles=tuple(tidy_profile(one) for one in form.profiles))


def tidy_profile(profile: Profile) -> Profile:
    """One account's row, tidied."""
    plain = {
        one.name: _plain(one.name, getattr(profile, one.name))
        for one in fields(Profile)
        if one.name != "block"
    }
    made = Profile(block=profile.block, **plain)
    if made.block is Block.WEIBO and not made.platform:
        made = replace(made, platform="新浪微博")
    return made


def _plain(name: str, text: str) -> str:
    words = " ".join(text.split())
    if words in _NONE:
        return "无"
    if name == "opened":
        return _opened(unicodedata.normalize("NFKC", words))
    if name in _DIGITS:
        return _whole(unicodedata.normalize("NFKC", words))
    if name in {"mobile", "office_phone"}:
        return re.sub(r"[\s—–－]+", "-", unicodedata.normalize("NFKC", words)).replace("--", "-")
    if name in {"account_id", "wechat_id", "original_id", "address"}:
        return unicodedata.normalize("NFKC", words).replace(" ", "")
    return words


def _opened(text: str) -> str:
    bare = _CLOCK.sub("", text)
    if _SERIAL.fullmatch(bare):  # a date that a spreadsheet shows as the number it is to it
        return (_SPREADSHEET_ZERO + timedelta(days=int(float(bare)))).isoformat()
    if known := _DAY.fullmatch(bare):
        parts = [part for part in known.groups() if part]
        return "-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])])
    if known := _YEAR.fullmatch(bare):
        return known[1]
    return text


def _whole(text: str) -> str:
    known = _NUMBER.fullmatch(text)
    if not known:
        return text
    try:
        value = Decimal(known[1].replace(",", "")) * _TIMES[known[2]]
    except InvalidOperation:
        return text
    return str(int(value)) if value == value.to_integral_value() else text
