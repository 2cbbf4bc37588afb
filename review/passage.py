"""The passage a finding stands in: what tells whether it is still the same after an edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from review.draft import Answer, Draft, Waiver
from review.model import Document, Finding, Report, Severity, Span

AROUND = 12
"""Characters either side of a finding that must not have changed either."""

Settlement = Waiver | Answer


def passage_of(document: Document, span: Span) -> tuple[str, str, str]:
    """A finding's words with the characters before and behind them; ValueError if there is no
    such place in the document.
    """
    try:
        text = document.text_of(span.field)
    except KeyError:
        raise ValueError(span.field) from None
    before = text[max(0, span.start - AROUND) : span.start]
    return before, text[span.start : span.end], text[span.end : span.end + AROUND]


def fixed(before: Document, report: Report, after: Document, anew: Report) -> tuple[Finding, ...]:
    """The findings of the earlier text that the later one has put right: gone from its report,
    and the passage they stood in is no longer there as it was.
    """
    # Of alike findings as many are gone as there are fewer; which of them, their passages tell.
    gone = Counter(_sign(before, finding) for finding in report.findings)
    gone.subtract(_sign(after, finding) for finding in anew.findings)
    texts = dict(after.fields())
    done: list[Finding] = []
    for finding in report.findings:
        sign = _sign(before, finding)
        stood = "".join(passage_of(before, finding.span))
        if gone[sign] > 0 and stood not in texts.get(finding.span.field, ""):
            gone[sign] -= 1
            done.append(finding)
    return tuple(done)


def offers(
    earlier: Sequence[tuple[Document, Iterable[Settlement]]],
    document: Document,
    report: Report,
    draft: Draft,
) -> Mapping[str, Settlement]:
    """What may be said again of open findings, by their key: the latest waiver or answer that the
    same rule was given over the same passage of an earlier text. Offered, never applied.

    `earlier`: the texts before, oldest first, with what was settled in each.
    """
    known: dict[tuple[str, bool, str, tuple[str, str, str]], Settlement] = {}
    for text, settled in earlier:
        for one in settled:
            kind = isinstance(one, Waiver)
            known[one.rule, kind, _kind(one.span.field), passage_of(text, one.span)] = one
    done = {one.finding for one in draft.waivers} | {one.finding for one in draft.answers}
    found: dict[str, Settlement] = {}
    for finding in report.findings:
        if finding.severity is Severity.HINT or finding.key in done:
            continue
        kind = finding.severity is Severity.BLOCK
        place = _kind(finding.span.field)
        same = known.get((finding.rule, kind, place, passage_of(document, finding.span)))
        if same is not None:
            found[finding.key] = same
    return found


def _sign(document: Document, finding: Finding) -> tuple[str, str, str]:
    return finding.rule, _kind(finding.span.field), document.quote(finding.span)


def _kind(field: str) -> str:
    return field.partition(":")[0]  # a caption that moved up a place is still the same caption
