"""What came with pasted text without being text: links and hidden blocks, each a field of the form.

They travel as JSON beside the text until it is saved, so that the check while typing judges them
too and the person can drop each of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from review.formats.paste import Pasted
from review.model import Hidden, Link, Span

MOST_PASTED: Final = 300
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    links: tuple[Link, ...] = ()
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One of them on the page: what its field holds, and how it is named to people."""

    value: str
    label: str


def items_of(pasted: Pasted) -> tuple[Item, ...]:
    """The fields a paste adds to the form."""
    links = [{"href": link.href, "text": link.text} for link in pasted.links]
    hidden = [{"text": one.text, "means": one.means} for one in pasted.hidden]
    return shown(json.dumps(each, ensure_ascii=False) for each in (*links, *hidden))[:MOST_PASTED]


def shown(values: Iterable[str]) -> tuple[Item, ...]:
    """The fields as people see them; what is none of ours is left out."""
    found: list[Item] = []
    for value in values:
        told = _read(value)
        if told is None:
            continue
        if "href" in told:
            label = f"链接“{_short(told['text'])}” → {_short(told['href'])}"
        else:
            label = f"读者看不见的文字（{_short(told['means'])}）：{_short(told['text'])}"
        found.append(Item(value=value, label=label))
    return tuple(found)


def beside_text(values: Iterable[str], body: str) -> Beside:
    """The links whose words still stand in the text, each over words of its own, and the rest."""
    links: list[Link] = []
    hidden: list[Hidden] = []
    reached: dict[str, int] = {}
    for value in values:
        told = _read(value)
        if told is None:
            continue
        text = told["text"]
        if "means" in told:
            hidden.append(Hidden(text=text, means=told["means"]))
            continue
        at = body.find(text, reached.get(text, 0)) if text else -1
        if at >= 0:
            reached[text] = at + len(text)
            span = Span(field="body", start=at, end=at + len(text))
            links.append(Link(href=told["href"], text=text, span=span))
    return Beside(links=tuple(links), hidden=tuple(hidden))


def _read(value: str) -> dict[str, str] | None:
    if len(value) > _LONGEST:
        return None
    try:
        told = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or set(told) not in ({"href", "text"}, {"text", "means"}):
        return None
    if not all(isinstance(each, str) for each in told.values()):
        return None
    return {name: each.replace("\0", "") for name, each in told.items()}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}……"
