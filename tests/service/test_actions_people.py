"""People: who may manage them, what they may be called, and that nobody locks the house."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from service.actions.add_person import add_person
from service.actions.disable_person import disable_person
from service.actions.enable_person import enable_person
from service.actions.errors import InvalidError, MissingError, SignInError, ThrottledError
from service.actions.sessions import person_of
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.actions.sign_in import sign_in
from service.actions.start_draft import start_draft
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store.deed import Deed
from tests.stories import CHEN, LIN, STAFF, SU, WU, ZHENG, a_document

PASSWORD = "correct-horse-42-battery"
OTHER = "another-horse-42-battery"


def add(
    office: Office,
    actor: Person | None = ZHENG,
    *,
    login: str = "gu",
    name: str = "顾问",
    roles: Iterable[Role] = (Role.EDITOR,),
    password: str = PASSWORD,
) -> Person:
    return add_person(office, actor, login=login, name=name, roles=roles, password=password)


VERBS: list[Callable[[Office, Person], object]] = [
    add,
    lambda office, actor: disable_person(office, actor, LIN.id),
    lambda office, actor: enable_person(office, actor, LIN.id),
    lambda office, actor: set_roles(office, actor, LIN.id, {Role.FIRST}),
    lambda office, actor: set_password(office, actor, WU.id, password=PASSWORD),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("actor", [LIN, CHEN, SU])
def test_only_administrators_manage_people(office: Office, verb, actor: Person):
    with pytest.raises(NotAllowedError) as caught:
        verb(office, actor)
    assert caught.value.reason is Refusal.ROLE


@pytest.mark.parametrize("verb", VERBS)
def test_who_was_an_administrator_a_moment_ago_is_none_now(office: Office, verb):
    second = add(office, login="er", roles={Role.ADMIN})
    disable_person(office, ZHENG, second.id)
    with pytest.raises(NotAllowedError):
        verb(office, second)


@pytest.mark.parametrize(
    "other",
    [
        {"login": "g"},
        {"login": "顾问"},
        {"login": "gu wen"},
        {"login": "-gu"},
        {"login": "system"},
        {"login": "g" * 33},
        {"login": "lin"},
        {"name": " "},
        {"name": "顾" * 33},
        {"name": "顾\u202e问"},
        {"roles": set()},
        {"roles": {Role.ADMIN, Role.FINAL}},
        {"roles": {Role.AUDITOR, Role.EDITOR}},
        {"password": "short-1"},
        {"password": "x" * 257},
        {"password": "aaaaaaaaaaaa"},
        {"login": "guwen", "password": "GuWen-2026-11"},
    ],
)
def test_what_cannot_be_a_person_is_told_in_one_sentence(office: Office, other):
    with pytest.raises(InvalidError) as caught:
        add(office, **other)
    assert str(caught.value).endswith("。")
    assert PASSWORD not in str(caught.value)


def test_logins_and_names_are_taken_without_their_blanks(office: Office):
    person = add(office, login=" Gu ", name=" 顾问 ")
    assert (person.login, person.name) == ("gu", "顾问")
    assert sign_in(office, "gu", PASSWORD, address="").person == person


def test_the_last_administrator_stays(office: Office):
    for attempt in (
        lambda: disable_person(office, ZHENG, ZHENG.id),
        lambda: set_roles(office, ZHENG, ZHENG.id, {Role.EDITOR}),
        lambda: disable_person(office, None, ZHENG.id),
    ):
        with pytest.raises(NotAllowedError, match="最后一位管理员"):
            attempt()
    add(office, login="er", roles={Role.ADMIN})
    disable_person(office, ZHENG, ZHENG.id)


def test_a_shut_account_can_do_nothing_and_is_opened_as_it_was(office: Office):
    disable_person(office, ZHENG, LIN.id)
    with pytest.raises(NotAllowedError, match="停用"):
        start_draft(office, LIN, a_document(), form_key="form")
    assert enable_person(office, ZHENG, LIN.id).roles == LIN.roles
    start_draft(office, LIN, a_document(), form_key="form")


def test_roles_taken_away_hold_for_whoever_still_has_the_old_page(office: Office):
    set_roles(office, ZHENG, LIN.id, {Role.FIRST})
    assert Role.EDITOR in LIN.roles
    with pytest.raises(NotAllowedError):
        start_draft(office, LIN, a_document(), form_key="form")


def test_a_new_password_ends_every_session(office: Office):
    gu = add(office)
    session = sign_in(office, "gu", PASSWORD, address="")
    set_password(office, ZHENG, gu.id, password=OTHER)
    assert person_of(office, session.token) is None
    with pytest.raises(SignInError):
        sign_in(office, "gu", PASSWORD, address="")
    assert sign_in(office, "gu", OTHER, address="").person == gu


def test_ones_own_password_is_changed_with_the_old_one(office: Office):
    gu = add(office)
    with pytest.raises(NotAllowedError, match="原密码"):
        set_password(office, gu, gu.id, password=OTHER)
    with pytest.raises(SignInError, match="原密码不对"):
        set_password(office, gu, gu.id, password=OTHER, old="wrong-password-1")
    with pytest.raises(InvalidError, match="相同"):
        set_password(office, gu, gu.id, password=PASSWORD, old=PASSWORD)
    set_password(office, gu, gu.id, password=OTHER, old=PASSWORD)
    assert sign_in(office, "gu", OTHER, address="").person == gu


def test_guessing_the_old_password_ends_at_the_limit_too(office: Office):
    gu = add(office)
    for number in range(office.settings.sign_in_tries):
        with pytest.raises(SignInError):
            set_password(office, gu, gu.id, password=OTHER, old=f"wrong-password-{number}")
    with pytest.raises(ThrottledError):
        set_password(office, gu, gu.id, password=OTHER, old=PASSWORD)
    assert sign_in(office, "gu", PASSWORD, address="").person == gu


@pytest.mark.parametrize("number", [0, 999])
def test_nobody_is_told_plainly(office: Office, number: int):
    for attempt in (
        lambda: disable_person(office, ZHENG, number),
        lambda: enable_person(office, ZHENG, number),
        lambda: set_roles(office, ZHENG, number, {Role.EDITOR}),
        lambda: set_password(office, ZHENG, number, password=PASSWORD),
    ):
        with pytest.raises(MissingError):
            attempt()


def test_everything_done_to_people_is_logged(office: Office):
    gu = add(office)
    set_roles(office, ZHENG, gu.id, {Role.FIRST, Role.SECOND})
    disable_person(office, ZHENG, gu.id)
    disable_person(office, ZHENG, gu.id)  # already done: no second entry
    set_roles(office, ZHENG, gu.id, {Role.FIRST})
    enable_person(office, None, gu.id)
    set_password(office, ZHENG, gu.id, password=OTHER)
    with office.read() as unit:
        entries = unit.events.page(limit=50)
    deeds = [entry.verb for entry in reversed(entries) if entry.value("person") == str(gu.id)]
    assert deeds == [
        Deed.PERSON_ADDED,
        Deed.ROLES_SET,
        Deed.PERSON_DISABLED,
        Deed.ROLES_SET,
        Deed.PERSON_ENABLED,
        Deed.PASSWORD_SET,
    ]
    assert len(entries) == len(STAFF) + len(deeds)
    assert verify_audit(office) == ()
