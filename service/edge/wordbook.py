"""词库 and what units have laid over them: what pages and API show of each list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from review.draft import Person
from review.overlay import readers
from review.rule import Rule
from review.staff import Role, Unit
from review.text import fold_literal
from review.wordlist import Entry, Wordlist
from service.actions.agree_overlay import agrees, found_overlay
from service.actions.errors import InvalidError, MissingError
from service.archive import ArchiveError, ArchiveIndex, Trial, try_change
from service.office import Office
from service.overlays import laid_over as laid_over_ruleset
from service.store import UnitOfWork
from service.store.overlays import Overlay

QUARTER: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecord:
    """A list, the rules that read it, and what they did in the last quarter.

    `decided`: findings somebody did something about, `false_alarms`: those called false.
    `sources` are those of its entries, each once.
    """

    wordlist: Wordlist
    rules: tuple[Rule, ...]
    hits: int
    decided: int
    false_alarms: int
    overlays: int

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.source for entry in self.wordlist.entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOver:
    """An overlay as a person sees it: whose, by whom, in what state, and whether they decide."""

    overlay: Overlay
    unit: Unit
    maker: str
    agreer: str
    state: str
    keeps: bool
    agrees: bool
    own: bool

    @property
    def what(self) -> str:
        """What it does, in a few words."""
        one = self.overlay
        if one.rule:
            where = f"（只在“{'”“'.join(one.within)}”里）" if one.within else ""
            return f"静音规则 {one.rule}{where}"
        told = "、".join(word or "（删去）" for word in one.suggest)
        return f"{one.kind.label}“{one.word}”" + (f"，建议：{told}" if told else "")


def lists_of(office: Office, person: Person, words: str = "") -> tuple[ListRecord, ...]:
    """Every list in the order of its gate and name; those that hold some word, if asked for."""
    wanted = fold_literal(words.strip())
    library = office.ruleset.library
    with office.read() as unit:
        seen = _seen(unit, person)
        day = office.as_of()
        hits = unit.fates.hits(since=day - QUARTER)
        outcomes = unit.fates.outcomes(since=day - QUARTER)
        laid = [one for one in unit.overlays.of(tuple(seen)) if one.holds(day)]
    return tuple(
        ListRecord(
            wordlist=wordlist,
            rules=rules,
            hits=sum(hits.get(rule.id, 0) for rule in rules),
            decided=sum(outcomes[rule.id].decided for rule in rules if rule.id in outcomes),
            false_alarms=sum(
                outcomes[rule.id].false_alarms for rule in rules if rule.id in outcomes
            ),
            overlays=sum(one.wordlist == name for one in laid),
        )
        for name, wordlist in sorted(library.items())
        if not wanted or wanted in fold_literal(wordlist.title) or found(wordlist, wanted)
        for rules in [readers(office.ruleset, name)]
    )


def list_of(office: Office, person: Person, name: str) -> ListRecord:
    """One list. MissingError if there is none."""
    record = next((one for one in lists_of(office, person) if one.wordlist.name == name), None)
    if record is None:
        raise MissingError(f"没有词库“{name[:80]}”，请从词库列表里重新打开。")
    return record


def found(wordlist: Wordlist, words: str) -> tuple[Entry, ...]:
    """The entries that have these words anywhere."""
    wanted = fold_literal(words.strip())
    if not wanted:
        return wordlist.entries
    return tuple(
        entry
        for entry in wordlist.entries
        if any(wanted in fold_literal(each) for each in (entry.word, *entry.suggest, *entry.wrong))
    )


def laid_over(office: Office, person: Person) -> tuple[LaidOver, ...]:
    """The overlays a person may know of, newest first, what has ended last."""
    with office.read() as unit:
        seen = _seen(unit, person)
        known = unit.units.known()
        names = {one.person.id: one.person.name for one in unit.people.list()}
        every = unit.overlays.of(tuple(seen))
    day = office.as_of()
    told = [
        LaidOver(
            overlay=one,
            unit=known[one.unit],
            maker=names.get(one.made_by, ""),
            agreer=names.get(one.agreed_by or 0, ""),
            state=_state(one, one.holds(day)),
            keeps=person.holds(Role.ADMIN, known[one.unit]),
            agrees=agrees(person, known[one.unit]) and one.made_by != person.id,
            own=one.made_by == person.id,
        )
        for one in every
    ]
    order = ("待采纳", "有效", "已到期", "已结束", "未采纳")
    return tuple(sorted(told, key=lambda one: (order.index(one.state), -one.overlay.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a proposal would change in what was published; `why_not` if it cannot be told."""

    laid: LaidOver
    trial: Trial | None
    why_not: str = ""


def tried(office: Office, person: Person, overlay_id: int) -> Tried:
    """A trial run of one overlay over the archive's index. MissingError for another's."""
    with office.read() as unit:
        found_overlay(unit, person, overlay_id)
        names = {number: one.name for number, one in unit.units.known().items()}
    one = next((each for each in laid_over(office, person) if each.overlay.id == overlay_id), None)
    if one is None:
        raise MissingError(f"没有编号为{overlay_id}的词库调整，请从词库页重新选择。")
    path = office.settings.archive_index
    if path is None:
        why_not = (
            "还没有设置存档索引，不能试跑：请管理员用 xianshen archive add 建立索引，"
            "并以 XIANSHEN_ARCHIVE_INDEX 指明。"
        )
        return Tried(laid=one, trial=None, why_not=why_not)
    word = one.overlay.word
    if not word:
        why_not = "静音整条规则不按词试跑；这条规则近一季的标记和误报率见规则页。"
        return Tried(laid=one, trial=None, why_not=why_not)
    day = office.as_of()
    with office.read() as unit:
        standing = [
            each for each in unit.overlays.standing(one.unit.line, day) if each.id != overlay_id
        ]
    shall = replace(
        one.overlay,
        agreed_by=one.overlay.agreed_by or person.id,
        agreed_at=one.overlay.agreed_at or office.now(),
        starts=None,
    )
    try:
        before = office.effective.ruleset(office.ruleset, standing, names)
        after = laid_over_ruleset(office.ruleset, [*standing, shall], names)
        with ArchiveIndex(path) as index:
            trial = try_change(index, word, before, after, day)
    except ArchiveError as error:
        raise InvalidError(str(error)) from None
    return Tried(laid=one, trial=trial)


def own_units(office: Office, person: Person) -> tuple[Unit, ...]:
    """The units a person may propose overlays for: their own, and those they administer."""
    with office.read() as unit:
        known = unit.units.known()
    own = {grant.unit for grant in person.grants}
    return tuple(
        unit
        for unit in sorted(known.values(), key=lambda one: one.line)
        if unit.id in own or person.holds(Role.ADMIN, unit)
    )


def _seen(unit: UnitOfWork, person: Person) -> Sequence[int]:
    # A unit's own, those above it that hold for it, and those below one that is administered.
    known = unit.units.known()
    lines = {number for grant in person.grants for number in known[grant.unit].line}
    below = {one.id for one in known.values() if agrees(person, one)}
    return sorted(lines | below)


def _state(one: Overlay, holds: bool) -> str:  # noqa: FBT001  # said in one word
    if one.ended_at is not None:
        return "已结束" if one.agreed_at else "未采纳"
    if one.agreed_at is None:
        return "待采纳"
    return "有效" if holds else "已到期"
