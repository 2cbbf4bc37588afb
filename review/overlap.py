"""Findings that add nothing to a graver one around them: a mark too many is a mark unread."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from review.model import Finding, Gate, Severity, Span

_DELETION = ("",)


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what lies within a block of the same gate, or within a block to be deleted whole.

    Nothing of another gate is left out otherwise, and nothing for the sake of a warning or hint.
    """
    blocks = [finding for finding in findings if finding.severity is Severity.BLOCK]
    if not blocks:
        return list(findings)
    covers = {gate: _Cover(one for one in blocks if one.gate is gate) for gate in Gate}
    deletions = _Cover(one for one in blocks if one.suggestions == _DELETION)
    return [
        finding
        for finding in findings
        if not covers[finding.gate].around(finding)
        and (finding.severity is Severity.BLOCK or not deletions.around(finding))
    ]


def giving_way(findings: Sequence[Finding], yields: Mapping[str, int]) -> list[Finding]:
    """Leave out the marks of rules that yield where a rule that yields less says the same better.

    `yields`: by rule id, of the rules that do. The verdict never changes: what stays is no less
    grave than what goes.
    """
    yielding = [finding for finding in findings if finding.rule in yields]
    if not yielding:
        return list(findings)
    fields = {finding.span.field for finding in yielding}
    known = sorted(
        (one.span.start, one.span.end, one.severity.rank, yields.get(one.rule, 0), one.span.field)
        for one in findings
        if one.span.field in fields and one.suggestions
    )
    longest = max((end - start for start, end, *_ in known), default=0)
    gone: set[int] = set()
    for finding in yielding:
        span, rank = finding.span, yields[finding.rule]
        first = bisect_left(known, (span.start - longest,))
        for start, end, severity, other, field in known[first:]:
            if start >= span.end:
                break
            if (
                other < rank
                and field == span.field
                and end > span.start
                and severity <= finding.severity.rank
            ):
                gone.add(id(finding))
                break
    return [finding for finding in findings if id(finding) not in gone]


class _Cover:
    """Stretches of text, asked whether one lies around another in time that hardly grows."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._spans: set[Span] = set()
        for finding in findings:
            span = finding.span
            self._spans.add(span)
            self._places.setdefault(span.field, []).append((span.start, span.end))
        self._reach: dict[str, list[int]] = {}
        for field, places in self._places.items():
            places.sort()
            reach: list[int] = []
            for _, end in places:
                reach.append(max(end, reach[-1]) if reach else end)
            self._reach[field] = reach

    def around(self, finding: Finding) -> bool:
        """Whether one of the stretches holds the finding and is longer, or as long and graver."""
        span = finding.span
        places = self._places.get(span.field)
        if places is None:
            return False
        same = finding.severity is not Severity.BLOCK and span in self._spans
        before = bisect_right(places, (span.start, -1)) - 1
        if before >= 0 and self._reach[span.field][before] >= span.end:
            return True
        longer = any(
            end > span.end
            for start, end in places[before + 1 : bisect_right(places, (span.start, 1 << 40))]
        )
        return same or longer
