"""Signing in by an LDAP directory, against a real one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from review.draft import Person
from service.actions.bind_identity import bind_identity
from service.actions.errors import SignInError, ThrottledError
from service.actions.prove import proof_of, prove_again
from service.actions.sessions import person_of
from service.actions.sign_in_by_directory import sign_in_by_directory
from service.actions.sign_on import AwayError, StrangerError
from service.actions.verify_audit import verify_audit
from service.commands._sign_on import told_of_sign_on
from service.office import Office
from service.settings import Settings, SettingsError
from service.sign_on import Directory, DoubtError, DownError, open_directory
from service.store.sessions import ProvedBy
from tests.service.slapd import BASE, ROOT, ROOT_PASSWORD, Slapd, free_port, program, running
from tests.stories import HE, LIN, ZHENG

HOME = "192.0.2.1"
PASSWORD = "directory-pass-1"


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    if program() is None:
        pytest.skip("no OpenLDAP server (Debian: slapd)")
    with running(tmp_path_factory.mktemp("slapd")) as server:
        yield server


@pytest.fixture
def settings(slapd: Slapd, tmp_path: Path) -> Settings:
    secret = tmp_path / "secret"
    secret.write_text(ROOT_PASSWORD, encoding="ascii")
    return Settings(
        data_dir=tmp_path,
        ldap_url=slapd.plain,
        ldap_base=BASE,
        ldap_bind=ROOT,
        ldap_password_file=secret,
        sign_on_ca_file=slapd.ca_file,
        sign_on_seconds=2,
    )


@pytest.fixture
def directory(settings: Settings) -> Directory:
    opened = open_directory(settings)
    assert opened is not None
    return opened


def test_the_right_password_tells_an_unchanging_subject(directory: Directory):
    who = directory.who(" he ", PASSWORD)
    assert who is not None
    assert who.called == "何建平"
    assert len(who.subject) == 36  # entryUUID
    assert directory.who("he", PASSWORD) == who
    assert who.issuer.endswith(BASE)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("he", "directory-pass-2"),
        ("he", ""),  # a bind without a password succeeds for anybody
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("h*", PASSWORD),
        ("*", PASSWORD),
        ("he)(uid=*", PASSWORD),
        ("he\x00", PASSWORD),
        ("he", PASSWORD + "\x00"),
        ("h" * 300, PASSWORD),
    ],
)
def test_nothing_else_is_anybodys(directory: Directory, login: str, password: str):
    assert directory.who(login, password) is None


def test_signs_of_a_filter_in_a_login_are_letters(directory: Directory):
    who = directory.who("paren(the)*sis", "directory-pass-3")
    assert who is not None
    assert who.called == "括号"


def test_a_login_that_two_people_have_is_doubted(directory: Directory):
    with pytest.raises(DoubtError, match="几个人"):
        directory.who("twin", "directory-pass-4")


def test_an_entry_without_a_subject_is_doubted(settings: Settings):
    opened = open_directory(replace(settings, ldap_subject="employeeNumber"))
    assert opened is not None
    with pytest.raises(DoubtError, match="employeeNumber"):
        opened.who("he", PASSWORD)


def test_both_ways_of_encryption_hold_and_a_foreign_authority_does_not(
    settings: Settings, slapd: Slapd, tmp_path: Path
):
    for one in (
        replace(settings, ldap_url=slapd.tls),
        replace(settings, ldap_start_tls=True),
    ):
        opened = open_directory(one)
        assert opened is not None
        assert opened.who("he", PASSWORD) is not None
        foreign = open_directory(replace(one, sign_on_ca_file=Path()))
        assert foreign is not None
        with pytest.raises(DownError):
            foreign.who("he", PASSWORD)


def test_the_doctor_says_whether_it_answers(settings: Settings):
    assert "目录账号" in told_of_sign_on(settings)
    with pytest.raises(DownError):
        told_of_sign_on(replace(settings, ldap_url=f"ldap://127.0.0.1:{free_port()}"))


def test_a_directory_that_is_down_or_does_not_know_us_is_told(settings: Settings, tmp_path: Path):
    gone = open_directory(replace(settings, ldap_url=f"ldap://127.0.0.1:{free_port()}"))
    assert gone is not None
    with pytest.raises(DownError, match="稍后再试"):
        gone.who("he", PASSWORD)
    wrong = tmp_path / "wrong"
    wrong.write_text("not-the-password", encoding="ascii")
    unknown = open_directory(replace(settings, ldap_password_file=wrong))
    assert unknown is not None
    with pytest.raises(DownError, match="查询账号"):
        unknown.who("he", PASSWORD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ldap_url": "http://127.0.0.1"},
        {"ldap_url": "ldap://ldap.example.gov.cn"},  # passwords would cross the network as they are
        {"ldap_base": ""},
        {"ldap_filter": "(uid=he)"},
        {"ldap_bind": ""},
    ],
)
def test_settings_that_cannot_work_are_told_at_the_start(settings: Settings, wrong: dict[str, str]):
    with pytest.raises(SettingsError, match="XIANSHEN_LDAP"):
        open_directory(replace(settings, **wrong))  # type: ignore[arg-type]


@pytest.fixture
def house(office: Office, directory: Directory) -> Office:
    return replace(office, directory=directory)


@pytest.fixture
def bound(house: Office) -> Person:
    with pytest.raises(StrangerError, match="何建平"):
        sign_in_by_directory(house, "he", PASSWORD, address=HOME)
    with house.read() as unit:
        (stranger,) = unit.identities.strangers()
    bind_identity(house, ZHENG, stranger.id, HE.id)
    return HE


def test_whoever_is_bound_signs_in_and_proves_it_again(house: Office, bound: Person):
    session = sign_in_by_directory(house, "HE", PASSWORD, address=HOME)
    assert person_of(house, session.token) == bound
    assert proof_of(house, session.token) is ProvedBy.DIRECTORY
    prove_again(house, session.token, bound, PASSWORD, elsewhere="he")
    with pytest.raises(SignInError):
        prove_again(house, session.token, bound, "wrong", elsewhere="he")
    assert verify_audit(house) == ()


def test_another_persons_account_proves_nothing(house: Office, bound: Person):
    session = sign_in_by_directory(house, "he", PASSWORD, address=HOME)
    with pytest.raises(StrangerError):
        prove_again(house, session.token, bound, "directory-pass-2", elsewhere="lin")
    with house.read() as unit:
        (stranger,) = unit.identities.strangers()
    bind_identity(house, ZHENG, stranger.id, LIN.id)
    with pytest.raises(SignInError, match="另一个人"):
        prove_again(house, session.token, bound, "directory-pass-2", elsewhere="lin")


def test_guesses_run_out_there_too(house: Office):
    for _ in range(house.settings.sign_in_tries):
        with pytest.raises(SignInError):
            sign_in_by_directory(house, "he", "wrong", address=HOME)
    with pytest.raises(ThrottledError):
        sign_in_by_directory(house, "he", PASSWORD, address=HOME)


def test_a_directory_that_is_down_counts_no_guess(house: Office, settings: Settings):
    gone = open_directory(replace(settings, ldap_url=f"ldap://127.0.0.1:{free_port()}"))
    down = replace(house, directory=gone)
    for _ in range(house.settings.sign_in_tries + 1):
        with pytest.raises(AwayError):
            sign_in_by_directory(down, "he", PASSWORD, address=HOME)
    with pytest.raises(StrangerError):
        sign_in_by_directory(house, "he", PASSWORD, address=HOME)
