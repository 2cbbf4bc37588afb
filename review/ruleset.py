"""A ruleset: rules, the lists they read, and the one automaton made of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from review.automaton import Automaton, Hit
from review.model import Gate, digest_of
from review.mute import Mute
from review.rule import Matcher, Rule, Shared
from review.sieve import Sieve, Wait, waits_of
from review.text import Segmenter, Text
from review.wordlist import Library


class BadRuleError(ValueError):
    """A rule that cannot be used; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The rules of a ruleset that hold on a day, by their numbers, and how many of each gate.

    `always`: those that are asked whatever the automaton has found. `yields`: by rule id, how far
    the marks of those that do give way.
    """

    rules: frozenset[int]
    always: frozenset[int]
    of_gate: Mapping[Gate, int]
    yields: Mapping[str, int]


class Sieves:
    """What rules wait for in the folded view, in the text as submitted, and where both are one.

    Each is made for the first text that asks for it.
    """

    def __init__(self, matchers: Sequence[Matcher]) -> None:
        self._matchers = matchers

    def through(self, text: Text) -> Iterator[tuple[int, list[Hit]]]:
        """The rules a text can concern, and where, if they asked for that."""
        if text.row is text.submitted_row:
            yield from self.both.through(text.row).items()
        else:
            yield from self.folded.through(text.row).items()
            yield from self.submitted.through(text.submitted_row).items()

    @cached_property
    def both(self) -> Sieve:
        return Sieve(dict.fromkeys((*self._waits(), *self._waits(submitted=True))))

    @cached_property
    def folded(self) -> Sieve:
        return Sieve(self._waits())

    @cached_property
    def submitted(self) -> Sieve:
        return Sieve(self._waits(submitted=True))

    def _waits(self, *, submitted: bool = False) -> list[tuple[int, Wait]]:
        return [
            (number, wait)
            for number, each in enumerate(self._matchers)
            for wait in waits_of(each, submitted=submitted)
        ]


_MOST_DAYS = 64  # days kept in mind


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Everything a review is judged by. Made by `compile_ruleset`, handed to `review`.

    `digest` stands for every byte of the rule files and lists, and for what was left out.
    `shared`: what several rules wait for together; in the automaton its numbers follow the rules'.
    `mutes` are those of the unit it was laid over for (review/overlay.py).
    """

    version: str
    digest: str
    rules: tuple[Rule, ...]
    matchers: tuple[Matcher, ...]
    automaton: Automaton
    sieves: Sieves
    library: Library
    segmenter: Segmenter
    shared: tuple[Shared, ...] = ()
    mutes: tuple[Mute, ...] = ()
    _days: dict[date, InForce] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_force(self, as_of: date) -> InForce:
        """Which rules hold on a day; worked out once, for most texts are read on the same one."""
        known = self._days.get(as_of)
        if known is None:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            known = self._days[as_of] = self._held(as_of)
        return known

    def _held(self, as_of: date) -> InForce:
        holding = [number for number, rule in enumerate(self.rules) if rule.holds(as_of)]
        of_gate = Counter(self.rules[number].gate for number in holding)
        return InForce(
            frozenset(holding),
            frozenset(number for number in holding if self.matchers[number].always),
            {gate: of_gate[gate] for gate in Gate},
            {rule.id: rule.yields for rule in self.rules if rule.yields},
        )

    def select(
        self, *, gates: Collection[Gate] | None = None, ids: Collection[str] | None = None
    ) -> Ruleset:
        """The same ruleset with only some of its rules."""
        kept = [
            (rule, matcher)
            for rule, matcher in zip(self.rules, self.matchers, strict=True)
            if (gates is None or rule.gate in gates) and (ids is None or rule.id in ids)
        ]
        if len(kept) == len(self.rules):
            return self
        rules = tuple(rule for rule, _ in kept)
        matchers = tuple(matcher for _, matcher in kept)
        shared = _shared(matchers)
        return Ruleset(
            self.version,
            digest_of([self.digest, [rule.id for rule in rules]]),
            rules,
            matchers,
            _automaton(matchers, shared),
            Sieves(matchers),
            self.library,
            self.segmenter,
            shared,
            self.mutes,
        )


def compile_ruleset(
    rules: Sequence[Rule],
    library: Library,
    segmenter: Segmenter,
    *,
    version: str,
    sources: Mapping[str, str],
) -> Ruleset:
    """Make rules ready for use.

    `sources`: digest of every file that went in, by name. Raises BadRuleError for an id used
    twice, an id of another gate, or a list that does not exist.
    """
    ordered = sorted(rules, key=lambda rule: (list(Gate).index(rule.gate), rule.id))
    seen: set[str] = set()
    matchers: list[Matcher] = []
    for rule in ordered:
        if rule.id in seen:
            message = f"规则编号 {rule.id} 用了两次，请给后加的规则换一个新编号。"
            raise BadRuleError(message)
        seen.add(rule.id)
        if not rule.id.startswith(rule.gate.prefix):
            message = f"规则 {rule.id} 属于{rule.gate.label}，编号应以 {rule.gate.prefix} 开头。"
            raise BadRuleError(message)
        if missing := [name for name in rule.check.lists if name not in library]:
            message = f"规则 {rule.id} 用到的词库 {'、'.join(missing)} 不存在，请检查文件名。"
            raise BadRuleError(message)
        matchers.append(rule.check.compile(rule, library))
    shared = _shared(matchers)
    return Ruleset(
        version,
        digest_of({"version": version, "sources": dict(sources)}),
        tuple(ordered),
        tuple(matchers),
        _automaton(matchers, shared),
        Sieves(matchers),
        library,
        segmenter,
        shared,
    )


def _shared(matchers: Sequence[Matcher]) -> tuple[Shared, ...]:
    each = (getattr(matcher, "shared", None) for matcher in matchers)
    return tuple(dict.fromkeys(one for one in each if one is not None))


def _automaton(matchers: Sequence[Matcher], shared: Sequence[Shared]) -> Automaton:
    return Automaton(
        ((number, each.literals) for number, each in enumerate(matchers)),
        [(number, each.keys) for number, each in enumerate(shared, len(matchers))],
    )
