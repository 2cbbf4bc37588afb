"""Facts in one form however they are written, and variants that state no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.equality import fact_set, strange_facts
from review.statement import FactKind, facts_of

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    """A number below ten thousand as people write it."""
    told = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            told += "零" * (told != "" and number // (size * 10) % 10 == 0) + HAN[digit] + unit
    return told.removeprefix("一") if 10 <= number < 20 else told


def strange(variant: str, master: str) -> list[str]:
    return [variant[fact.start : fact.end] for fact in strange_facts(variant, [master])]


@given(st.integers(1000, 99_999_999))
def test_a_sum_is_the_same_in_whichever_way_it_is_written(yuan: int):
    ways = [
        f"投入{yuan}元",
        f"投入{yuan:,}元",
        f"投入{str(yuan).translate(FULL)}元",
        f"投入{yuan / 10000:.4f}万元",
        f"投入{yuan / 100_000_000:.8f}亿元",
    ]
    for one in ways:
        for other in ways:
            assert strange(one, other) == []
        assert strange(one, f"投入{yuan + 1}元")


@given(st.integers(10, 9999).filter(lambda number: number % 10 or number > 20))
def test_chinese_numbers_are_numbers(number: int):
    assert strange(f"{han(number)}人参加", f"{number}人参加") == []
    assert strange(f"{number}人参加", f"{han(number)}人参加") == []
    assert strange(f"{han(number)}人参加", f"{number + 1}人参加") == [f"{han(number)}人"]


@given(
    st.dates(),
    st.sampled_from(["{0}年{1}月{2}日", "{0}-{1}-{2}", "{0}/{1:02}/{2:02}", "{0}.{1}.{2}"]),
)
def test_a_day_is_the_same_in_whichever_way_it_is_written(day, way: str):
    year = max(day.year, 1000) % 2000 + 1000
    written = way.format(year, day.month, day.day)
    plain = f"{year}年{day.month}月{day.day}日"
    chinese = "".join(HAN[int(digit)] for digit in str(year)) + f"年{day.month}月{day.day}日"
    for one in (plain, plain.translate(FULL), chinese):
        assert strange(f"定于{one}举行", f"定于{written}举行") == []
        assert strange(f"定于{written}举行", f"定于{one}举行") == []
    assert strange(f"{day.month}月{day.day}日举行", f"定于{written}举行") == []
    other = day.month % 12 + 1
    assert strange(f"{other}月{day.day}日举行", f"定于{written}举行")


@given(
    st.text("2024年3月5日至上午9时半人元万亿余近约，。电话市长王伟〔〕号府办10.%:-/ ", max_size=60)
)
def test_a_text_states_what_it_states(text: str):
    assert strange_facts(text, [text]) == []
    facts = facts_of(text)
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
    assert fact_set(text) == fact_set(text.translate(FULL))


@pytest.mark.parametrize(
    ("variant", "master", "wanted"),
    [
        ("3月5日至8日", "3月5日至7日", ["8日"]),
        ("3月5日至7日", "3月5—7日", []),
        ("3月5日、7日", "3月5日和3月7日", []),
        ("6日开会", "3月5日开会", ["6"]),
        ("2023年3月5日", "2024年3月5日", ["2023年3月5日"]),
        ("2024年3月", "2024年3月5日", []),
        ("下午3点开始", "15:00开始", []),
        ("下午3点开始", "3:00开始", []),
        ("下午3点半开始", "15:00开始", ["下午3点半"]),
        ("近3.3万人", "32156人", []),
        ("约3.2万人", "32156人", []),
        ("超3.2万人", "32156人", []),
        ("超3.3万人", "32156人", ["3.3万人"]),
        ("3.2万人", "32156人", ["3.2万人"]),
        ("300亩", "300人", ["300亩"]),
        ("300名", "300人", []),
        ("30人", "130人", ["30人"]),
        ("5.3%", "百分之五点三", []),
        ("5.3个百分点", "5.3%", ["5.3个百分点"]),
        ("电话3363123", "电话：0763—3363123", []),
        ("电话0763-3363124", "电话：0763-3363123", ["0763-3363124"]),
        ("粤府办(2024)12号", "粤府办〔2024〕12号", []),
        ("见http://WWW.gdqy.gov.cn/a/", "见https://www.gdqy.gov.cn/a。", []),
        ("见www.gdqy.gov.cn/A", "见www.gdqy.gov.cn/a", ["www.gdqy.gov.cn/A"]),
        ("王伟强市长讲话", "市长王伟强主持会议", []),
        ("市长王伟健讲话", "市长王伟强主持会议", ["王伟健"]),
        ("市长高度重视，县长全力推进", "会议召开", []),
        ("商务部部长、党委书记参加", "会议召开", []),
        ("一批事项，统一受理，十分方便，三心二意", "会议召开", []),
        ("“十四五”规划、二十大精神、一网通办", "会议召开", []),
        ("①受理②办结", "会议召开", []),
    ],
)
def test_variants_word_by_word(variant: str, master: str, wanted: list[str]):
    assert strange(variant, master) == wanted


def test_an_address_that_only_a_link_leads_to_belongs_to_the_piece():
    assert strange_facts("见https://a.gov.cn/1", ["点此查看"], ["https://a.gov.cn/1"]) == []


def test_every_kind_of_fact_is_found_where_it_stands():
    text = "２０２４年3月5日15:00，市长王伟强说，投入1.2亿元，电话0763-3363123，粤府办〔2024〕12号，https://a.gov.cn/1。"
    found = {fact.kind: text[fact.start : fact.end] for fact in facts_of(text)}
    assert found == {
        FactKind.DATE: "２０２４年3月5日",
        FactKind.TIME: "15:00",
        FactKind.NAME: "王伟强",
        FactKind.NUMBER: "1.2亿元",
        FactKind.PHONE: "0763-3363123",
        FactKind.DOCUMENT: "府办〔2024〕12号",
        FactKind.ADDRESS: "https://a.gov.cn/1",
    }


def test_a_megabyte_on_one_line_is_read_in_passing():
    text = "市长市长2024年3月1,1,1,1www.a.b" * 30_000
    assert facts_of(text)
