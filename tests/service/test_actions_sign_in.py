"""Signing in: tokens nobody can read off the database, guesses that run out, no name told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import text

from review.draft import Person, Role
from service.actions.add_person import add_person
from service.actions.disable_person import disable_person
from service.actions.errors import SignInError, ThrottledError
from service.actions.sessions import person_of
from service.actions.set_roles import set_roles
from service.actions.sign_in import sign_in
from service.actions.sign_out import sign_out
from service.office import Office, passwords_of
from service.passwords import LONGEST, Passwords
from service.store.deed import Deed
from tests.stories import NOW, ZHENG

HOME = "192.0.2.1"
PASSWORD = "correct-horse-42-battery"


@pytest.fixture
def gu(office: Office) -> Person:
    return add_person(office, None, login="gu", name="顾问", roles={Role.EDITOR}, password=PASSWORD)


def later(office: Office, by: timedelta) -> Office:
    return replace(office, clock=lambda: NOW + by)


def wrong(office: Office, login: str = "gu", address: str = HOME) -> None:
    with pytest.raises(SignInError):
        sign_in(office, login, "wrong-password-1", address=address)


def everything_stored(office: Office) -> str:
    found: list[str] = []
    with office.store.engines.reading.connect() as connection:
        for table in ("people", "sessions", "sign_in_tries", "events"):
            found += [
                repr(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}"))
            ]
    return "\n".join(found)


def test_a_session_tells_who_it_is_until_it_ends(office: Office, gu: Person):
    session = sign_in(office, " GU ", PASSWORD, address=HOME)
    assert session.person == gu
    assert person_of(office, session.token) == gu
    assert person_of(office, "") is None
    assert person_of(office, session.token + "x") is None
    sign_out(office, session.token)
    assert person_of(office, session.token) is None
    sign_out(office, session.token)


def test_every_sign_in_has_a_token_of_its_own(office: Office, gu: Person):
    tokens = {sign_in(office, "gu", PASSWORD, address=HOME).token for _ in range(3)}
    assert len(tokens) == 3
    assert min(map(len, tokens)) >= 40


def test_a_session_expires(office: Office, gu: Person):
    session = sign_in(office, "gu", PASSWORD, address=HOME)
    hours = timedelta(hours=office.settings.session_hours)
    assert session.expires_at == NOW + hours
    assert person_of(later(office, hours - timedelta(seconds=1)), session.token) == gu
    assert person_of(later(office, hours), session.token) is None


def test_a_shut_account_is_out_at_once_and_stays_out(office: Office, gu: Person):
    session = sign_in(office, "gu", PASSWORD, address=HOME)
    disable_person(office, ZHENG, gu.id)
    assert person_of(office, session.token) is None
    with pytest.raises(SignInError):
        sign_in(office, "gu", PASSWORD, address=HOME)


def test_roles_hold_from_the_next_click_on(office: Office, gu: Person):
    session = sign_in(office, "gu", PASSWORD, address=HOME)
    set_roles(office, ZHENG, gu.id, {Role.FIRST})
    person = person_of(office, session.token)
    assert person is not None
    assert person.roles == {Role.FIRST}


def test_neither_token_nor_password_is_stored_or_shown(office: Office, gu: Person):
    session = sign_in(office, "gu", PASSWORD, address=HOME)
    wrong(office, login="My-Password-In-The-Wrong-Field")
    wrong(office)
    stored = everything_stored(office) + repr(session)
    for secret in (session.token, PASSWORD, "wrong-password-1", "my-password", "My-Password"):
        assert secret not in stored


def test_unknown_wrong_and_shut_are_one_sentence(office: Office, gu: Person):
    disable_person(office, ZHENG, gu.id)
    told = set()
    for login, password in (("gu", PASSWORD), ("gu", "wrong-password-1"), ("nobody", PASSWORD)):
        with pytest.raises(SignInError) as caught:
            sign_in(office, login, password, address=HOME)
        told.add(str(caught.value))
    assert len(told) == 1


def test_an_unknown_login_takes_as_long_as_a_wrong_password():
    passwords = Passwords(time_cost=2, memory_kib=4096, lanes=1)
    stored = passwords.hash(PASSWORD)

    def took(known: str | None) -> float:
        begun = perf_counter()
        assert not passwords.matches(known, "wrong-password-1")
        return perf_counter() - begun

    took(None)
    known, unknown = (median(took(each) for _ in range(7)) for each in (stored, None))
    assert 1 / 3 < known / unknown < 3


def test_guessing_ends_at_the_limit_and_begins_again_after_a_while(office: Office, gu: Person):
    for _ in range(office.settings.sign_in_tries):
        wrong(office)
    with pytest.raises(ThrottledError) as caught:
        sign_in(office, "gu", PASSWORD, address=HOME)
    window = timedelta(minutes=office.settings.sign_in_minutes)
    assert caught.value.until == NOW + window
    assert "10:15" in caught.value.sentence
    assert sign_in(later(office, window), "gu", PASSWORD, address=HOME).person == gu


def test_guesses_from_one_address_lock_nobody_out_at_another(office: Office, gu: Person):
    for _ in range(office.settings.sign_in_tries):
        wrong(office)
    assert sign_in(office, "gu", PASSWORD, address="198.51.100.7").person == gu


def test_guesses_from_many_addresses_end_too(office: Office, gu: Person):
    for number in range(office.settings.sign_in_tries_per_login):
        wrong(office, address=f"198.51.100.{number}")
    with pytest.raises(ThrottledError):
        sign_in(office, "gu", PASSWORD, address=HOME)


def test_logins_nobody_has_are_throttled_alike(office: Office):
    for _ in range(office.settings.sign_in_tries):
        wrong(office, login="nobody")
    with pytest.raises(ThrottledError):
        sign_in(office, "nobody", PASSWORD, address=HOME)


def test_the_right_password_forgives_the_wrong_ones(office: Office, gu: Person):
    for _ in range(3):
        for _ in range(office.settings.sign_in_tries - 1):
            wrong(office)
        sign_in(office, "gu", PASSWORD, address=HOME)


def test_sign_ins_and_failures_are_logged(office: Office, gu: Person):
    wrong(office)
    wrong(office, login="nobody")
    session = sign_in(office, "gu", PASSWORD, address=HOME)
    sign_out(office, session.token)
    with office.read() as unit:
        last = unit.events.page(limit=3)
    assert [entry.verb for entry in last] == [Deed.SIGN_OUT, Deed.SIGN_IN, Deed.SIGN_IN_FAILED]
    assert last[2].value("person") == str(gu.id)
    assert {entry.value("address") for entry in last[1:]} == {HOME}


def test_a_hash_of_an_older_cost_is_renewed_at_sign_in(office: Office, gu: Person):
    dearer = replace(office, passwords=passwords_of(replace(office.settings, argon2_time=2)))
    with office.read() as unit:
        before = unit.people.find("gu")
    sign_in(dearer, "gu", PASSWORD, address=HOME)
    with office.read() as unit:
        after = unit.people.find("gu")
    assert before is not None
    assert after is not None
    assert before.password != after.password
    assert sign_in(dearer, "gu", PASSWORD, address=HOME).person == gu


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "长" * (LONGEST + 1), "𠮷" * 9999])
def test_any_password_typed_is_just_wrong(office: Office, gu: Person, password: str):
    with pytest.raises(SignInError):
        sign_in(office, "gu", password, address=HOME)


@pytest.mark.parametrize("login", ["", "\x00", "\ud800", "顾" * 5000, "' OR 1=1 --"])
def test_any_login_typed_is_just_wrong(office: Office, login: str):
    with pytest.raises(SignInError):
        sign_in(office, login, PASSWORD, address=HOME * 50)
