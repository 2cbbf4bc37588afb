"""A roster pasted from a table: read as offices write them, or every line named that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from service.edge.moments import change_typed, read_roster
from tests.stories import CHEN, HE, LIN, STAFF, WU, ZHOU

PASTED = """日期\t值班
12月1日（周二）\t陈明、周芳
2026/12/2\tlin\t08:00-12:00
2026-12-3 何建平 20:00至次日08:00

12.4，吴倩
"""


def test_a_pasted_roster_is_read_as_offices_write_them():
    read = read_roster(PASTED, STAFF, year=2026, change=change_typed("08:30"))
    assert read.faults == ()
    told = [
        (one.person, f"{one.starts_at:%m-%d %H:%M}", f"{one.ends_at:%m-%d %H:%M}")
        for one in read.turns
    ]
    assert told == [
        (CHEN.id, "12-01 08:30", "12-02 08:30"),
        (ZHOU.id, "12-01 08:30", "12-02 08:30"),
        (LIN.id, "12-02 08:00", "12-02 12:00"),
        (HE.id, "12-03 20:00", "12-04 08:00"),
        (WU.id, "12-04 08:30", "12-05 08:30"),
    ]


def test_every_line_that_cannot_be_read_is_named():
    twice = (*STAFF, replace(CHEN, id=99, login="chen2"))
    table = (
        "12月1日 陈明\n2月30日 周芳\n12月3日\n12月4日 张三\n12月5日 周芳 25:00-26:00\n周芳 12月6日"
    )
    read = read_roster(table, twice, year=2026, change=change_typed(""))
    assert [fault[:3] for fault in read.faults] == [
        "第1行",
        "第2行",
        "第3行",
        "第4行",
        "第5行",
        "第6行",
    ]
    assert "改写账号" in read.faults[0]
    assert read.turns == ()


@given(st.text(max_size=300), st.integers(2000, 2099))
def test_whatever_is_pasted_is_read_or_named(pasted: str, year: int):
    read = read_roster(pasted, STAFF, year=year, change=change_typed("8:30"))
    assert all(fault.endswith("。") for fault in read.faults)
    assert all(one.starts_at < one.ends_at for one in read.turns)


@given(st.dates(date(2000, 1, 2), date(2099, 12, 30)))
def test_a_day_is_read_however_it_is_written(day: date):
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}"):
        (one,) = read_roster(f"{written}\t陈明", STAFF, year=1, change=change_typed("")).turns
        assert one.starts_at.date() == day
