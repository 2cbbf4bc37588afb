"""What must hold of every overlay: words that can be looked for, grounds, an end, and no harm done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from review.clearance import written_reason
from review.example import faults
from review.model import Document, Severity
from review.overlay import BadOverlayError, mutable, readers
from review.pipeline import review
from review.rule import Rule
from review.ruleset import Ruleset
from review.text import fold_literal
from service.actions.desk import words
from service.actions.errors import InvalidError, MissingError
from service.overlays import laid_over
from service.store.overlays import Overlay, OverlayKind

_SHORTEST, _LONGEST = 2, 60
_MOST = 20
_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LONGEST_SOURCE = 200
_LONGEST_MUTE = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayFacts:
    """What is asked for: an entry for a list, or a mute of an entry or of a rule.

    `suggest` as in a list: one is a certain fix, several a choice, ("",) deletion, () advice.
    """

    unit: int
    kind: OverlayKind
    wordlist: str = ""
    word: str = ""
    rule: str = ""
    suggest: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    source: str = ""
    verified: bool = False
    starts: date | None = None
    ends: date | None = None
    reason: str = ""


def checked_reason(facts: OverlayFacts) -> str:
    """The reason as it is kept. InvalidError or NotAllowedError without one that says something."""
    return written_reason(words(facts.reason, "理由"), facts.kind.label)


def check_facts(
    ruleset: Ruleset, facts: OverlayFacts, today: date, standing: Sequence[Overlay]
) -> None:
    """InvalidError or MissingError for what cannot be laid over these lists and rules."""
    if facts.wordlist and facts.wordlist not in ruleset.library:
        raise MissingError(f"没有词库“{facts.wordlist[:80]}”，请从词库列表里重新选择。")
    typed = (facts.wordlist, facts.word, facts.rule, facts.source, *facts.suggest, *facts.within)
    if any(_UNSTORABLE.search(text) for text in typed):
        raise InvalidError("填写的内容里有换行或看不见的字符，请删去后再提交。")
    if facts.starts and facts.ends and facts.starts > facts.ends:
        raise InvalidError("开始日期晚于截止日期，请改正。")
    if facts.ends and facts.ends < today:
        raise InvalidError("截止日期已经过去，请改正。")
    if facts.kind is OverlayKind.ADD:
        _check_addition(ruleset, facts, standing)
    else:
        _check_mute(ruleset, facts, today, standing)


def prove(base: Ruleset, standing: Sequence[Overlay], made: Overlay, today: date) -> None:
    """InvalidError if with this addition a rule breaks down or fails its own examples."""
    every = (*standing, made)
    try:
        trial = laid_over(base, every, dict.fromkeys((one.unit for one in every), "本单位"))
    except BadOverlayError:
        raise InvalidError(
            f"“{made.word}”加不进这个词库：读它的规则用不了这样的词条，请换一个词库。"
        ) from None
    for rule in readers(trial, made.wordlist):
        if faults(rule, trial):
            raise InvalidError(
                f"加上“{made.word}”后，规则{rule.id}（{rule.name}）不再通过自己的例子"
                "（多半是这个词会误报），没有加；请换更具体的词。"
            )
    probe = Document(body=f"通知称，{made.word}一事请按规定办理。")
    if review(probe, trial, today).failures:
        raise InvalidError(
            f"加上“{made.word}”后，读这个词库的规则会出错，没有加；请换一个词库或写法。"
        )


def _check_addition(ruleset: Ruleset, facts: OverlayFacts, standing: Sequence[Overlay]) -> None:
    _check_phrase("词条", facts.word)
    if not facts.wordlist:
        raise InvalidError("请选择要增补的词库。")
    if len(facts.suggest) > _MOST or any(len(each) > _LONGEST for each in facts.suggest):
        raise InvalidError(f"建议最多{_MOST}个，每个不超过{_LONGEST}个字，请改正。")
    if not facts.source.strip() or len(facts.source) > _LONGEST_SOURCE:
        raise InvalidError(f"请写明来源（文件名和日期，不超过{_LONGEST_SOURCE}个字）。")
    folded = fold_literal(facts.word)
    listed = {fold_literal(entry.word) for entry in ruleset.library[facts.wordlist].entries}
    own = {
        fold_literal(one.word)
        for one in standing
        if one.kind is OverlayKind.ADD and one.wordlist == facts.wordlist
    }
    if folded in listed | own:
        raise InvalidError(f"“{facts.word}”已在这个词库里，不用再加。")
    if folded in map(fold_literal, facts.suggest):
        raise InvalidError("建议与词条相同，请改正。")


def _check_mute(
    ruleset: Ruleset, facts: OverlayFacts, today: date, standing: Sequence[Overlay]
) -> None:
    if facts.ends is None:
        raise InvalidError("静音必须有截止日期，到期自动恢复；请填写。")
    if facts.ends - today > _LONGEST_MUTE:
        raise InvalidError("一次静音最长一年；请把截止日期改近，到期再议。")
    if len(facts.within) > _MOST:
        raise InvalidError(f"限定的词语最多{_MOST}个，请删减。")
    for phrase in facts.within:
        _check_phrase("限定的词语", phrase)
    if facts.rule:
        _check_mutable(_rule(ruleset, facts.rule))
        return
    if not facts.wordlist or not facts.word:
        raise InvalidError("请写明静音哪条规则，或哪个词库的哪个词条。")
    folded = fold_literal(facts.word)
    entries = [entry.word for entry in ruleset.library[facts.wordlist].entries]
    entries += [one.word for one in standing if one.wordlist == facts.wordlist]
    if folded not in map(fold_literal, entries):
        raise InvalidError(f"这个词库里没有“{facts.word[:_LONGEST]}”，请核对写法。")
    if not mutable(ruleset, facts.wordlist):
        raise InvalidError(
            "读这个词库的规则都是拦截级的，不能静音；确需保留的，请在稿件上逐处豁免。"
        )


def _rule(ruleset: Ruleset, rule_id: str) -> Rule:
    found = next((rule for rule in ruleset.rules if rule.id == rule_id), None)
    if found is None:
        raise MissingError(f"没有规则“{rule_id[:16]}”，请核对编号。")
    return found


def _check_mutable(rule: Rule) -> None:
    if rule.severity is Severity.BLOCK:
        raise InvalidError(
            f"规则{rule.id}是拦截级的，不能静音；确需保留的，请在稿件上逐处豁免并写明理由。"
        )


def _check_phrase(what: str, phrase: str) -> None:
    if not phrase.isprintable() or phrase != phrase.strip():
        raise InvalidError(f"{what}里有换行、首尾空格或看不见的字符，请改正。")
    if not _SHORTEST <= len(phrase) <= _LONGEST:
        raise InvalidError(f"{what}须为{_SHORTEST}到{_LONGEST}个字，太短的词到处都会命中，请改正。")
