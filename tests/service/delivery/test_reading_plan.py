"""回读 by plan: at once, five minutes, a day, each quarter; what drifts becomes an incident."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from review.model import Document
from review.refusal import NotAllowedError
from review.staff import TOP
from service.actions.close_incident import close_incident
from service.actions.drift import AGAIN_THE_SAME
from service.actions.errors import InvalidError, MissingError
from service.actions.handle_incident import handle_incident
from service.actions.incident_facts import IncidentFacts
from service.actions.open_incident import open_incident
from service.actions.read_back_posting import read_back_due
from service.actions.report_incident import report_incident
from service.actions.transfer_incident import transfer_incident
from service.actions.verify_audit import verify_audit
from service.platforms import Again, UnknownError
from service.store.backup import back_up, restore
from service.store.incidents import Incident, IncidentKind, IncidentStep
from service.store.outbox import Reading
from service.store.unit import Store
from tests.service.delivery.house import Board, House

DAY = timedelta(days=1)


def out(house: House, board: Board) -> tuple[House, str]:
    house = house.with_platforms(board)
    release = house.released()
    while house.deliver():
        pass
    return house, house.posting(release, "board").key


def open_ones(house: House) -> tuple[Incident, ...]:
    with house.office.read() as unit:
        return unit.incidents.listed([TOP], closed=False, most=10)


def looks(house: House, key: str) -> list[Reading]:
    with house.office.read() as unit:
        return [one.reading for one in reversed(unit.readings.of(key))]


def flaws(house: House) -> list[str]:
    return [flaw.sentence for flaw in verify_audit(house.office)]


def test_a_posting_is_looked_at_at_once_then_after_five_minutes_a_day_and_each_quarter(
    house: House,
) -> None:
    house, _ = out(house, Board())
    seen = []
    for minutes in range(0, 60 * 24 * 2, 1):
        if read_back_due(house.office):
            seen.append(minutes)
        house.hands.forward(timedelta(minutes=1))
    assert seen == [0, 5, 60 * 24]
    quarters = []
    for day in range(2, 400):
        if read_back_due(house.office):
            quarters.append(day)
        house.hands.forward(DAY)
    assert len(quarters) == 4
    assert all(91 <= late - early <= 92 for early, late in pairwise(quarters))


def test_looks_that_a_long_stop_swallowed_are_not_made_up_for_one_by_one(house: House) -> None:
    house, key = out(house, Board())
    house.hands.forward(timedelta(days=30))
    assert [read_back_due(house.office) for _ in range(3)] == [1, 0, 0]
    assert looks(house, key) == [Reading.SAME]
    house.hands.forward(timedelta(days=2))
    assert read_back_due(house.office) == 0


def test_a_text_changed_later_is_one_incident_and_is_closed_by_a_person_with_a_reason(
    house: House,
) -> None:
    board = Board()
    house, key = out(house, board)
    read_back_due(house.office)
    board.shown = "通知\n请按时办理相关事项，逾期后果自便。"
    house.hands.forward(timedelta(minutes=5))
    read_back_due(house.office)
    (found,) = open_ones(house)
    assert (found.kind, found.posting, found.found_by) == (IncidentKind.DRIFT, key, 0)
    assert "自便" not in found.subject + found.note
    with house.office.read() as unit:
        assert "自便" in unit.readings.of(key)[0].seen
    house.hands.forward(timedelta(hours=1))
    assert read_back_due(house.office) == 1
    assert len(open_ones(house)) == 1
    board.shown = ""
    house.hands.forward(timedelta(hours=1))
    read_back_due(house.office)
    (found,) = open_ones(house)
    with house.office.read() as unit:
        assert unit.incidents.steps(found.id)[-1].note == AGAIN_THE_SAME
    publisher, editor = house.people["publisher"], house.people["editor"]
    with pytest.raises(InvalidError, match="至少"):
        close_incident(house.office, publisher, found.id, note=" 好 ")
    with pytest.raises(NotAllowedError, match="角色"):
        close_incident(house.office, editor, found.id, note="平台编辑误操作，已恢复。")
    close_incident(house.office, publisher, found.id, note="平台编辑误操作，已恢复。")
    assert open_ones(house) == ()
    with pytest.raises(InvalidError, match="已经了结"):
        handle_incident(house.office, publisher, found.id, note="再看一眼。")
    assert flaws(house) == []


def test_a_text_that_is_blocked_is_an_incident_with_the_platforms_reason(house: House) -> None:
    board = Board()
    house, key = out(house, board)
    read_back_due(house.office)
    board.blind.append(UnknownError("文章发布后已被平台封禁，请立即核实并报告。"))
    house.hands.forward(timedelta(minutes=5))
    read_back_due(house.office)
    (found,) = open_ones(house)
    assert found.subject == "公告栏上的内容已看不到"
    assert "封禁" in found.note
    assert looks(house, key) == [Reading.SAME, Reading.GONE]


def test_a_changed_fact_is_told_as_such_without_quoting_it(house: House) -> None:
    board = Board()
    house = house.with_platforms(board)
    body = "请于2026年11月24日前报送，每户补贴300元。"
    house.released(document=Document(title="通知", body=body))
    while house.deliver():
        pass
    board.shown = "通知\n" + body.replace("24日", "25日").replace("300", "500")
    read_back_due(house.office)
    (found,) = open_ones(house)
    assert "（数字、日期有改动）" in found.note
    assert "500" not in found.note


def test_a_platform_that_does_not_answer_is_no_incident(house: House) -> None:
    board = Board()
    house, key = out(house, board)
    board.blind.append(UnknownError("连接中断。", again=Again.SOON))
    read_back_due(house.office)
    assert open_ones(house) == ()
    house.hands.forward(timedelta(minutes=5))
    read_back_due(house.office)
    assert looks(house, key) == [Reading.UNREAD, Reading.SAME]


def test_a_trouble_that_lasts_is_kept_once_and_looked_for_more_and_more_seldom(
    house: House,
) -> None:
    board = Board()
    house, key = out(house, board)
    looked = 0
    for _ in range(60 * 24 * 3 // 5):
        board.blind = [UnknownError("连接中断。", again=Again.SOON)]
        looked += read_back_due(house.office)
        house.hands.forward(timedelta(minutes=5))
    assert 8 <= looked <= 14
    assert looks(house, key) == [Reading.UNREAD]
    board.blind = []
    house.hands.forward(DAY)
    read_back_due(house.office)
    board.shown = "别的"
    house.hands.forward(timedelta(days=92))
    for _ in range(5):
        house.hands.forward(DAY)
        read_back_due(house.office)
    assert looks(house, key) == [Reading.UNREAD, Reading.SAME, Reading.DIFFERS]
    assert len(open_ones(house)) == 1


def test_each_step_is_kept_word_for_word_and_the_log_tells_the_same(house: House) -> None:
    facts = IncidentFacts(
        unit=TOP, kind=IncidentKind.ACCOUNT, subject="账号密码疑似泄露", account="微博“清风”"
    )
    made = open_incident(house.office, house.people["editor"], facts)
    final = house.people["final"]
    handle_incident(house.office, final, made.id, note="已修改密码并下线全部会话。")
    report_incident(house.office, final, made.id, told="区委网信办", note="电话首报。")
    report_incident(house.office, final, made.id, told="市委网信办", note="书面续报。")
    with pytest.raises(InvalidError, match="不用转办"):
        transfer_incident(house.office, final, made.id, to=TOP, note="请机房协助核查。")
    with pytest.raises(MissingError):
        transfer_incident(house.office, final, made.id, to=99, note="请机房协助核查。")
    close_incident(house.office, final, made.id, note="核查完毕，未造成影响。")
    with house.office.read() as unit:
        kept = unit.incidents.get(made.id)
        steps = unit.incidents.steps(made.id)
    assert kept is not None
    assert (kept.reported_to, kept.handled_by, kept.closed_by) == ("区委网信办", final.id, final.id)
    assert [one.step for one in steps] == [
        IncidentStep.OPENED,
        IncidentStep.HANDLED,
        IncidentStep.REPORTED,
        IncidentStep.REPORTED,
        IncidentStep.CLOSED,
    ]
    assert flaws(house) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incidents SET subject = 'x'",
        "UPDATE incidents SET closed_at = NULL, closed_by = NULL",
        "UPDATE incidents SET closed_by = 1",
        "DELETE FROM incidents",
        "DELETE FROM incident_steps",
        "UPDATE incident_steps SET note = 'x'",
        "DELETE FROM readings",
    ],
)
def test_past_the_program_incidents_only_move_on(house: House, statement: str) -> None:
    board = Board()
    house, _ = out(house, board)
    board.shown = "别的"
    read_back_due(house.office)
    (found,) = open_ones(house)
    close_incident(house.office, house.people["publisher"], found.id, note="核对无误，已处理。")
    with (
        house.office.store.engines.writing.connect() as connection,
        pytest.raises(Exception, match=r"(?i)integrity|constraint|abort|never|incidents|readings"),
    ):
        connection.exec_driver_sql(statement)


def test_an_incident_nobody_logged_is_found_and_a_backup_brings_them_back(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    board = Board()
    house, key = out(house, board)
    board.shown = "别的"
    read_back_due(house.office)
    folder = tmp_path_factory.mktemp("kept")
    back_up(house.office.store, folder / "b.zip", house.hands.now)
    url = f"sqlite:///{folder / 'new.db'}"
    restore(url, folder / "b.zip")
    store = Store.open(url, house.office.key)
    with store.read() as unit:
        assert [one.reading for one in unit.readings.of(key)] == [Reading.DIFFERS]
        assert unit.readings.next_of(key) is not None
        assert len(unit.incidents.of_posting(key)) == 1
    with store.write() as unit:
        unit.incidents.handle(unit.incidents.of_posting(key)[0], 1, house.hands.now, "无人留痕。")
    with store.read() as unit:
        assert any("事件" in flaw.sentence for flaw in unit.audit())
    store.close()
