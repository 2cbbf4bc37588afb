"""One record of an archive: from whatever keys and types it came with to a Document."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from review.formats.depth import DEEPEST, too_deep
from review.formats.html import read_html
from review.model import Document
from service.batch.days import read_day

_NAMES = {
    "id": ("编号", "序号", "稿件编号", "文章编号", "post_id", "article_id"),
    "title": ("标题", "文章标题", "稿件标题"),
    "body": ("正文", "内容", "文章内容", "text", "content"),
    "html": ("网页", "网页源码", "正文html", "body_html", "content_html"),
    "published_at": (
        "发布时间",
        "发布日期",
        "发文时间",
        "日期",
        "publish_time",
        "pub_date",
        "date",
    ),
    "platform": ("平台", "发布平台"),
    "account": ("账号", "帐号", "账号名称", "公众号", "站点名称"),
    "url": ("链接", "网址", "地址", "link"),
    "source": ("来源", "稿源", "信息来源"),
    "signed": ("签发摘要", "released_digest"),
}
_OURS = {alias: name for name, others in _NAMES.items() for alias in (name, *others)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
MOST_ID = 200


class BadRecordError(Exception):
    """A record that cannot be checked. One Chinese sentence; never words of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A published post as the archive has it. `signed` is the digest of the text that was signed.

    `complaint` is said of what could not be used without stopping the check, such as its date.
    """

    id: str
    document: Document
    published_at: date | None = None
    platform: str = ""
    account: str = ""
    url: str = ""
    signed: str = ""
    complaint: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)


def knows(columns: Iterable[str], name: str) -> bool:
    """Whether one of a table's columns is what we call so."""
    return any(_OURS.get(column.strip().lower()) == name for column in columns)


def has_text(columns: Collection[str]) -> bool:
    return knows(columns, "body") or knows(columns, "html")


def post_of(record: Mapping[str, object], *, document: Document | None = None) -> Post:
    """The post of a record, whose text is read already if `document` is given. BadRecordError."""
    known: dict[str, object] = {}
    extra: dict[str, object] = {}
    for key, value in record.items():
        name = _OURS.get(key.strip().lower().lstrip("\ufeff"))
        if name is None or name in known:
            extra[key] = plain(value)
        else:
            known[name] = value
    identity = _id_of(known.get("id"))
    words = {name: _words(known, name) for name in _NAMES if name not in {"id", "published_at"}}
    if document is None:
        document = _document(words)
    complaint, day = "", None
    try:
        day = read_day(known.get("published_at"))
    except (ValueError, OverflowError, OSError):
        complaint = "发布日期认不出（应写成 2019-05-17 这样），已不按发布当天检查。"
    signed = words["signed"].strip().lower()
    if signed and not _DIGEST.fullmatch(signed):
        complaint += "签发摘要不是 sha256:… 的写法，没有与签发稿比对。"
        signed = ""
    return Post(
        id=identity,
        document=document,
        published_at=day,
        platform=words["platform"].strip(),
        account=words["account"].strip(),
        url=words["url"].strip(),
        signed=signed,
        complaint=complaint,
        extra=extra,
    )


def _document(words: Mapping[str, str]) -> Document:
    html, body = words["html"], words["body"]
    if html.strip():
        if too_deep(html):
            message = f"网页标签嵌套超过 {DEEPEST} 层，不是正常的稿件，没有解析。"
            raise BadRecordError(message)
        read = read_html(html)
        return Document(
            title=words["title"] or read.title,
            body=read.body,
            summary=read.summary,
            author=read.author,
            source=words["source"] or read.source,
            captions=read.captions,
            links=read.links,
            hidden=read.hidden,
            markup=read.markup,
        )
    if not body.strip():
        raise BadRecordError("没有正文（body 或 html 须有一个不为空）。")
    return Document(title=words["title"], body=body, source=words["source"])


def _id_of(given: object) -> str:
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if isinstance(given, float) and given.is_integer():  # what spreadsheets make of numbers
        given = str(int(given))
    if not isinstance(given, str) or not given.strip():
        raise BadRecordError("没有编号（id 应为不空的文字）。")
    given = _SURROGATE.sub("\ufffd", given.strip())
    if len(given) > MOST_ID:
        message = f"编号超过 {MOST_ID} 个字符。"
        raise BadRecordError(message)
    return given


def _words(known: Mapping[str, object], name: str) -> str:
    value = known.get(name)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            message = f"{name} 的编码不是 UTF-8。"
            raise BadRecordError(message) from None
    if isinstance(value, int | float) and name not in {"body", "html"}:
        value = str(value)
    if not isinstance(value, str):
        message = f"{name} 应为文字。"
        raise BadRecordError(message)
    return _SURROGATE.sub("\ufffd", value)


def plain(value: object) -> object:
    """A value as JSON has it: what tables hold besides (dates, decimals, bytes) is written out."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {_SURROGATE.sub("\ufffd", str(key)): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.hex() if isinstance(value, bytes) else str(value)
