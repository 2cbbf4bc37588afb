"""A quarter's inspection from the draw to the last ticket, on both databases."""

from __future__ import annotations

import json
from datetime import date

import pytest

from review.draft import Person, Role, Unit
from review.inspection import Code, Drawable, VetoState, draw
from review.refusal import NotAllowedError, Refusal
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.draw_inspection import draw_inspection
from service.actions.enter_accounts import enter_accounts
from service.actions.errors import InvalidError, MissingError
from service.actions.settle_inspection import (
    answer_ticket,
    check_ticket,
    close_inspection,
    observe_inspection,
    say_interaction,
    settle_veto,
)
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store.inspections import Inspection
from service.store.tickets import TicketState
from tests.review.register.test_form import TOUTIAO, WECHAT, WEIBO
from tests.stories import HE, LIN, SU, ZHENG

MONITORED = date(2026, 11, 23)


@pytest.fixture
def transport(house: Office) -> Unit:
    facts = UnitFacts(name="清河市交通运输局", parent=1, supervisor=HE.id)
    return add_unit(house, ZHENG, facts)


@pytest.fixture
def yuan(house: Office, transport: Unit) -> Person:
    return add_person(
        house,
        ZHENG,
        login="yuan",
        name="袁路",
        roles=[Role.EDITOR],
        password="correct-horse-42-battery",
        unit_id=transport.id,
    )


@pytest.fixture
def drawn(house: Office, transport: Unit, yuan: Person) -> Inspection:
    """All three accounts of the bureau, drawn."""
    enter_accounts(house, yuan, transport.id, [WECHAT, WEIBO, TOUTIAO])
    return draw_inspection(house, SU, 1, percent=100, monitored_on=MONITORED)


POSTS = [
    {"platform": "微信", "account": "清河交通", "published_at": "2026-11-20"},
    {"platform": "新浪微博", "account": "清河交通", "published_at": "2026-11-01"},
    {"platform": "今日头条", "account": "清河交通", "published_at": "2026-11-12T08:00:00"},
    {"platform": "抖音", "account": "清河公交", "published_at": "2026-11-12"},
]
BLOCK = {
    "platform": "微信",
    "account": "清河交通",
    "gate": "political",
    "severity": "block",
    "rule": "POL101",
    "kind": "then",
    "url": "https://mp.weixin.qq.com/s/1",
    "line": 3,
    "message": "名称写错。",
}


def lines(*rows: dict[str, object]) -> list[str]:
    return [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]


def observe(house: Office, drawn: Inspection):
    outdated = {**BLOCK, "kind": "outdated", "url": "https://mp.weixin.qq.com/s/2"}
    typo = {**BLOCK, "gate": "text", "severity": "warn", "rule": "TXT101"}
    return observe_inspection(house, SU, drawn.id, lines(*POSTS), lines(BLOCK, outdated, typo))


def test_the_draw_is_published_and_anybody_repeats_it(house: Office, drawn: Inspection):
    assert drawn.drawn == (1, 2, 3)
    assert drawn.seed.startswith("2026Q4-")
    with house.read() as unit:
        accounts = unit.register.of([2])
    again = draw(
        [Drawable(account=one.id, stratum=one.profile.place) for one in accounts], drawn.seed
    )
    assert len(again) == 1
    with pytest.raises(InvalidError, match="一季度一次"):
        draw_inspection(house, SU, 1, percent=30, monitored_on=MONITORED)
    assert verify_audit(house) == ()


def test_less_than_thirty_per_cent_is_no_inspection(house: Office, transport: Unit):
    with pytest.raises(InvalidError, match="30到100"):
        draw_inspection(house, SU, 1, percent=29, monitored_on=MONITORED)
    with pytest.raises(InvalidError, match="没有在用的账号"):
        draw_inspection(house, SU, 1, percent=30, monitored_on=MONITORED)
    with pytest.raises(NotAllowedError):
        draw_inspection(house, LIN, 1, percent=30, monitored_on=MONITORED)


def test_a_run_names_candidates_and_taken_in_twice_doubles_nothing(house, drawn):
    told = observe(house, drawn)
    assert told.strangers == ("抖音 清河公交",)
    observe(house, drawn)
    with house.read() as unit:
        candidates = unit.inspections.candidates(drawn.id)
        seen = unit.inspections.observations(drawn.id)
    assert [(one.account, one.code) for one in candidates] == [
        (1, Code.WORDING),
        (2, Code.STALE),
    ]
    assert {number: one.newest for number, one in seen.items()} == {
        1: date(2026, 11, 20),
        2: date(2026, 11, 1),
        3: date(2026, 11, 12),
    }
    assert sum(seen[1].counts.values()) == 2  # what was right on its day is not counted


def test_a_line_that_cannot_be_read_is_named(house: Office, drawn: Inspection):
    with pytest.raises(InvalidError, match=r"posts\.jsonl 第2行"):
        observe_inspection(house, SU, drawn.id, [*lines(POSTS[0]), "{"], [])
    with pytest.raises(InvalidError, match=r"findings\.jsonl 第1行"):
        observe_inspection(house, SU, drawn.id, [], lines({**BLOCK, "gate": "spelling"}))


def test_from_candidates_to_the_last_ticket(house: Office, drawn: Inspection, transport, yuan):
    with pytest.raises(InvalidError, match="还没有导入"):
        close_inspection(house, SU, drawn.id)
    observe(house, drawn)
    say_interaction(house, SU, drawn.id, 3, interactive=False)
    with pytest.raises(InvalidError, match="还有3项"):
        close_inspection(house, SU, drawn.id)
    settle_veto(house, SU, drawn.id, 1, VetoState.CONFIRMED, "")
    with pytest.raises(InvalidError, match="理由"):
        settle_veto(house, SU, drawn.id, 2, VetoState.DISMISSED, " ")
    settle_veto(house, SU, drawn.id, 2, VetoState.DISMISSED, "账号已公告停更")
    settle_veto(house, SU, drawn.id, 3, VetoState.CONFIRMED, "")
    with pytest.raises(MissingError):
        settle_veto(house, SU, drawn.id, 4, VetoState.CONFIRMED, "")
    close_inspection(house, SU, drawn.id)
    with pytest.raises(InvalidError, match="已经结束"):
        settle_veto(house, SU, drawn.id, 1, VetoState.DISMISSED, "反悔")
    with house.read() as unit:
        (ticket,) = unit.tickets.of_inspection(drawn.id)
    assert (ticket.unit, ticket.numbers, ticket.state) == (transport.id, (1, 3), TicketState.OPEN)
    assert ticket.due > house.now()
    answer_ticket(house, yuan, drawn.id, transport.id, "已删除并更正，见 https://a.gov.cn/1")
    with pytest.raises(NotAllowedError):
        answer_ticket(house, yuan, drawn.id, transport.id, "再说一次")
    with pytest.raises(InvalidError, match="还差什么"):
        check_ticket(house, SU, drawn.id, transport.id, good=False, verdict="")
    check_ticket(house, SU, drawn.id, transport.id, good=False, verdict="仍未开通留言")
    answer_ticket(house, yuan, drawn.id, transport.id, "已开通留言")
    done = check_ticket(house, SU, drawn.id, transport.id, good=True, verdict="")
    assert done.state is TicketState.CLOSED
    assert verify_audit(house) == ()


def test_whoever_answered_does_not_check(house: Office, drawn: Inspection, transport: Unit):
    observe(house, drawn)
    for number in (1, 2):
        settle_veto(house, SU, drawn.id, number, VetoState.CONFIRMED, "")
    close_inspection(house, SU, drawn.id)
    answer_ticket(house, ZHENG, drawn.id, transport.id, "已改")
    with pytest.raises(NotAllowedError) as caught:
        check_ticket(house, ZHENG, drawn.id, transport.id, good=True, verdict="")
    assert caught.value.reason is Refusal.OWN_TEXT


def test_accounts_of_one_name_on_two_platforms_are_kept_apart(house, drawn):
    told = observe_inspection(house, SU, drawn.id, lines(POSTS[1]), [])
    assert {one.account: one.posts for one in told.seen} == {1: 0, 2: 1, 3: 0}
