"""链接农场. A row of links to many strange hosts hung into a page, for search engines to follow.

An office links to many hosts too: its districts, its media, its partners. What tells the row apart
is where it leads: most of it to endings of names that spam is sold under, each host only once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from review.kinds import structure
from review.model import Basis, Gate, Link, Severity, Span
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._addresses import decoded, is_government

_ENDINGS = "advertising/abused_endings"
_LEAST = 6  # hosts in the row
_SHARE = 0.6  # of the hosts that have such an ending


def find(reading: Reading) -> Iterator[Mark]:
    row: dict[str, Span] = {}
    for number, link in enumerate(reading.document.links):
        host = _host(link)
        if not host:
            continue
        if is_government(decoded(host)):
            yield from _told(row, reading)
            row = {}
        else:
            span = link.span or Span(field=f"link:{number}", start=0, end=len(link.href))
            row.setdefault(host, span)
    yield from _told(row, reading)


def _told(row: dict[str, Span], reading: Reading) -> Iterator[Mark]:
    if len(row) < _LEAST:
        return
    known = {entry.word: entry.verified for entry in reading.library[_ENDINGS].entries}
    endings = [(known.get(host.rpartition(".")[2]), span) for host, span in row.items()]
    cheap = [span for ending, span in endings if ending is not None]
    if len(cheap) >= _SHARE * len(row):
        proved = sum(bool(ending) for ending, _ in endings) >= _SHARE * len(row)
        severity = None if proved else Severity.HINT
        yield Mark(span=cheap[0], message=_MESSAGE.format(count=len(row)), severity=severity)


def _host(link: Link) -> str:
    try:
        return (urlsplit(link.href.strip()).hostname or "").lower()
    except ValueError:
        return ""


_MESSAGE = "从这里起有一串指向 {count} 个外部网站的链接，像是被挂上的链接农场：请逐个核对，不是本单位加的整段删去并检查网站安全。"


def _farm(names: str, ending: str) -> str:
    return "".join(f"<a href='http://{name}8.{ending}/'>{name}</a> " for name in names)


RULE = Rule(
    id="ADV418",
    name="成串的可疑外链",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
    ),
    message="有一串指向许多可疑外部网站的链接，请核对是否被挂上链接农场。",
    check=structure(find, literals=("//",)),
    bad=(
        Bad("<p>通知。</p><div><a href='http://k.top/'>【小说】</a>" + _farm("qwerty", "xyz") + "</div>", format="html"),
        Bad(
            "<p>通知。</p><a href='https://www.gd.gov.cn/'>省政府</a><a href='//z.icu/1'>【网】</a>" + _farm("asdfgh", "top"),
            format="html",
        ),
    ),
    good=(
        Good(
            "<p>友情链接：" + "".join(f"<a href='http://{one}/'>{one}</a>" for one in (
                "www.people.com.cn", "www.xinhuanet.com", "www.cctv.com", "www.gmw.cn", "www.youth.cn", "www.qyrb.com", "a.top", "b.xyz")),
            format="html",
        ),
        Good("<p>" + "<a href='https://live.example.top/'>直播</a>" * 30 + "</p>", format="html"),
        Good("<p>" + _farm("qwert", "xyz") + "</p>", format="html"),
        Good("<p>各县区：" + "".join(f"<a href='http://www.{one}.gov.cn/'>{one}</a>" for one in "abcdefghij"), format="html"),
    ),
    fields=("title", "body", "caption", "hidden", "link"),
)  # fmt: skip
