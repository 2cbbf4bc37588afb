"""Overlays as they are kept: in reports, in the log, in backups, and against whoever rewrites them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.draft import Unit
from review.model import Document
from review.refusal import NotAllowedError
from review.ruleset import Ruleset
from service.actions.lay_overlay import lay_overlay
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import Store
from service.store.backup import back_up, restore
from tests.service.gated import BLOCK, again, begun
from tests.service.overlays.conftest import TODAY, addition, laid, muting
from tests.stories import KEY, NOW, OFFICE, SU, a_document


def test_the_report_of_a_draft_names_the_ruleset_with_the_overlays(bureau: Office):
    before = begun(bureau, a_document("做为通知，请知悉。"))
    laid(bureau, muting())
    after = begun(bureau, a_document("做为通知，请知照。"))
    with bureau.read() as unit:
        old, new = (unit.drafts.report(one.report) for one in (before, after))
        assert unit.drafts.report(again(bureau, after).report) == new
    assert old.ruleset == bureau.ruleset.digest != new.ruleset
    assert [one.muted for one in (*old.findings, *new.findings)] == [0, 1]


def test_a_ruleset_is_compiled_once_for_all_units_with_the_same_overlays(
    bureau: Office, county: Unit
):
    laid(bureau, addition())
    assert bureau.ruleset_of(OFFICE, TODAY) is bureau.ruleset_of(county, TODAY)
    assert bureau.ruleset_of(None, TODAY) is bureau.ruleset


def test_an_overlay_whose_list_is_gone_stops_the_review_and_says_so(
    bureau: Office, compile_rules: Callable[..., Ruleset]
):
    laid(bureau, addition())
    later = replace(bureau, ruleset=compile_rules(BLOCK))
    with pytest.raises(NotAllowedError, match="第1号调整所属的词库“text/own”已不存在"):
        later.review(Document(body="通知。"), OFFICE)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM overlays",
        "UPDATE overlays SET reason = '别的'",
        "UPDATE overlays SET ends_on = '2099-01-01'",
        "UPDATE overlays SET agreed_by = 1",
        "UPDATE overlays SET ended_at = '2026'",
    ],
)
def test_overlays_are_not_rewritten_behind_the_houses_back(bureau: Office, statement: str):
    laid(bureau, muting())
    with pytest.raises(IntegrityError), bureau.store.engines.writing.begin() as connection:
        connection.execute(text(statement))


def test_an_overlay_nobody_logged_is_found_by_the_audit(bureau: Office):
    laid(bureau, muting())
    with bureau.store.engines.writing.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO overlays SELECT 9, unit_id, kind, wordlist, word, 'TXT903', suggest,"
                " within, source, verified, starts_on, ends_on, reason, made_by, at, agreed_by,"
                " agreed_at, NULL, NULL FROM overlays"
            )
        )
    assert [flaw.where for flaw in verify_audit(bureau)] == ["词库调整 9"]


def test_a_backup_brings_overlays_along(bureau: Office, tmp_path: Path):
    laid(bureau, addition())
    back_up(bureau.store, tmp_path / "b.zip", NOW)
    url = f"sqlite:///{tmp_path / 'r.db'}"
    restore(url, tmp_path / "b.zip")
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert list(unit.audit()) == []
        assert [one.word for one in unit.overlays.of([1])] == ["云西区"]


def test_an_auditor_lays_nothing_but_may_propose(bureau: Office):
    assert not lay_overlay(bureau, SU, muting()).standing
