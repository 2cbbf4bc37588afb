"""Reading a route book: TOML in, a checked RouteBook out, or one sentence that says what is wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from review.model import Category, Gate, Severity
from review.routes.attachment import ATTACHMENTS
from review.routes.book import BadRouteError, Class, RouteBook, Signing, Trigger
from review.routes.lane import read_lane
from review.staff import SIGNING, Role
from review.step import Grade, StepKind

_Member = TypeVar("_Member", bound=StrEnum)
_REVIEWS = (StepKind.FIRST, StepKind.SECOND, StepKind.FINAL)
_LAST = frozenset({StepKind.FINAL, StepKind.LEADER})
_FACTS = frozenset({"ai", "repost", "urgent", "media"})
_WHEN = ("words", "lists", "gates", "rules", "facts", "units")
_KEYS = {
    "book": {"title", "keeper", "reviewed", "note", "steps", "categories", "triggers", "emergency"},
    "steps": {"kind", "role", "unit", "reason", "hours"},
    "categories": {"like", "grade", "steps", "attachments"},
    "triggers": {"name", "reason", "grade", "adds", "attachments", "severity", "lower", *_WHEN},
}


def read_routes(where: str, text: str, words: Mapping[str, Sequence[str]]) -> RouteBook:
    """The book. `where` names the file in refusals; `words` gives the lists it may refer to.

    Raises BadRouteError.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line ([0-9]+)", str(error))
        message = f"{where}{f':{line[1]}' if line else ''}：TOML 写法有误，请检查引号和方括号。"
        raise BadRouteError(message) from None
    return _Reader(where, words).book(data)


class _Reader:
    def __init__(self, where: str, words: Mapping[str, Sequence[str]]) -> None:
        self._where = where
        self._words = words

    def book(self, data: Mapping[str, Any]) -> RouteBook:
        self._known("book", "路线簿", data)
        for key in ("title", "keeper", "reviewed"):
            if not data.get(key):
                self._refuse("缺少 title、keeper 或 reviewed", "请补上名称、负责人和通读日期")
        signings = {
            name: self._signing(name, raw) for name, raw in self._tables(data, "steps").items()
        }
        raw = self._tables(data, "categories")
        classes = {
            category: self._class(category, raw, signings)
            for name in raw
            for category in [self._member(Category, name, "类别")]
        }
        triggers = tuple(
            self._trigger(number, each, signings)
            for number, each in enumerate(data.get("triggers", []), 1)
        )
        missing = [category.label for category in Category if category not in classes]
        if missing:
            self._refuse(f"类别“{'、'.join(missing)}”没有路线", "请在 [categories] 下补上")
        used = {
            name for one in classes.values() for names in one.signings.values() for name in names
        }
        used |= {name for trigger in triggers for name in trigger.adds}
        lane = read_lane(data.get("emergency"), signings, self._refuse)
        used |= {*lane.first, *lane.after} if lane else set()
        idle = [name for name in signings if name not in used]
        if idle:
            self._refuse(f"步骤“{'、'.join(idle)}”没有任何路线走到", "请删去，或在路线中用上")
        return RouteBook(
            title=str(data["title"]),
            keeper=str(data["keeper"]),
            signings=signings,
            classes=classes,
            triggers=triggers,
            lane=lane,
        )

    def _signing(self, name: str, raw: Mapping[str, Any]) -> Signing:
        self._known("steps", f"步骤 {name}", raw)
        kind = self._member(StepKind, raw.get("kind"), f"步骤 {name} 的 kind")
        role = self._member(Role, raw.get("role"), f"步骤 {name} 的 role")
        if role not in SIGNING:
            self._refuse(f"步骤 {name} 的角色“{role.label}”不能签字", "请改为审签类角色")
        reason = str(raw.get("reason", "")).strip()
        if not reason.endswith("。"):
            self._refuse(f"步骤 {name} 没有写明理由（reason，以句号结尾）", "请补上，作者要看")
        hours = raw.get("hours", {})
        by_grade: dict[Grade, int] = {}
        for grade in Grade:
            given = hours.get(grade.value) if isinstance(hours, dict) else hours
            if isinstance(given, bool) or not isinstance(given, int) or not 0 < given <= 400:
                self._refuse(
                    f"步骤 {name} 的{grade}级办理时限（hours）不对", "请写 1 到 400 的工作小时数"
                )
            by_grade[grade] = given
        unit = str(raw.get("unit", "own"))
        return Signing(name=name, kind=kind, role=role, unit=unit, reason=reason, hours=by_grade)

    def _class(
        self, category: Category, raw: Mapping[str, Any], signings: Mapping[str, Signing]
    ) -> Class:
        told = self._inherited(category.value, raw)
        grade = self._member(Grade, told.get("grade", "A"), f"{category.label}的 grade")
        steps = told.get("steps", {})
        by_grade: dict[Grade, tuple[str, ...]] = {}
        for each in Grade:
            names = steps.get(each.value) if isinstance(steps, dict) else steps
            where = f"{category.label}的{each}级路线"
            if not isinstance(names, list) or not names:
                self._refuse(f"{where}没有步骤", "请按级别写明 steps")
            by_grade[each] = self._in_order(names, signings, where)
            self._check_reviews(by_grade[each], signings, where)
        return Class(
            category=category,
            grade=grade,
            signings=by_grade,
            attachments=self._attachments(told, category.label),
        )

    def _inherited(self, name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        chain = [name]
        told: dict[str, Any] = {}
        while True:
            given = raw[chain[-1]]
            self._known("categories", f"类别 {chain[-1]}", given)
            told = dict(given) | told
            above = given.get("like")
            if above is None:
                return told
            if above in chain:
                self._refuse(
                    f"类别的 like 互相指向，成了环（{'→'.join([*chain, above])}）", "请断开其中一处"
                )
            if above not in raw:
                self._refuse(f"类别 {chain[-1]} 的 like 指向不存在的“{above}”", "请改正")
            chain.append(above)

    def _trigger(
        self, number: int, raw: Mapping[str, Any], signings: Mapping[str, Signing]
    ) -> Trigger:
        name = str(raw.get("name", f"第{number}条"))
        what = f"触发条件“{name}”"
        self._known("triggers", what, raw)
        reason = str(raw.get("reason", "")).strip()
        if not reason.endswith("。"):
            self._refuse(f"{what}没有写明理由（reason，以句号结尾）", "请补上，作者要看")
        asked = {"words" if key == "lists" else key for key in _WHEN if key in raw}
        if len(asked) != 1:
            told = "words/lists、gates、rules、facts、units"
            self._refuse(f"{what}要写明且只写明一种条件（{told}）", "请改正")
        facts = str(raw.get("facts", ""))
        if facts and facts not in _FACTS:
            self._refuse(f"{what}的 facts 不认识“{facts}”", f"可用的有{'、'.join(sorted(_FACTS))}")
        grade = self._member(Grade, raw["grade"], f"{what}的 grade") if "grade" in raw else None
        adds = self._in_order(raw.get("adds", []), signings, what)
        attachments = self._attachments(raw, what)
        if grade is None and not adds and not attachments:
            self._refuse(f"{what}什么也不改变", "请写 grade、adds 或 attachments")
        return Trigger(
            name=name,
            reason=reason,
            grade=grade,
            adds=adds,
            attachments=attachments,
            words=self._pattern(raw, what),
            gates=frozenset(self._member(Gate, gate, what) for gate in raw.get("gates", [])),
            severity=self._member(Severity, raw.get("severity", "block"), what),
            rules=frozenset(map(str, raw.get("rules", []))),
            facts=facts,
            units=bool(raw.get("units", False)),
            may_be_lowered=bool(raw.get("lower", True)),
        )

    def _pattern(self, raw: Mapping[str, Any], what: str) -> re.Pattern[str] | None:
        listed = [str(word) for word in raw.get("words", [])]
        for name in raw.get("lists", []):
            if name not in self._words:
                self._refuse(f"{what}用到的词库“{name}”不存在", "请改正词库名")
            listed += self._words[name]
        if not listed:
            return None
        ordered = sorted(set(listed), key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, ordered)))

    def _in_order(
        self, names: Iterable[str], signings: Mapping[str, Signing], where: str
    ) -> tuple[str, ...]:
        given = list(names)
        for name in given:
            if name not in signings:
                self._refuse(f"{where}用到没有定义的步骤“{name}”", "请在 [steps] 下定义")
        if len(set(given)) != len(given):
            self._refuse(f"{where}里同一步骤写了两次", "请删去重复的")
        return tuple(name for name in signings if name in given)

    def _check_reviews(
        self, names: Sequence[str], signings: Mapping[str, Signing], where: str
    ) -> None:
        kinds = [signings[name].kind for name in names]
        if [kind for kind in kinds if kind in _REVIEWS] != list(_REVIEWS):
            self._refuse(f"{where}须有初审、复审、终审各一次且依次进行", "请补全三审")
        if kinds[-1] not in _LAST:
            self._refuse(f"{where}的最后一步不是签发", "请把终审或主要负责人审定放在最后")

    def _attachments(self, raw: Mapping[str, Any], where: str) -> tuple[str, ...]:
        names = tuple(map(str, raw.get("attachments", [])))
        for name in names:
            if name not in ATTACHMENTS:
                known = "、".join(ATTACHMENTS)
                self._refuse(f"{where}要求的材料“{name}”不认识", f"可用的有{known}")
        return names

    def _member(self, kind: type[_Member], value: object, what: str) -> _Member:
        try:
            return kind(str(value))
        except ValueError:
            known = "、".join(f"{one.value}" for one in kind)
            raise BadRouteError(
                f"{self._where}：{what}的“{value}”不认识；可用的有{known}。"
            ) from None

    def _tables(self, data: Mapping[str, Any], key: str) -> Mapping[str, Mapping[str, Any]]:
        found = data.get(key, {})
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            self._refuse(f"[{key}] 写法不对", "请照自带的路线簿写")
        return found

    def _known(self, kind: str, what: str, raw: Mapping[str, Any]) -> None:
        if unknown := sorted(set(raw) - _KEYS[kind]):
            self._refuse(f"{what}里有不认识的项目 {'、'.join(unknown)}", "请检查拼写")

    def _refuse(self, what: str, cure: str) -> NoReturn:
        raise BadRouteError(f"{self._where}：{what}；{cure}。")
