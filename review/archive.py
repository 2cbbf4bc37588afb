"""Two clocks over what was published: wrong on its day, outdated since, or tampered with.

The three are answered by different people: whoever let it through, whoever keeps the archive, and
whoever guards the site. They are told apart by the dates of the lists alone; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from review.model import Basis, Finding, Gate, Report, Severity, Span, Verdict

_TAMPERING = f"{Gate.ADVERTISING.prefix}4"  # 4xx: pages as fetched


class Kind(StrEnum):
    """What a finding over a published text says of it."""

    THEN = "then"
    OUTDATED = "outdated"
    TAMPERED = "tampered"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        return {
            "then": "当时即错",
            "outdated": "现已过时",
            "tampered": "疑似篡改",
            "untold": "未分时间",
        }[self]

    @property
    def meaning(self) -> str:
        """Whose matter it is."""
        return {
            "then": "按发布当天有效的规则和词库就有问题，由当时的编审人员负责核改",
            "outdated": "发布时没有问题，规则或名称后来变了，由内容管理人员更新或加注说明",
            "tampered": "像是发布以后被人改动、注入的，由网站和账号的安全负责人立即处置",
            "untold": "没有可用的发布日期或只按一个日期检查，分不清是当时即错还是现已过时",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A finding by two clocks. `then`, `now`: how grave it was and is; None if not looked at.

    PASS is said by a clock that looked and found nothing there.
    """

    finding: Finding
    kind: Kind
    then: Verdict | None
    now: Verdict | None


def is_tampering(rule: str) -> bool:
    """Whether a rule speaks of what was done to a page, and not of what its author wrote."""
    return rule.startswith(_TAMPERING)


def dated(
    then: Report | None, now: Report | None, *, also: Iterable[Finding] = ()
) -> tuple[Dated, ...]:
    """The findings of both reports of one text, each once, in the order of gates and places.

    `then` is as of the day of publication, `now` as of today; either may be missing. `also` are
    findings that no clock changes, such as departures from what was signed. Where both reports
    have a finding its cure is today's.
    """
    before = {_place(one): one for one in then.findings} if then else {}
    since = {_place(one): one for one in now.findings} if now else {}
    found = [
        _told(before.get(place), since.get(place), looked=(then is not None, now is not None))
        for place in {**before, **since}
    ]
    found += [
        Dated(finding=one, kind=Kind.TAMPERED, then=None, now=Verdict(one.severity)) for one in also
    ]
    gates = list(Gate)

    def order(one: Dated) -> tuple[int, str, int, int, str]:
        span = one.finding.span
        return gates.index(one.finding.gate), span.field, span.start, span.end, one.finding.rule

    return tuple(sorted(found, key=order))


def _place(finding: Finding) -> tuple[str, Span]:
    return finding.rule, finding.span


def _told(before: Finding | None, since: Finding | None, *, looked: tuple[bool, bool]) -> Dated:
    then, now = looked
    finding = since or before
    if finding is None:
        raise ValueError("a place at which neither clock found anything")
    if is_tampering(finding.rule):
        kind = Kind.TAMPERED
    elif not (then and now):
        kind = Kind.THEN if then else Kind.UNTOLD
    else:
        kind = Kind.THEN if before else Kind.OUTDATED
    return Dated(
        finding=finding,
        kind=kind,
        then=_verdict(before) if then else None,
        now=_verdict(since) if now else None,
    )


def _verdict(finding: Finding | None) -> Verdict:
    return Verdict(finding.severity) if finding else Verdict.PASS


# --- what was signed, and what stands there now ---

DEPARTED = "ADV491"
"""The number under which departures from a signed text are told; it is no rule file's."""

_DEPARTED = Finding(
    rule=DEPARTED,
    name="与签发的文字不一致",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    span=Span(field="body", start=0, end=0),
    message="",
    basis=(Basis("中华人民共和国网络安全法", "第二十一条"),),
)
_MOST = 4_000_000  # pairs of lines
_CHANGED = "这里与签发的文字不一致，疑似发布以后被改动：请对照签发稿恢复，并检查账号和网站安全。"
_LOST = "签发稿在这里还有文字，现在没有了（缺 {count} 字），疑似发布以后被删去：请对照签发稿恢复。"
_GONE = "页面上找不到签发的文字，疑似被整篇替换：请对照签发稿恢复，并检查账号和网站安全。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its white space, and where it stands."""

    text: str
    start: int
    end: int


def departures(signed: Sequence[str], seen: str, field: str = "body") -> tuple[Finding, ...]:
    """Where a text as found departs from the lines that were signed.

    Lines are compared without white space. What stands before the first and after the last signed
    line is the page around the text (its menu, its share buttons) and is left to other rules.
    """
    wanted = [line for each in signed if (line := _bare(each))]
    lines = list(_lines(seen))
    if not wanted:
        return ()
    steps = _steps(wanted, [line.text for line in lines])
    kept = [number for number, step in enumerate(steps) if step[0] == "equal"]
    if not kept:
        span = Span(field=field, start=0, end=lines[0].end if lines else 0)
        return (_departed(span, _GONE),)
    found: list[Finding] = []
    for number, (tag, first, last, start, end) in enumerate(steps):
        inside = kept[0] < number < kept[-1]
        lost = wanted[first:last]
        if tag == "equal" or (tag == "insert" and not inside):
            continue
        if tag == "delete" or not inside:
            at = lines[min(start if number < kept[0] else max(start - 1, 0), len(lines) - 1)]
            message = _LOST.format(count=sum(map(len, lost)))
            found.append(_departed(Span(field=field, start=at.start, end=at.end), message))
        else:
            span = Span(field=field, start=lines[start].start, end=lines[end - 1].end)
            found.append(_departed(span, _CHANGED))
    return tuple(found)


def _steps(wanted: list[str], there: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """How one list of lines becomes the other; hostile pages are not compared line by line."""
    if len(wanted) * len(there) > _MOST:
        same = next(
            (at for at, pair in enumerate(zip(wanted, there, strict=False)) if pair[0] != pair[1]),
            min(len(wanted), len(there)),
        )
        equal = [("equal", 0, same, 0, same)] if same else []
        ends = len(wanted), len(there)
        return (
            equal if ends == (same, same) else [*equal, ("replace", same, ends[0], same, ends[1])]
        )
    return SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes()


def _departed(span: Span, message: str) -> Finding:
    return replace(_DEPARTED, span=span, message=message)


def _bare(line: str) -> str:
    return "".join(line.split())


def _lines(text: str) -> Iterable[_Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            at = start + len(line) - len(line.lstrip())
            yield _Line(_bare(line), at, at + len(words))
        start += len(line)
