"""The register's verbs on both databases: what they keep, refuse, and tell the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from review.draft import Person, Role, Unit
from review.refusal import NotAllowedError, Refusal
from review.register import (
    Found,
    Level,
    Likeness,
    Notice,
    PetitionAction,
    PetitionKind,
    PetitionState,
)
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.ask_petition import PetitionFacts, ask_petition, ask_petition_again
from service.actions.enter_accounts import enter_accounts
from service.actions.errors import InvalidError, MissingError
from service.actions.keep_sponsor import keep_sponsor
from service.actions.link_interpretation import link_interpretation, say_traits
from service.actions.move_petition import move_petition
from service.actions.record_figures import record_figures
from service.actions.record_training import TrainingFacts, record_training
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_survey import settle_survey_row, take_survey
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import StoreError
from service.store.surveys import SurveyVerdict
from tests.review.register.test_form import HEADER, TOUTIAO, WECHAT, WEIBO
from tests.stories import CHEN, HE, LIN, SU, ZHENG, a_document

TODAY = date(2026, 11, 23)
STOPPED = Notice(
    url="https://mp.weixin.qq.com/s/abc", starts=date(2026, 10, 26), ends=date(2026, 11, 20)
)


@pytest.fixture
def transport(house: Office) -> Unit:
    facts = UnitFacts(name="清河市交通运输局", parent=1, supervisor=HE.id)
    return add_unit(house, ZHENG, facts)


@pytest.fixture
def yu(house: Office, transport: Unit) -> Person:
    """Writes for the bureau."""
    return add_person(
        house,
        ZHENG,
        login="yuan",
        name="袁路",
        roles=[Role.EDITOR],
        password="correct-horse-42-battery",
        unit_id=transport.id,
    )


def states(house: Office, unit: Unit) -> list[str]:
    with house.read() as work:
        return [one.state.value for one in work.register.of([unit.id])]


def test_a_unit_fills_in_its_form_and_the_log_tells_of_it(house: Office, transport: Unit, yu):
    kept = keep_sponsor(house, yu, transport.id, Level.CITY_DEPARTMENT, HEADER)
    assert kept.header.sponsor == transport.name
    keep_sponsor(house, yu, transport.id, Level.CITY_DEPARTMENT, replace(HEADER, post="局长"))
    made = enter_accounts(house, yu, transport.id, [WECHAT, WEIBO])
    assert [one.profile for one in made] == [WECHAT, WEIBO]
    record_figures(house, yu, made[0].id, TODAY, fans=1, reads=2, frequency="每天")
    record_figures(house, yu, made[0].id, TODAY, fans=3, reads=None, frequency="每天")
    with house.read() as work:
        (figures,) = work.register.figures([made[0].id])[made[0].id]
        assert work.register.sponsors()[transport.id].header.post == "局长"
    assert (figures.fans, figures.reads) == (3, None)
    assert verify_audit(house) == ()


@pytest.mark.parametrize(
    ("header", "named"),
    [(replace(HEADER, mobile="1380"), "手机号"), (replace(HEADER, leader=""), "负责人")],
)
def test_a_head_that_is_wrong_is_refused_by_field(house, transport, yu, header, named):
    with pytest.raises(InvalidError, match=named):
        keep_sponsor(house, yu, transport.id, Level.CITY_DEPARTMENT, header)


def test_nobody_fills_in_another_units_form(house: Office, transport: Unit):
    for stranger in (LIN, CHEN, SU):
        with pytest.raises(NotAllowedError) as caught:
            enter_accounts(house, stranger, transport.id, [WECHAT])
        assert caught.value.reason is Refusal.ROLE


def test_a_second_account_on_a_platform_stands_only_with_a_reason(house, transport, yu):
    enter_accounts(house, yu, transport.id, [WEIBO])
    second = replace(WEIBO, name="清河路况", account_id="99", address="http://weibo.com/99")
    with pytest.raises(NotAllowedError, match="原则上只开设一个"):
        enter_accounts(house, yu, transport.id, [second])
    (kept,) = enter_accounts(
        house, yu, transport.id, [second], exceptions={"微博": "路况专用，市政府同意"}
    )
    assert kept.exception == "路况专用，市政府同意"
    with pytest.raises(InvalidError, match="是同一个"):
        enter_accounts(house, yu, transport.id, [WEIBO], exceptions={"微博": "再来"})
    assert verify_audit(house) == ()


def test_the_database_itself_holds_to_one_account_each(house: Office, transport: Unit, yu):
    enter_accounts(house, yu, transport.id, [WEIBO])
    with (
        pytest.raises((SQLAlchemyError, StoreError)),
        house.store.engines.writing.begin() as connection,
    ):
        connection.execute(
            text(
                "INSERT INTO accounts SELECT id + 1, unit_id, place, name, profile, state, "
                "exception, petition_id, made_by, at FROM accounts"
            )
        )


def test_an_account_is_asked_for_granted_and_opened(house: Office, transport: Unit, yu):
    wanted = replace(TOUTIAO, account_id="", address="", opened="")
    facts = PetitionFacts(
        unit=transport.id, kind=PetitionKind.OPEN, profile=wanted, reason="群众常用头条"
    )
    asked = ask_petition(house, yu, facts)
    assert asked.state is PetitionState.ASKED
    with pytest.raises(NotAllowedError) as caught:
        move_petition(house, yu, asked.id, PetitionAction.GRANT)
    assert caught.value.reason is Refusal.OWN_TEXT
    returned = move_petition(house, HE, asked.id, PetitionAction.RETURN, opinion="请写明用途")
    assert returned.decided_by == HE
    again = ask_petition_again(house, yu, asked.id, replace(facts, reason="发布路况"))
    assert (again.reason, again.decided_by) == ("发布路况", None)
    move_petition(house, HE, asked.id, PetitionAction.GRANT)
    assert states(house, transport) == []
    done = move_petition(house, yu, asked.id, PetitionAction.CARRY_OUT, opened=TOUTIAO)
    assert done.state is PetitionState.DONE
    with house.read() as work:
        (account,) = work.register.of([transport.id])
    assert (account.profile, account.petition) == (TOUTIAO, asked.id)
    assert verify_audit(house) == ()


def test_a_change_keeps_what_was_and_what_is(house: Office, transport: Unit, yu):
    (account,) = enter_accounts(house, yu, transport.id, [WEIBO])
    renamed = replace(WEIBO, name="清河交通发布")
    facts = PetitionFacts(
        unit=transport.id,
        kind=PetitionKind.CHANGE,
        account=account.id,
        profile=renamed,
        reason="单位更名",
    )
    asked = ask_petition(house, yu, facts)
    with pytest.raises(InvalidError, match="在办"):
        ask_petition(house, yu, facts)
    move_petition(house, HE, asked.id, PetitionAction.GRANT)
    done = move_petition(house, yu, asked.id, PetitionAction.CARRY_OUT)
    assert (done.before, done.after) == (WEIBO, renamed)
    with house.read() as work:
        found = work.register.get(account.id)
    assert found is not None
    assert found.profile == renamed
    assert verify_audit(house) == ()


def test_closing_needs_its_notice_and_deleting_its_export(house: Office, transport: Unit, yu):
    (account,) = enter_accounts(house, yu, transport.id, [WEIBO])
    closing = PetitionFacts(
        unit=transport.id, kind=PetitionKind.CLOSE, account=account.id, reason="整合到市级账号"
    )
    with pytest.raises(NotAllowedError, match="公告"):
        ask_petition(house, yu, closing)
    asked = ask_petition(house, yu, replace(closing, notice=STOPPED))
    move_petition(house, HE, asked.id, PetitionAction.GRANT)
    move_petition(house, yu, asked.id, PetitionAction.CARRY_OUT)
    assert states(house, transport) == ["closed"]
    deleting = replace(closing, kind=PetitionKind.DEREGISTER, notice=STOPPED)
    asked = ask_petition(house, yu, deleting)
    move_petition(house, HE, asked.id, PetitionAction.GRANT)
    with pytest.raises(NotAllowedError, match="存档"):
        move_petition(house, yu, asked.id, PetitionAction.CARRY_OUT)
    exported = replace(STOPPED, export="a" * 64, kept_at="档案室")
    move_petition(house, yu, asked.id, PetitionAction.CARRY_OUT, notice=exported)
    assert states(house, transport) == ["deregistered"]
    with pytest.raises(InvalidError, match="已注销"):
        ask_petition(house, yu, deleting)
    assert verify_audit(house) == ()


def test_townships_open_none_without_a_reason(house: Office, transport: Unit, yu):
    keep_sponsor(house, yu, transport.id, Level.TOWNSHIP, HEADER)
    facts = PetitionFacts(unit=transport.id, kind=PetitionKind.OPEN, profile=TOUTIAO)
    with pytest.raises(NotAllowedError, match="原则上不单独开设"):
        ask_petition(house, yu, facts)


def test_what_is_changed_behind_the_programs_back_is_found(house: Office, transport: Unit, yu):
    (account,) = enter_accounts(house, yu, transport.id, [WEIBO])
    with house.store.engines.writing.begin() as connection:
        connection.execute(text("UPDATE accounts SET profile = replace(profile, '12345678', '1')"))
    (flaw,) = verify_audit(house)
    assert flaw.where == f"账号登记 账号 {account.id}"


def test_a_survey_names_the_unreported_and_settles_the_known(house: Office, transport: Unit, yu):
    (account,) = enter_accounts(house, yu, transport.id, [WEIBO])
    unreported = replace(TOUTIAO, name="清河公交")
    found = [
        Found(profile=WEIBO, updated=TODAY),
        Found(profile=unreported, updated=TODAY - timedelta(days=200)),
    ]
    with pytest.raises(NotAllowedError):
        take_survey(house, yu, 1, "第四季度摸底", found)
    survey = take_survey(house, ZHENG, 1, "第四季度摸底", found)
    with house.read() as work:
        known, stranger = work.surveys.rows(survey.id)
        assert work.surveys.open_rows([1]) == 1
    assert (known.account, known.verdict) == (account.id, SurveyVerdict.REPORTED)
    assert (stranger.likeness, stranger.asleep) == (Likeness.NONE, True)
    with pytest.raises(InvalidError, match="依据"):
        settle_survey_row(house, SU, survey.id, 2, SurveyVerdict.FOREIGN, "")
    settle_survey_row(house, SU, survey.id, 2, SurveyVerdict.TO_CLOSE, "长期不更新")
    with pytest.raises(MissingError):
        settle_survey_row(house, SU, survey.id, 3, SurveyVerdict.TO_CLOSE, "")
    assert verify_audit(house) == ()


def test_training_counts_until_its_last_day_and_may_be_asked_of_signers(house: Office):
    strict = replace(house, settings=replace(house.settings, signing_needs_training=True))
    draft = start_draft(strict, LIN, a_document(), form_key="k1")
    draft = submit_draft(strict, LIN, draft.id, version=draft.version)
    with pytest.raises(NotAllowedError, match="没有登记您的培训"):
        sign_draft(strict, CHEN, draft.id, seen=draft.seen)
    ended = TrainingFacts(
        topic="政务新媒体内容审核",
        hours=8,
        day=TODAY - timedelta(days=400),
        valid_until=TODAY - timedelta(days=1),
    )
    record_training(strict, ZHENG, [CHEN.id, HE.id], ended)
    with pytest.raises(NotAllowedError, match="有效期到2026-11-22为止"):
        sign_draft(strict, CHEN, draft.id, seen=draft.seen)
    record_training(strict, ZHENG, [CHEN.id], replace(ended, day=TODAY, valid_until=TODAY))
    assert sign_draft(strict, CHEN, draft.id, seen=draft.seen).step == 1
    assert verify_audit(strict) == ()


def test_training_is_recorded_by_administrators_and_after_the_fact(house: Office):
    facts = TrainingFacts(
        topic="保密", hours=2, day=TODAY + timedelta(days=1), valid_until=date(2027, 12, 31)
    )
    with pytest.raises(InvalidError, match="之后"):
        record_training(house, ZHENG, [LIN.id], facts)
    with pytest.raises(NotAllowedError):
        record_training(house, LIN, [LIN.id], replace(facts, day=TODAY))


def test_a_product_is_linked_to_its_document_once_and_seen_from_both(house: Office):
    policy = start_draft(house, LIN, a_document("一、总体要求。"), form_key="k1")
    product = start_draft(house, LIN, a_document("一图读懂。", title="一图读懂"), form_key="k2")
    say_traits(house, LIN, policy.id, ["wide", "special"])
    link_interpretation(house, LIN, policy.id, product.id)
    link_interpretation(house, LIN, policy.id, product.id)
    with house.read() as work:
        assert work.interpretations.traits([policy.id]) == {policy.id: ("wide", "special")}
        assert work.interpretations.links([product.id]) == ((policy.id, product.id),)
    with pytest.raises(InvalidError):
        link_interpretation(house, LIN, policy.id, policy.id)
    with pytest.raises(NotAllowedError):
        say_traits(house, SU, policy.id, [])
    assert verify_audit(house) == ()
