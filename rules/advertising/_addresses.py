"""Where the links of a piece lead. Nothing is ever fetched: an address is judged by its looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from review.formats.plain import find_addresses
from review.kinds import structure
from review.model import Link, Severity, Span
from review.rule import Check, Mark, Reading
from review.wordlist import Wordlist

if TYPE_CHECKING:
    from tldextract import TLDExtract


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One link: `host` small and decoded from punycode where it can be, `written` as in the link."""

    link: Link
    span: Span
    host: str
    written: str
    query: tuple[tuple[str, str], ...]


def addresses(reading: Reading) -> Iterator[Address]:
    """Every link readers can follow, and every address written out in the text, once."""
    spans: set[Span] = set()
    for number, link in enumerate(reading.document.links):
        span = link.span or Span(field=f"link:{number}", start=0, end=len(link.href))
        spans.add(span)
        if not link.hidden and (address := _read(link, span)):
            yield address
    for text in reading.texts:
        for link in find_addresses(text.field, text.submitted):
            if link.span is None or any(_overlap(link.span, span) for span in spans):
                continue
            if address := _read(link, link.span):
                yield address


def address_check(judge: Callable[[Address, Reading], str | Mark | None]) -> Check:
    """Every address `judge` has something to say of: a message, or a mark of its own."""

    def find(reading: Reading) -> Iterator[Mark]:
        for address in addresses(reading):
            said = judge(address, reading)
            if isinstance(said, Mark):
                yield said
            elif said:
                yield Mark(span=address.span, message=said)

    return structure(find, literals=("//", "www."))


def _overlap(one: Span, other: Span) -> bool:
    return one.field == other.field and one.start < other.end and other.start < one.end


def _read(link: Link, span: Span) -> Address | None:
    try:
        parts = urlsplit(link.href.strip())
        written = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https", ""} or "." not in written:
        return None
    return Address(
        link=link,
        span=span,
        host=decoded(written),
        written=written,
        query=tuple(parse_qsl(unquote(parts.query), keep_blank_values=True)[:50]),
    )


def decoded(host: str) -> str:
    """A host with its punycode labels read; as it stands where they cannot be."""
    if "xn--" not in host:
        return host
    try:
        return ".".join(
            label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
            for label in host.split(".")
        )
    except UnicodeError:
        return host


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # noqa: PLC0415  # 0.1 s that texts without a link need not wait for

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


@cache
def registrable(host: str) -> str:
    """The domain somebody had to register: qq.com for mp.weixin.qq.com, gov.cn's own names whole."""
    parts = _suffixes()(host)
    return f"{parts.domain}.{parts.suffix}" if parts.domain and parts.suffix else host


def is_government(host: str) -> bool:
    """A name only a government organ can register (国办发〔2017〕47号)."""
    return host.endswith((".gov.cn", ".政务", ".政务.cn")) or host == "gov.cn"


def listed(host: str, wordlist: Wordlist, reading: Reading) -> str:
    """The listed domain a host belongs to, or nothing."""
    for entry in wordlist.entries:
        if entry.holds(reading.as_of) and (host == entry.word or host.endswith("." + entry.word)):
            return entry.word
    return ""


def verified(host: str, wordlist: Wordlist) -> Severity | None:
    """Hint where the list says its entry could not be verified."""
    for entry in wordlist.entries:
        if host == entry.word or host.endswith("." + entry.word):
            return None if entry.verified else Severity.HINT
    return None
