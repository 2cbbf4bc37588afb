"""通稿核对: a draft held against the official text it has to follow, word by word.

Figures, dates, names, titles and the order of people are not to be changed at all; other wording
that differs, and what was left out or added, is shown for a person to judge. Pure: two documents
in, findings on the first one out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from review.model import Basis, Document, Finding, Gate, Report, Severity, Span
from review.persons import NAME

_BASIS = (
    Basis("国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"),
    Basis("清远市推进政务新媒体健康有序发展实施方案", "上级政务活动应使用统一发布的通稿"),
)
_SENTENCE = re.compile(r"[^。！？!?；;\r\n]+[。！？!?；;]*[”’」』）)]*")
# Lines that every platform adds around a text: where it comes from, who put it there.
_FRAME = re.compile(
    r"^[（(【]?(?:来源|转自|稿源|编辑|责编|责任编辑|校对|初审|复审|终审|审核|审签|监制|作者|记者|通讯员|图/|文/|图片|摄影)[：:/丨| ]?"
)
_TOKEN = re.compile(r"[0-9]+(?:[.,，][0-9]+)*(?:%|％)?|[a-zA-Z]+|.", re.DOTALL)
_CHINESE_NUMBER = "〇零一二三四五六七八九十百千万亿两"
_DATE = re.compile(
    rf"[0-9{_CHINESE_NUMBER}]+(?:年|月|日|时|点|分)|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|晚上|今天|昨天|明天|今年|去年|明年"
)
_FIGURE = re.compile(
    rf"[0-9]|[{_CHINESE_NUMBER}]+(?:[个名人次项条届家户元亩吨只头件批期年月日天级成]|分之|[、，。])|%|％|百分之|第[{_CHINESE_NUMBER}]"
)
_TITLE = (
    r"书记|主席|总理|委员长|部长|省长|市长|县长|区长|州长|镇长|乡长|主任|局长|厅长|院长|检察长|秘书长|常委|委员|"
    r"董事长|总经理|校长|司令|政委|参谋长"
)
_TITLED = re.compile(rf"(?:副|常务副)?(?:{_TITLE})")
_BESIDE_NAME = re.compile(
    rf"{_TITLE}|同志|出席|主持|强调|指出|讲话|致辞|会见|调研|陪同|参加|先生|女士|教授"
)
_PERSON = re.compile(rf"(?!(?:{_BESIDE_NAME.pattern})){NAME}")
_LIST = re.compile(r"[^，。；：、（）()《》“”\s]{2,16}(?:、[^，。；：、（）()《》“”\s]{2,16})+")
_LIST_TAIL = re.compile(r"(?:等|和|以及|出席|参加|陪同|参会|主持|在座|共同).*$")
_LIST_HEAD = re.compile(
    r"^.*(?:书记|主席|主任|市长|县长|省长|区长|部长|领导|同志|委员|常委|由|是|有|包括|其中)"
)
_NEAR = 8  # characters on either side in which a title tells that a person is meant
_ALIKE = 0.45  # two sentences that share less are different ones
_MOST = 3_000_000  # cells; two blocks larger than this are not compared word by word


class Kind(Enum):
    """What a deviation is of: its number among the rules, its name, how grave it is."""

    FIGURE = ("PCY391", "数字与通稿不符", Severity.BLOCK)
    DATE = ("PCY392", "日期与通稿不符", Severity.BLOCK)
    NAME = ("PCY393", "人名、职务与通稿不符", Severity.BLOCK)
    ORDER = ("PCY394", "排列顺序与通稿不符", Severity.BLOCK)
    WORDING = ("PCY395", "文字与通稿不符", Severity.WARN)
    MISSING = ("PCY396", "缺少通稿中的内容", Severity.WARN)
    ADDED = ("PCY397", "通稿中没有的内容", Severity.WARN)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence without its blanks, as compared and as written, and where each character stands."""

    field: str
    text: str
    written: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The submitted stretch of some characters; of the one before, if there are none."""
        if start == end:
            start = max(0, start - 1)
            end = start + 1
        return Span(field=self.field, start=self.places[start], end=self.places[end - 1] + 1)


def deviations(draft: Document, official: Document) -> tuple[Finding, ...]:
    """Everything in which a draft departs from the official text, in the order of the draft."""
    ours, theirs = list(_sentences(draft)), list(_sentences(official))
    found: list[Finding] = []
    blocks = SequenceMatcher(
        None, [each.text for each in theirs], [each.text for each in ours], autojunk=False
    )
    lost: list[_Sentence] = []
    after: dict[int, _Sentence] = {}
    spare: list[_Sentence] = []
    for tag, first, last, start, end in blocks.get_opcodes():
        if tag == "equal":
            continue
        pairs, missing, added = _paired(theirs[first:last], ours[start:end])
        for right, wrong in pairs:
            found += _compare(right, wrong)
        after |= {id(sentence): ours[max(end - 1, 0)] for sentence in missing if ours}
        lost += missing
        spare += added
    found += _strays(lost, spare, after)
    return tuple(sorted(found, key=lambda one: _place(draft, one)))


def with_deviations(report: Report, draft: Document, official: Document) -> Report:
    """The report with everything in which the draft departs from the official text."""
    found = deviations(draft, official)
    gates = tuple(
        replace(
            result,
            findings=tuple(sorted((*result.findings, *found), key=lambda one: _place(draft, one))),
        )
        if result.gate is Gate.POLICY
        else result
        for result in report.gates
    )
    return replace(report, gates=gates)


def _place(draft: Document, finding: Finding) -> tuple[int, int, int, str, str]:
    fields = [field for field, _ in draft.fields()]
    span = finding.span
    return fields.index(span.field), span.start, span.end, finding.rule, finding.message


def _strays(
    lost: Sequence[_Sentence], spare: Sequence[_Sentence], after: Mapping[int, _Sentence]
) -> Iterator[Finding]:
    """Sentences without a counterpart where one was looked for first: moved, added or left out."""
    left = list(lost)
    others: list[_Sentence] = []
    for wrong in spare:
        moved = next((each for each in left if each.text == wrong.text), None)
        if moved is None:
            others.append(wrong)
            continue
        left.remove(moved)
        yield _finding(Kind.ORDER, wrong, (0, len(wrong.text)), "", "这一句在通稿中的位置不同")
    pairs, missing, added = _paired(left, others)
    for right, wrong in pairs:
        yield from _compare(right, wrong)
    for wrong in added:
        if not _FRAME.match(wrong.text):
            yield _finding(Kind.ADDED, wrong, (0, len(wrong.text)), "", "通稿中没有这一句")
    for right in missing:
        if id(right) in after and not _FRAME.match(right.text):
            anchor = after[id(right)]
            end = len(anchor.text)
            message = f"此后缺少通稿中的“{right.written}”"
            yield _finding(Kind.MISSING, anchor, (end - 1, end), "", message)


def _sentences(document: Document) -> Iterator[_Sentence]:
    for field in ("title", "body"):
        text = document.text_of(field)
        for match in _SENTENCE.finditer(text):
            kept = [
                (unicodedata.normalize("NFKC", char), at)
                for at, char in enumerate(match[0], match.start())
                if not char.isspace() and unicodedata.category(char) != "Cf"
            ]
            if kept:
                yield _Sentence(
                    field,
                    "".join(folded if len(folded) == 1 else text[at] for folded, at in kept),
                    "".join(text[at] for _, at in kept),
                    tuple(at for _, at in kept),
                )


def _paired(
    theirs: Sequence[_Sentence], ours: Sequence[_Sentence]
) -> tuple[list[tuple[_Sentence, _Sentence]], list[_Sentence], list[_Sentence]]:
    """Each of our sentences with the one of theirs it comes from; what is left on either side."""
    if sum(len(one.text) for one in theirs) * sum(len(one.text) for one in ours) > _MOST:
        return [], list(theirs), list(ours)
    open_ = list(theirs)
    pairs: list[tuple[_Sentence, _Sentence]] = []
    added: list[_Sentence] = []
    for wrong in ours:
        best, most = None, _ALIKE
        for right in open_:
            matcher = SequenceMatcher(None, right.text, wrong.text, autojunk=False)
            if matcher.quick_ratio() > most and (ratio := matcher.ratio()) > most:
                best, most = right, ratio
        if best is None:
            added.append(wrong)
            continue
        open_.remove(best)
        if best.text != wrong.text:
            pairs.append((best, wrong))
    return pairs, open_, added


def _compare(right: _Sentence, wrong: _Sentence) -> Iterator[Finding]:
    theirs = right.text
    for match in _LIST.finditer(wrong.text):
        if reordered := _reordered(match[0], theirs):
            yield _finding(Kind.ORDER, wrong, match.span(), reordered, f"通稿为“{reordered}”")
            theirs = theirs.replace(reordered, match[0], 1)
    a, b = _TOKEN.findall(theirs), _TOKEN.findall(wrong.text)
    left, mine = _offsets(a), _offsets(b)
    for tag, first, last, start, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        was = (left[first], left[last])
        now = (mine[start], mine[end])
        kind = _kind(theirs, was, wrong.text, now)
        said = theirs[slice(*was)] if theirs != right.text else right.written[slice(*was)]
        if now[0] == now[1]:
            yield _finding(kind, wrong, now, "", f"此处缺少通稿中的“{said}”")
        elif not said:
            yield _finding(kind, wrong, now, "", "通稿中没有这几个字")
        else:
            yield _finding(kind, wrong, now, said, f"通稿为“{said}”")


def _offsets(tokens: Sequence[str]) -> list[int]:
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _reordered(listed: str, theirs: str) -> str:
    """The official list of the same items in another order; empty if there is none."""
    if listed in theirs:
        return ""
    mine = _items(listed)
    for match in _LIST.finditer(theirs):
        if (
            match[0] != listed
            and _items(match[0]) != mine
            and sorted(_items(match[0])) == sorted(mine)
        ):
            return match[0]
    return ""


def _items(listed: str) -> list[str]:
    items = listed.split("、")
    items[-1] = _LIST_TAIL.sub("", items[-1])
    items[0] = _LIST_HEAD.sub("", items[0])
    return items


def _kind(right: str, was: tuple[int, int], wrong: str, now: tuple[int, int]) -> Kind:
    sides = ((right, *was), (wrong, *now))
    if any(_touches(_DATE, text, start, end) for text, start, end in sides):
        return Kind.DATE
    if any(_touches(_FIGURE, text, start, end) for text, start, end in sides):
        return Kind.FIGURE
    for text, start, end in sides:
        around = text[max(0, start - _NEAR) : end + _NEAR]
        if _touches(_TITLED, text, start, end) or (
            _touches(_PERSON, text, start, end) and _BESIDE_NAME.search(around)
        ):
            return Kind.NAME
    return Kind.WORDING


def _touches(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a match of the pattern overlaps the stretch."""
    first = max(0, start - _NEAR)
    return any(
        match.start() < max(end, start) and match.end() > start
        for match in pattern.finditer(text, first, min(len(text), end + _NEAR))
    )


def _finding(
    kind: Kind, sentence: _Sentence, where: tuple[int, int], right: str, message: str
) -> Finding:
    rule, name, severity = kind.value
    return Finding(
        rule=rule,
        name=name,
        gate=Gate.POLICY,
        severity=severity,
        span=sentence.span(*where),
        message=f"{message}，请与通稿一致。",
        suggestions=(right,) if right else (),
        basis=_BASIS,
    )
