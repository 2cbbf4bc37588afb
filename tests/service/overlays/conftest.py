"""A house with a list of its own, and overlays laid over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from review.draft import Unit
from review.model import Document, Gate, Severity
from review.rule import Bad, Rule
from review.ruleset import Ruleset
from review.wordlist import Entry, Wordlist
from review.words import words
from service.actions.add_unit import add_unit
from service.actions.agree_overlay import agree_overlay
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.actions.unit_facts import UnitFacts
from service.office import Office
from service.store.overlays import Overlay, OverlayKind
from tests.service.gated import BLOCK, WARN
from tests.stories import HE, OFFICE, ZHENG

TODAY = date(2026, 11, 23)


LISTED = Wordlist(
    name="text/own",
    title="本地用词",
    keeper="办公室",
    reviewed=TODAY,
    entries=(Entry(word="云溪印像", suggest=("云溪印象",), source="市政府文件", verified=True),),
)


RULE = Rule(
    id="TXT903",
    name="本地用词",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=WARN.basis,
    message="“{word}”应为{suggest}（{source}）。",
    check=words("text/own"),
    bad=(Bad("游览【云溪印像】。"),),
    good=("云溪印象开街。", "印像派画展。", "云溪。"),
)


@pytest.fixture
def bureau(office: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    return replace(office, ruleset=compile_rules(BLOCK, WARN, RULE, lists=(LISTED,)))


@pytest.fixture
def county(bureau: Office) -> Unit:
    return add_unit(bureau, ZHENG, UnitFacts(name="云溪区卫健局", parent=1, supervisor=HE.id))


def addition(word: str = "云西区", unit: int = 1, **other: object) -> OverlayFacts:
    known = {
        "suggest": ("云溪区",),
        "source": "区划代码表（2026年）",
        "verified": True,
        "reason": "常被写错。",
    }
    return OverlayFacts(
        unit=unit, kind=OverlayKind.ADD, wordlist="text/own", word=word, **(known | other)
    )


def muting(rule: str = "TXT902", unit: int = 1, **other: object) -> OverlayFacts:
    known = {"ends": TODAY + timedelta(days=30), "reason": "栏目名就这么写。"}
    return OverlayFacts(unit=unit, kind=OverlayKind.MUTE, rule=rule, **(known | other))


def laid(office: Office, facts: OverlayFacts) -> Overlay:
    """Proposed by one, agreed to by another."""
    made = lay_overlay(office, ZHENG, facts)
    agree_overlay(office, HE, made.id)
    with office.read() as unit:
        kept = unit.overlays.get(made.id)
    assert kept is not None
    return kept


def found(office: Office, body: str, unit: Unit | None = OFFICE, day: date | None = None):
    report = office.review(Document(body=body), unit, day)
    assert not report.failures
    return [(one.rule, one.severity, one.message, one.muted) for one in report.findings]
