"""Bindings of accounts elsewhere: held by the database, told by the log, kept by backups."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.refusal import NotAllowedError
from service.actions.bind_identity import bind_identity, send_away_stranger
from service.actions.end_identity import end_identity
from service.actions.errors import MissingError
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import Store
from service.store.backup import _guards_lifted, back_up, restore
from service.store.deed import Deed
from service.store.identities import Identity, Journey
from tests.stories import HE, KEY, LIN, NOW, SU, ZHENG

ISSUER = "https://id.example.gov.cn"


def came(office: Office, subject: str = "s-1", called: str = "何建平") -> int:
    with office.write() as unit:
        number = unit.identities.came(ISSUER, subject, called, NOW)
    assert number is not None
    return number


@pytest.fixture
def bound(office: Office) -> Identity:
    return bind_identity(office, ZHENG, came(office), HE.id)


def test_a_binding_is_found_by_issuer_and_subject_together(office: Office, bound: Identity):
    with office.read() as unit:
        assert unit.identities.of_account(ISSUER, "s-1") == bound
        assert unit.identities.of_account(ISSUER, "S-1") is None
        assert unit.identities.of_account(ISSUER + "/", "s-1") is None
        assert unit.identities.of_person(HE.id) == (bound,)
        assert unit.identities.strangers() == ()


def test_only_administrators_bind_and_unbind(office: Office, bound: Identity):
    number = came(office, "s-2")
    for person in (LIN, HE, SU):
        with pytest.raises(NotAllowedError):
            bind_identity(office, person, number, LIN.id)
        with pytest.raises(NotAllowedError):
            send_away_stranger(office, person, number)
        with pytest.raises(NotAllowedError):
            end_identity(office, person, bound.id)
    with pytest.raises(NotAllowedError):
        bind_identity(office, ZHENG, number, ZHENG.id)
    with pytest.raises(MissingError):
        bind_identity(office, ZHENG, 99, LIN.id)
    with pytest.raises(MissingError):
        end_identity(office, ZHENG, 99)


def test_an_ended_binding_holds_no_more_and_the_account_may_be_bound_anew(
    office: Office, bound: Identity
):
    assert end_identity(office, ZHENG, bound.id) == bound
    with pytest.raises(MissingError):
        end_identity(office, ZHENG, bound.id)
    with office.read() as unit:
        assert unit.identities.of_account(ISSUER, "s-1") is None
    again = bind_identity(office, ZHENG, came(office), LIN.id)
    assert (again.id, again.person) == (2, LIN.id)
    assert verify_audit(office) == ()


def test_one_account_is_never_two_persons_at_once(office: Office, bound: Identity):
    with (
        pytest.raises(IntegrityError),
        office.store.engines.writing.begin() as connection,
    ):
        connection.execute(text(_INSERT), {"id": 9, "person": LIN.id})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE identities SET person_id = 1",
        "UPDATE identities SET subject = 's-2'",
        "UPDATE identities SET ended_at = NULL",
        "DELETE FROM identities",
    ],
)
def test_the_database_lets_a_binding_end_and_nothing_else(
    office: Office, bound: Identity, statement: str
):
    end_identity(office, ZHENG, bound.id)
    with (
        pytest.raises(IntegrityError),
        office.store.engines.writing.begin() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    ("meddle", "told"),
    [
        ("UPDATE identities SET person_id = 1", "被改动过"),
        ("UPDATE identities SET subject = 's-9'", "被改动过"),
        ("DELETE FROM identities", "被删除"),
    ],
)
def test_what_the_log_does_not_tell_is_found(
    office: Office, bound: Identity, meddle: str, told: str
):
    with office.store.engines.writing.begin() as connection, _guards_lifted(connection):
        connection.execute(text(meddle))
    (flaw,) = verify_audit(office)
    assert told in str(flaw)


def test_a_binding_nobody_logged_is_found(office: Office):
    with office.store.engines.writing.begin() as connection:
        connection.execute(text(_INSERT), {"id": 1, "person": LIN.id})
    (flaw,) = verify_audit(office)
    assert "不是程序写入的" in str(flaw)


def test_the_log_holds_no_subject_and_no_name(office: Office, bound: Identity):
    with office.read() as unit:
        told = repr(unit.events.page())
    assert "s-1" not in told
    assert "建平" not in told
    assert Deed.IDENTITY_BOUND.value in told


def test_a_backup_keeps_bindings_and_leaves_journeys_out(
    office: Office, bound: Identity, tmp_path: Path
):
    journey = Journey(state="a" * 64, session="", onward="/drafts", kept="sealed", at=NOW)
    with office.write() as unit:
        assert unit.identities.depart(journey, "192.0.2.1", NOW + timedelta(minutes=10), 1000)
    path = tmp_path / "backup.zip"
    back_up(office.store, path, NOW)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(url, path)
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert unit.identities.of_account(ISSUER, "s-1") == bound
        assert unit.identities.arrive("a" * 64, NOW) is None


def test_a_journey_arrives_once_and_in_time(office: Office):
    journey = Journey(state="a" * 64, session="", onward="/drafts", kept="", at=NOW)
    with office.write() as unit:
        unit.identities.depart(journey, "", NOW + timedelta(minutes=10), 1000)
        assert unit.identities.arrive("a" * 64, NOW + timedelta(minutes=10)) is None
        assert unit.identities.arrive("a" * 64, NOW + timedelta(minutes=9)) == journey
        assert unit.identities.arrive("a" * 64, NOW + timedelta(minutes=9)) is None


def test_what_is_kept_for_others_has_an_end(office: Office):
    def depart(state: str, kept: str, minutes: int = 0) -> bool:
        at = NOW + timedelta(minutes=minutes)
        journey = Journey(state=state * 64, session="", onward="", kept=kept, at=at)
        with office.write() as unit:
            return unit.identities.depart(journey, "", at + timedelta(minutes=10), 1000)

    assert depart("a", "x" * 900)
    assert not depart("b", "x" * 200)
    assert depart("c", "")  # who has typed nothing still gets in
    assert depart("d", "x" * 900, minutes=11)


def test_those_who_wait_do_not_pile_up(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("service.store.identities._MOST_STRANGERS", 3)
    for number in range(5):
        with office.write() as unit:
            unit.identities.came(ISSUER, f"s-{number}", "", NOW + timedelta(minutes=number))
    with office.read() as unit:
        assert [one.subject for one in unit.identities.strangers()] == ["s-4", "s-3", "s-2"]


def test_a_stranger_another_administrator_dealt_with_is_told(office: Office):
    number = came(office)
    bind_identity(office, ZHENG, number, HE.id)
    with pytest.raises(MissingError, match="已由别人处理"):
        bind_identity(office, ZHENG, number, LIN.id)


_INSERT = f"""INSERT INTO identities (id, issuer, subject, person_id, bound_by, at)
    VALUES (:id, '{ISSUER}', 's-1', :person, 7, '2026-11-23T02:00:00.000000+00:00')"""
