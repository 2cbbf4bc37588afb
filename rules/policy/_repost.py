"""A repost as its author declares it: whose text, from which address, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from review.model import Category, Span
from review.rule import Reading
from review.text import fold_literal
from review.wordlist import Entry

_STATED = re.compile(r"(?:来源|转自|转载自)[:：][ ]?(?P<unit>[^\s，。；;|｜)）\]】]{2,30})")
_BETWEEN = re.compile(r"[、,，/ ]+")
_FRILLS = re.compile(r"(?:微信公众号|公众号|官方微信|官方微博|微博|微信|客户端|app|网站)$")
_GOVERNMENT = re.compile(
    r"(?:人民政府|政府网|政府门户网|政府办公[室厅]|党委|[市县区省州]委|委员会|[局厅部署]|人大常委会|政协|法院|检察院|发布)$"
)
# On a platform's host the address does not tell who posted.
_PLATFORMS = ("weixin.qq.com", "weibo.com", "weibo.cn", "toutiao.com", "douyin.com")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repost:
    """`units` as stated, frills off. `span` is where a finding about the source is shown."""

    units: tuple[str, ...]
    host: str
    span: Span

    def of_government(self, unit: str) -> bool:
        """Whether the unit is an organ, to judge by its name."""
        return bool(_GOVERNMENT.search(unit))

    def stands_on(self, hosts: Sequence[str]) -> bool:
        """Whether the address is one of these hosts or below one."""
        return any(self.host == host or self.host.endswith(f".{host}") for host in hosts)

    @property
    def on_a_platform(self) -> bool:
        return self.stands_on(_PLATFORMS)


def repost_of(reading: Reading) -> Repost | None:
    """The repost a document is declared to be; None for a text of the office's own."""
    facts = reading.document.facts
    if not facts.repost and facts.category is not Category.REPOST:
        return None
    host = _host(facts.source_url.strip())
    stated = reading.text("source")
    if stated.folded.strip():
        span = stated.span(0, len(stated.folded))
        return Repost(units=_units(stated.folded), host=host, span=span)
    for text in reading.texts:
        if match := _STATED.search(text.folded):
            return Repost(
                units=_units(match["unit"]), host=host, span=text.span(*match.span("unit"))
            )
    return Repost(units=(), host=host, span=_headline(reading))


def entries_of(unit: str, entries: Sequence[Entry]) -> list[Entry]:
    """The list's entries for a unit of this name."""
    return [entry for entry in entries if _bare(entry.word) == unit]


def _host(address: str) -> str:
    """The host of an address, its scheme given or not; empty if there is none to be read."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def _units(stated: str) -> tuple[str, ...]:
    return tuple(unit for part in _BETWEEN.split(stated) if (unit := _bare(part)))


def _bare(name: str) -> str:
    return _FRILLS.sub("", re.sub(r"[《》“”\"\s]", "", fold_literal(name)))


def _headline(reading: Reading) -> Span:
    title = reading.text("title")
    if title.submitted.strip():
        return title.raw_span(0, len(title.submitted))
    body = reading.text("body")
    first, last = next(
        (line for line in body.paragraphs() if body.submitted[slice(*line)].strip()), (0, 0)
    )
    return body.raw_span(first, last)
