"""The tally of what became of findings says what counting them all would say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, update
from sqlalchemy.schema import DropTable

from review.draft import Draft
from review.model import Facts
from service import store
from service.clock import day_of
from service.office import Office
from service.store.fates import Fate, FateKind, Outcome
from service.store.tables import tallies, verdicts
from tests.service.gated import begun
from tests.stories import LIN, NOW, a_document


def some_fates(draft: Draft, dice: Random, number: int) -> list[Fate]:
    return [
        Fate(
            draft=draft.id,
            version=1,
            finding="TXT901@body:0-2",
            rule=f"TXT90{dice.randrange(1, 4)}",
            fingerprint=f"print-{dice.randrange(3)}",
            fate=dice.choice(list(FateKind)),
            person=LIN.id,
            at=NOW + timedelta(hours=dice.randrange(24 * 5)),
        )
        for _ in range(number)
    ]


def recounted(
    said: list[Fate], since: date | None = None, until: date | None = None
) -> dict[str, Outcome]:
    """The same by hand: each wording of a draft on the day something was first done about it."""
    first: dict[tuple[str, int, str], date] = {}
    kinds: dict[tuple[str, int, str], set[FateKind]] = {}
    for one in said:
        wording = (one.rule, one.draft, one.fingerprint)
        first.setdefault(wording, day_of(one.at))
        kinds.setdefault(wording, set()).add(one.fate)
    counted: dict[str, Counter[str]] = {}
    for wording, day in first.items():
        if (since and day < since) or (until and day >= until):
            continue
        of = counted.setdefault(wording[0], Counter())
        of["decided"] += 1
        of.update(kind.value for kind in kinds[wording])
    return {
        rule: Outcome(
            fixed=of["fixed"],
            waived=of["waived"],
            answered=of["answered"],
            false_alarms=of["false_alarm"],
            decided=of["decided"],
        )
        for rule, of in counted.items()
    }


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_a_recount_over_any_days(office: Office, seed: int):
    dice, said = Random(seed), list[Fate]()
    drafts = [begun(office, a_document(f"第{place}篇。")) for place in range(3)]
    for _ in range(12):
        draft = dice.choice(drafts)
        new = sorted(some_fates(draft, dice, dice.randrange(1, 5)), key=lambda one: one.at)
        with office.write() as unit:
            unit.fates.add(draft, new)
        said += new
    today = day_of(NOW)
    with office.read() as unit:
        assert unit.fates.outcomes() == recounted(said)
        for since, until in ((today, today + timedelta(days=2)), (today + timedelta(days=2), None)):
            assert unit.fates.outcomes(since, until) == recounted(said, since, until)
        (rule, *_) = recounted(said)
        assert unit.fates.outcomes(rule=rule) == {rule: recounted(said)[rule]}
        for outcome in unit.fates.outcomes().values():
            assert outcome.false_alarms <= outcome.decided


def the_migration() -> ModuleType:
    path = Path(store.__file__).parent / "migrations" / "versions" / "0012_sign_on.py"
    spec = spec_from_file_location("sign_on_migration", path)
    assert spec is not None
    assert spec.loader is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    return migration


def test_an_older_database_is_counted_when_it_is_upgraded(office: Office):
    draft, said = begun(office), list[Fate]()
    late = replace(some_fates(draft, Random(1), 1)[0], at=NOW.replace(hour=17))
    for one in (
        replace(late, fate=FateKind.FIXED),  # one o'clock of the next day in China
        replace(late, fate=FateKind.FALSE_ALARM, at=late.at + timedelta(days=2)),
        replace(late, fate=FateKind.WAIVED, fingerprint="b", at=NOW.replace(hour=15)),
    ):
        said.append(one)
        with office.write() as unit:
            unit.fates.add(draft, [one])
    migration = the_migration()
    with office.store.engines.writing.begin() as connection:
        before = connection.execute(select(verdicts).order_by(verdicts.c.day)).all()
        connection.execute(DropTable(verdicts))
        with Operations.context(MigrationContext.configure(connection)):
            migration._make_verdicts()
        after = connection.execute(select(verdicts).order_by(verdicts.c.day)).all()
    assert [tuple(row) for row in after] == [tuple(row) for row in before]
    assert [row.day for row in after] == ["2026-11-23", "2026-11-24"]


def test_an_older_databases_reposts_are_told_from_its_own_texts(office: Office):
    repost = replace(a_document("转来的一篇。"), facts=Facts(repost=True))
    talks = a_document('文中写着"repost":true这样的字。')
    drafts = [begun(office, one) for one in (repost, talks, a_document("自己的一篇。"))]
    with office.store.engines.writing.begin() as connection:
        connection.execute(update(tallies).values(repost=0))
        with Operations.context(MigrationContext.configure(connection)):
            the_migration()._mark_reposts()
        found = connection.execute(select(tallies.c.report).where(tallies.c.repost == 1)).all()
    assert [row.report for row in found] == [drafts[0].report]
    with office.read() as unit:
        told = unit.drafts.queue.tallies([one.report for one in drafts])
    assert [told[one.report].repost for one in drafts] == [True, False, False]
