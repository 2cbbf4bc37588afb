"""留痕 for people: log entries with names, Chinese labels and the words people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from review.draft import (
    SYSTEM,
    Action,
    Answer,
    Grade,
    Remark,
    Role,
    SignOff,
    State,
    Unit,
    Waiver,
)
from review.refusal import clock_time
from review.release import PostingState
from review.secrecy import Question
from service.actions.decide_posting import PostingDecision
from service.office import Office
from service.store.events import Entry
from service.store.outbox import Reading
from service.store.people import Account
from service.store.sessions import ProvedBy

_LABELS: Final = {
    "version": "版本",
    "round": "轮次",
    "step": "审级",
    "finding": "问题",
    "grade": "级别",
    "platform": "平台",
    "platforms": "平台",
    "postings": "各平台",
    "release": "发布单",
    "seal": "封印",
    "by": "更正稿",
    "corrects": "更正对象",
    "rendering": "呈现",
    "handle": "平台编号",
    "reference": "平台流水",
    "code": "平台代码",
    "attempt": "次数",
    "attempts": "次数",
    "decision": "决定",
    "digest": "内容",
    "reading": "回读",
    "person": "人员",
    "login": "账号",
    "roles": "角色",
    "address": "地址",
    "key": "发送编号",
    "state": "状态",
    "posting": "发送编号",
    "before": "原状态",
    "evidence": "依据摘要",
    "read": "回读摘要",
    "reason": "理由摘要",
    "opinion": "意见摘要",
    "document": "文字",
    "report": "报告",
    "ruleset": "规则集",
    "rule": "规则",
    "endorsed": "认可豁免",
    "replies": "保密问答",
    "fixed": "改好的问题",
    "fingerprint": "写法指纹",
    "overlay": "调整编号",
    "on_behalf": "代签",
    "unit": "单位",
    "parent": "上级单位",
    "supervisor": "分管负责人",
    "from": "委托人",
    "to": "受托人",
    "role": "角色",
    "people": "值班人员",
    "starts": "开始",
    "ends": "截止",
    "duty": "班次",
    "leave": "休假",
    "delegation": "委托编号",
    "words": "原话摘要",
    "second": "第二读者",
    "incident": "事件",
    "pack": "代发包摘要",
    "outcome": "结果",
    "found": "所见摘要",
    "proof": "凭",
    "account": "账号摘要",
    "identity": "绑定编号",
    "stranger": "待绑定编号",
}
_WRITTEN: Final = frozenset({"reason", "opinion"})
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "state": {each.value: each.label for each in (*State, *PostingState)},
    "before": {each.value: each.label for each in PostingState},
    "roles": {each.value: each.label for each in Role},
    "decision": {each.value: each.label for each in PostingDecision},
    "reading": {each.value: each.label for each in Reading},
    "grade": {each.value: f"{each.value}（{each.label}）" for each in Grade},
    "proof": {each.value: each.label for each in ProvedBy},
}
_OUTCOMES: Final[Mapping[str, str]] = {"out": "已发出", "refused": "没有发出"}
_ANSWERS: Final[Mapping[str, str]] = {"yes": "有", "no": "没有"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry as it is read. `words`: the opinion or reason, where it is kept."""

    seq: int
    at: datetime
    actor: str
    action: str
    draft: int | None
    facts: tuple[tuple[str, str], ...]
    words: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What people wrote about a draft, by the moment they wrote it.

    `steps`: what the steps of its rounds were for, by round and step.
    """

    steps: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()
    settlements: tuple[Waiver | Answer, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def of(self, entry: Entry) -> str:
        """The words an entry's digests stand for; "" if there are none."""
        if entry.verb in {Action.SIGN, Action.SEND_BACK, Action.REJECT}:
            place = (entry.value("round"), entry.value("step"))
            for sign_off in self.sign_offs:
                if (str(sign_off.round), str(sign_off.step)) == place and sign_off.at == entry.at:
                    return sign_off.opinion
            for sign_off in self.sign_offs:
                # Sending back starts no new round: the entry may count the one that is over.
                if sign_off.at == entry.at:
                    return sign_off.opinion
        for remark in self.remarks:
            if (remark.action, remark.at) == (entry.verb, entry.at):
                return remark.reason
        if entry.verb in {Action.WAIVE, Action.ANSWER}:
            key = entry.value("finding")
            for settled in self.settlements:
                if settled.finding == key and settled.at == entry.at:
                    return settled.reason
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What people are called, by login and by number, and platforms and units."""

    people: Mapping[str, str]
    platforms: Mapping[str, str]
    numbers: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


def names_of(
    office: Office, accounts: Iterable[Account], units: Mapping[int, Unit] | None = None
) -> Names:
    """The names of everybody and everything the log may speak of."""
    known = tuple(accounts)
    return Names(
        people={SYSTEM.login: SYSTEM.name}
        | {account.person.login: account.person.name for account in known},
        platforms={name: platform.label for name, platform in office.platforms.items()},
        numbers={str(account.person.id): account.person.name for account in known},
        units={str(number): unit.name for number, unit in (units or {}).items()},
    )


def tell_entries(
    entries: Iterable[Entry], names: Names, words: Words | None = None
) -> tuple[Told, ...]:
    """The entries for a page."""
    known = words or Words()
    return tuple(_told(entry, names, known.of(entry), known.steps) for entry in entries)


def _told(entry: Entry, names: Names, words: str, steps: Mapping[tuple[str, str], str]) -> Told:
    place = (entry.value("round"), entry.value("step"))
    facts = tuple(
        (_LABELS.get(key, key), steps[place])
        if key == "step" and place in steps
        else (_LABELS.get(key, key), _value(key, value, names))
        for key, value in sorted(entry.detail, key=_rank)
        if value and not (words and key in _WRITTEN) and (key, value) != ("round", "0")
    )
    return Told(
        seq=entry.seq,
        at=entry.at,
        actor=names.people.get(entry.actor, entry.actor),
        action=entry.verb.label,
        draft=entry.draft,
        facts=facts,
        words=words,
        hash=entry.hash,
    )


def _rank(item: tuple[str, str]) -> int:
    order = list(_LABELS)
    return order.index(item[0]) if item[0] in _LABELS else len(order)


def _value(key: str, value: str, names: Names) -> str:
    if tell := _LISTED.get(key):
        return "、".join(tell(part, names) for part in value.split(","))
    if key == "step" and value.isdecimal():
        return f"第{int(value) + 1}步"
    if known := _WORDS.get(key):
        return "、".join(known.get(word, word) for word in value.split(","))
    return value


def _platform(part: str, names: Names) -> str:
    return names.platforms.get(part, part)


def _finding(part: str, names: Names) -> str:  # noqa: ARG001  # one of several alike
    return part


def _reply(part: str, names: Names) -> str:  # noqa: ARG001  # as above
    name, _, answer = part.partition("=")
    label = next((each.label for each in Question if each.value == name), name)
    return f"{label}：{_ANSWERS.get(answer, answer)}"


def _outcome(part: str, names: Names) -> str:
    name, _, end = part.partition("=")
    return names.platforms.get(name, name) + _OUTCOMES.get(end, f"（{end}）")


def _role(part: str, names: Names) -> str:
    role, _, place = part.partition("@")
    label = _WORDS["roles"].get(role, role)
    if not place:
        return label
    unit, _, platform = place.partition("/")
    where = names.units.get(unit, f"单位{unit}")
    only = f"，仅{names.platforms.get(platform, platform)}" if platform else ""
    return f"{label}（{where}{only}）"


def _number(part: str, names: Names) -> str:
    return names.numbers.get(part, part)


def _unit(part: str, names: Names) -> str:
    return names.units.get(part, part)


def _moment(part: str, names: Names) -> str:  # noqa: ARG001  # one of several alike
    try:
        return clock_time(datetime.fromisoformat(part))
    except ValueError:
        return part


_LISTED: Final[Mapping[str, Callable[[str, Names], str]]] = {
    "platform": _platform,
    "platforms": _platform,
    "postings": _outcome,
    "endorsed": _finding,
    "replies": _reply,
    "roles": _role,
    "role": _role,
    "on_behalf": _number,
    "person": _number,
    "supervisor": _number,
    "from": _number,
    "to": _number,
    "people": _number,
    "unit": _unit,
    "parent": _unit,
    "starts": _moment,
    "ends": _moment,
}
"""What holds several things, commas between, and how each is told."""
