"""Charts as SVG in the page itself: bars with their figures beside them, readable without colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from review.archive import Kind

_WIDTH, _LABEL, _ROW, _FIGURE = 640, 168, 26, 120
_HEIGHT, _FOOT, _TOP = 160, 34, 8
_PARTS = (Kind.TAMPERED, Kind.THEN, Kind.OUTDATED, Kind.UNTOLD)
_MOST_MONTHS = 48
_LONGEST = 13


def bars(title: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    """One row a name, its length parted by kind."""
    most = max((_total(counts) for _, counts in rows), default=0)
    if not most:
        return ""
    height = _ROW * len(rows) + _TOP
    room = _WIDTH - _LABEL - _FIGURE
    parts = [_head(title, height)]
    for number, (name, counts) in enumerate(rows):
        y = _TOP + number * _ROW
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 14}" text-anchor="end">{escape(_short(name))}</text>'
        )
        x = float(_LABEL)
        for kind in _PARTS:
            width = room * counts.get(kind, 0) / most
            if width:
                parts.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="18">'
                    f"<title>{escape(name)}：{kind.label} {counts[kind]}</title></rect>"
                )
            x += width
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 14}">{_total(counts)}</text>')
    return _framed(title, parts)


def months(title: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    """One column a month of publication, the last four years of them."""
    rows = rows[-_MOST_MONTHS:]
    most = max((_total(counts) for _, counts in rows), default=0)
    if not most or len(rows) < 2:
        return ""
    step = (_WIDTH - 40) / len(rows)
    parts = [_head(title, _HEIGHT + _FOOT)]
    parts.append(f'<text x="34" y="{_TOP + 8}" text-anchor="end">{most}</text>')
    parts.append(f'<line x1="38" y1="{_HEIGHT}" x2="{_WIDTH}" y2="{_HEIGHT}"/>')
    every = max(1, -(-len(rows) // 8))
    for number, (month, counts) in enumerate(rows):
        x, y = 40 + number * step, float(_HEIGHT)
        for kind in _PARTS:
            high = (_HEIGHT - _TOP) * counts.get(kind, 0) / most
            if high:
                y -= high
                parts.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}" '
                    f'height="{high:.1f}"><title>{escape(month)}：{kind.label} {counts[kind]}</title></rect>'
                )
        if number % every == 0:
            parts.append(f'<text x="{x:.1f}" y="{_HEIGHT + 18}">{escape(month)}</text>')
    return _framed(title, parts)


def legend() -> str:
    return "".join(f'<span class="key {kind}">{kind.label}</span>' for kind in _PARTS)


def _head(title: str, height: int) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg">'
    )


def _framed(title: str, parts: Sequence[str]) -> str:
    return f"<figure><figcaption>{escape(title)}</figcaption>{''.join(parts)}</svg></figure>\n"


def _total(counts: Mapping[str, int]) -> int:
    return sum(counts.get(kind, 0) for kind in _PARTS)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
