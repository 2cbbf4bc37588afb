"""单位调整: a ruleset as one unit has it, with words of its own added and others let stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from review.model import Severity, digest_of
from review.mute import Mute
from review.rule import Rule
from review.ruleset import BadRuleError, Ruleset, compile_ruleset
from review.wordlist import Entry, Wordlist


class BadOverlayError(ValueError):
    """An addition that cannot be used; the sentence names it and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An entry that a unit adds to a list; `number` is what it is called by."""

    number: int
    wordlist: str
    entry: Entry


def overlaid(ruleset: Ruleset, additions: Sequence[Addition], mutes: Sequence[Mute]) -> Ruleset:
    """The ruleset with these laid over it; its digest covers them.

    Raises BadOverlayError for an entry that the rules reading its list cannot take.
    """
    if not additions and not mutes:
        return ruleset
    made = _extended(ruleset, additions) if additions else ruleset
    told = {
        "additions": [_addition_told(one) for one in additions],
        "mutes": [_mute_told(one) for one in mutes],
    }
    digest = digest_of({"base": ruleset.digest, "overlay": told})
    return replace(made, digest=digest, mutes=(*ruleset.mutes, *mutes))


def readers(ruleset: Ruleset, wordlist: str) -> tuple[Rule, ...]:
    """The rules that read a list."""
    return tuple(rule for rule in ruleset.rules if wordlist in rule.check.lists)


def mutable(ruleset: Ruleset, wordlist: str) -> frozenset[str]:
    """The ids of the rules that read a list and can find less than a block."""
    return frozenset(
        rule.id for rule in readers(ruleset, wordlist) if rule.severity is not Severity.BLOCK
    )


def _extended(ruleset: Ruleset, additions: Sequence[Addition]) -> Ruleset:
    library: dict[str, Wordlist] = dict(ruleset.library)
    for one in additions:
        if one.wordlist not in library:
            message = f"第{one.number}号调整所属的词库“{one.wordlist}”已不存在，请管理员结束它。"
            raise BadOverlayError(message)
        listed = library[one.wordlist]
        library[one.wordlist] = replace(listed, entries=(*listed.entries, one.entry))
    try:
        return compile_ruleset(
            ruleset.rules, library, ruleset.segmenter, version=ruleset.version, sources={}
        )
    except BadRuleError:
        raise
    except Exception as error:
        numbers = "、".join(str(one.number) for one in additions)
        message = (
            f"单位增补的词条（第{numbers}号）与读这个词库的规则合不上"
            f"（{type(error).__name__}），请管理员在词库页结束有问题的一条。"
        )
        raise BadOverlayError(message) from error


def _addition_told(one: Addition) -> dict[str, object]:
    entry = one.entry
    return {
        "number": one.number,
        "wordlist": one.wordlist,
        "word": entry.word,
        "suggest": list(entry.suggest),
        "source": entry.source,
        "verified": entry.verified,
        "from": entry.valid_from,
        "to": entry.valid_to,
    }


def _mute_told(mute: Mute) -> dict[str, object]:
    return {
        "number": mute.number,
        "unit": mute.unit,
        "rules": sorted(mute.rules),
        "reason": mute.reason,
        "since": mute.since,
        "until": mute.until,
        "word": mute.word,
        "within": list(mute.within),
    }
