"""A unit's overlays from a file, for checks without the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from review.refusal import NotAllowedError
from review.ruleset import Ruleset
from service.actions.errors import ActionError
from service.actions.overlay_facts import OverlayFacts, check_facts, checked_reason, prove
from service.commands import CommandError
from service.overlays import BadFileError, laid_over, read_file
from service.store.overlays import Overlay, OverlayKind


def with_overlay(ruleset: Ruleset, path: Path, day: date) -> Ruleset:
    """The ruleset with a file's overlays that hold on a day. Raises CommandError: held to the same
    laws as in the house, what blocks cannot be muted.
    """
    try:
        unit, given = read_file(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CommandError(f"「{path}」读不了（{error.strerror}）；请核对路径。") from error
    except (UnicodeDecodeError, BadFileError) as error:
        message = f"「{path}」不是词库页导出的单位调整文件（{error}）；请重新导出。"
        raise CommandError(message) from None
    standing: list[Overlay] = []
    for one in given:
        if not one.holds(day):
            continue
        facts = OverlayFacts(
            unit=one.unit,
            kind=one.kind,
            wordlist=one.wordlist,
            word=one.word,
            rule=one.rule,
            suggest=one.suggest,
            within=one.within,
            source=one.source,
            verified=one.verified,
            starts=one.starts,
            ends=one.ends,
            reason=one.reason,
        )
        try:
            checked_reason(facts)
            check_facts(ruleset, facts, one.starts or day, standing)
            if one.kind is OverlayKind.ADD:
                prove(ruleset, standing, one, day)
        except (ActionError, NotAllowedError) as error:
            raise CommandError(f"「{path}」第{one.id}号：{error}") from error
        standing.append(one)
    return laid_over(ruleset, standing, {0: unit}) if standing else ruleset
