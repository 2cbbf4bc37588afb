"""Is a filled-in form right? Notes 1 to 6 of the form, and what the Office's documents ask for.

An `error` keeps a row out of the register; a `warn` is shown and may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from review.register.form import FIELDS, HEADER, Block, Form, Header, Profile, plain_name

_PHONE: Final = re.compile(r"(?:0[0-9]{2,3}-?)?[2-9][0-9]{6,7}(?:-[0-9]{1,6})?")
_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\.[^\s]+")
_WEIBO: Final = re.compile(r"https?://(?:www\.|m\.)?weibo\.(?:com|cn)/(?:u/)?([0-9]+)/?(?:[?#].*)?")
_MID: Final = re.compile(r"[?&]mid=([0-9]+)")
_ORIGINAL: Final = re.compile(r"gh_[0-9a-f]{12}")
_WECHAT_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{5,19}")
_OPENED: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_KINDS: Final = ("订阅号", "服务号")
_NONE: Final = "无"
_NEEDED: Final = frozenset({"platform", "name", "address", "account_id", "opened", "principal"})
_FIRST_YEAR: Final = 2009  # the year of the first official microblogs


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which account (its place in the form, from 0; None is the head) and which field."""

    row: int | None
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a form, as one Chinese sentence that begins with where."""

    where: Where
    sentence: str
    error: bool = True


def problems_of(form: Form, today: date, *, whole: bool = True) -> tuple[Problem, ...]:
    """Everything wrong with it, the head first, then account by account.

    `whole` False: these are not all of a unit's accounts, so what they have in common is not asked.
    """
    found = list(_of_header(form.header)) if whole else []
    for row, profile in enumerate(form.profiles):
        found += _of_profile(row, profile, today)
    found += _of_all(form, whole=whole)
    return tuple(found)


def row_name(row: int, profile: Profile) -> str:
    """How a sentence names an account: 第2个账号（微博“清河发布”）."""
    called = f"“{profile.name}”" if profile.name else ""
    return f"第{row + 1}个账号（{profile.block.label}{called}）"


def _of_header(header: Header) -> Iterator[Problem]:
    def wrong(name: str, sentence: str, *, error: bool = True) -> Problem:
        return Problem(where=Where(row=None, field=name), sentence=sentence, error=error)

    for name in ("sponsor", "leader", "post"):
        if not getattr(header, name).strip():
            yield wrong(name, f"表头的“{HEADER[name]}”没有填，请补上。")
    if not header.office_phone and not header.mobile:
        yield wrong("office_phone", "表头的“办公室电话”和“手机号”都没有填，请至少填一个。")
    if header.office_phone and not _PHONE.fullmatch(header.office_phone):
        yield wrong("office_phone", "表头的“办公室电话”不是座机号码，应写成 0763-3360000 这样。")
    if header.mobile and not _MOBILE.fullmatch(header.mobile):
        yield wrong("mobile", "表头的“手机号”应为 1 开头的 11 位数字，请改正。")
    if header.count and not header.count.isdigit():
        yield wrong("count", "表头的“现有新媒体账号数量”应为整数，请改正。")


def _of_profile(row: int, profile: Profile, today: date) -> Iterator[Problem]:
    labels = FIELDS[profile.block]
    here = row_name(row, profile)

    def wrong(name: str, said: str, *, error: bool = True) -> Problem:
        sentence = f"{here}的“{labels.get(name, name)}”{said}"
        return Problem(where=Where(row=row, field=name), sentence=sentence, error=error)

    for name in labels:
        if name in _NEEDED and not getattr(profile, name).strip():
            yield wrong(name, "没有填，请补上；确实没有的填“无”。")
    for name in ("fans", "reads"):
        value = getattr(profile, name)
        if value and value != _NONE and not (value.isascii() and value.isdigit()):
            yield wrong(name, "应为整数（可写 1.2万），请改正。")
    yield from (wrong("opened", said) for said in _opened_faults(profile.opened, today))
    if profile.block is Block.WECHAT:
        yield from (wrong(name, said, error=error) for name, said, error in _of_wechat(profile))
    else:
        yield from (wrong(name, said) for name, said in _of_address(profile))


def _opened_faults(opened: str, today: date) -> Iterator[str]:
    if not opened or opened == _NONE:
        return
    if not _OPENED.fullmatch(opened):
        yield "不是日期，应写成 2018-05-04、2018年5月4日 或 2018年5月，请改正。"
        return
    parts = [int(part) for part in opened.split("-")]
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        yield f"“{opened}”这一天不存在，请改正。"
        return
    if day > today:
        yield f"“{opened}”在今天之后，请核对。"
    elif day.year < _FIRST_YEAR:
        yield f"“{opened}”早于政务新媒体出现的{_FIRST_YEAR}年，请核对。"


def _of_wechat(profile: Profile) -> Iterator[tuple[str, str, bool]]:
    if not profile.wechat_id:
        yield "wechat_id", "没有填，请补上。", True
    elif not _WECHAT_ID.fullmatch(profile.wechat_id) and not _ORIGINAL.fullmatch(profile.wechat_id):
        yield "wechat_id", "应以字母开头，6 至 20 位字母、数字、下划线或减号，请核对。", False
    if not profile.original_id:
        yield "original_id", "没有填，请在公众号后台“设置”页查得后补上。", True
    elif not _ORIGINAL.fullmatch(profile.original_id):
        yield "original_id", "应为 gh_ 加 12 位小写字母和数字，请到公众号后台核对。", True
    if profile.kind not in _KINDS:
        yield "kind", "应为“订阅号”或“服务号”，请改正。", bool(not profile.kind)


def _of_address(profile: Profile) -> Iterator[tuple[str, str]]:
    address = profile.address
    if address in ("", _NONE):
        return
    if not _ADDRESS.fullmatch(address):
        yield "address", "应是能直接打开的网址（http:// 或 https:// 开头），没有的填“无”。"
        return
    if profile.place == "微博" and "weibo." in address:
        numeric = _WEIBO.fullmatch(address)
        if not numeric:
            yield (
                "address",
                "应填数字形式的微博地址，如 http://weibo.com/12345678，不要填个性域名。",
            )
        elif profile.account_id.isdigit() and numeric[1] != profile.account_id:
            yield "account_id", f"与账号地址里的数字（{numeric[1]}）不一致，请核对。"
    if profile.place == "头条号":
        mid = _MID.search(address)
        if mid and mid[1] != profile.account_id:
            yield "account_id", f"应为账号地址里“mid=”后面的数字（{mid[1]}），请改正。"
        elif not mid and not profile.account_id.isdigit():
            yield "account_id", "应为头条号网址里“mid=”后面的数字，请改正。"


def _of_all(form: Form, *, whole: bool) -> Iterator[Problem]:
    profiles = form.profiles
    yield from _twice(profiles)
    if not whole:
        return
    count = form.header.count
    if count.isdigit() and int(count) != len(profiles):
        sentence = f"表头写现有账号{int(count)}个，表中填了{len(profiles)}个，请核对。"
        yield Problem(where=Where(row=None, field="count"), sentence=sentence, error=False)
    for row, profile in enumerate(profiles):
        # The client's name is its own; the others are one office's and ought to say so.
        if profile.block is Block.APP or not profile.name:
            continue
        first = next(one for one in profiles if one.block is not Block.APP and one.name)
        if plain_name(profile.name) != plain_name(first.name):
            sentence = (
                f"{row_name(row, profile)}与“{first.name}”名称不一致；"
                "同一单位在不同平台的账号名称原则上应当统一。"
            )
            yield Problem(where=Where(row=row, field="name"), sentence=sentence, error=False)
    sponsor = plain_name(form.header.sponsor)
    for row, profile in enumerate(profiles):
        if sponsor and profile.principal and plain_name(profile.principal) != sponsor:
            label = FIELDS[profile.block]["principal"]
            sentence = (
                f"{row_name(row, profile)}的“{label}”是“{profile.principal}”，"
                f"与主办单位“{form.header.sponsor}”不一致，请核对认证主体。"
            )
            yield Problem(where=Where(row=row, field="principal"), sentence=sentence, error=False)


def _twice(profiles: Sequence[Profile]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], int] = {}
    places: dict[str, int] = {}
    for row, profile in enumerate(profiles):
        keys = [
            (profile.place, name, plain_name(getattr(profile, name)))
            for name in ("account_id", "original_id", "wechat_id")
            if getattr(profile, name) not in ("", _NONE)
        ]
        keys.append((profile.place, "name", plain_name(profile.name)))
        before = next((seen[key] for key in keys if key[2] and key in seen), None)
        if before is not None:
            sentence = f"{row_name(row, profile)}与第{before + 1}个账号是同一个，请删去一个。"
            yield Problem(where=Where(row=row, field="name"), sentence=sentence)
        elif profile.place and profile.place in places:
            sentence = (
                f"{row_name(row, profile)}与第{places[profile.place] + 1}个账号同在{profile.place}；"
                "一个单位在同一平台原则上只开设一个账号，确需保留的要写明理由。"
            )
            where = Where(row=row, field="platform")
            yield Problem(where=where, sentence=sentence, error=False)
        for key in keys:
            seen.setdefault(key, row)
        places.setdefault(profile.place, row)
