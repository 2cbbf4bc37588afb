"""Likely typos: found at their place with what was meant, and silence where nothing can be known."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model import Document, Finding, Severity
from review.pipeline import review
from review.ruleset import Ruleset
from review.wordlist import Entry, Wordlist

DAY = date(2026, 11, 24)
RIGHT = (
    "会议听取了全市安全生产工作情况汇报，研究部署下一阶段重点任务。",
    "各县（市、区）人民政府要加强组织领导，压实工作责任，确保各项措施落到实处。",
    "要坚持以人民为中心的发展思想，切实解决群众反映强烈的突出问题。",
    "市卫生健康委员会近日组织开展了免费义诊活动，受到居民的普遍欢迎。",
    "要进一步优化营商环境，提高行政审批效率，降低企业经营成本。",
    "请各单位于本月底前将自查报告报送市政府办公室，逾期不予受理。",
    "防汛期间实行二十四小时值班制度，发现险情立即报告。",
    "鼓励高校毕业生到基层就业，落实社会保险补贴政策。",
)
WRONG = (
    ("会议听取了全市安全生产工作情况[会]报，研究部署下一阶段重点任务。", "汇"),
    ("各级政府要加强组织领导，压实工作[则]任，确保各项措施落到实处。", "责"),
    ("要切实解决群众反[应]强烈的突出问题。", "映"),
    ("市卫生健康委员会近日组织开展了免费义[珍]活动。", "诊"),
    ("要进一步优化营商环境，提高行政审批[孝]率。", "效"),
    ("请各单位将自查[抱]告报送市政府办公室。", "报"),
    ("防汛期间实行二十四小时值班[治]度，发现险情立即报告。", "制"),
    ("鼓励高校[必]业生到基层就业，落实社会保险补贴政策。", "毕"),
    ("深入推进党风廉[正]建设和反腐败斗争。", "政"),
    ("全面提升政务服[物]水平，让群众少跑腿。", "务"),
)


@pytest.fixture(scope="module")
def alone(ruleset: Ruleset) -> Ruleset:
    return ruleset.select(ids={"TXT106"})


def marks(text: str, ruleset: Ruleset, **more: str) -> list[Finding]:
    report = review(Document(body=text, **more), ruleset, DAY)
    assert report.failures == ()
    return list(report.findings)


def quoted(text: str, ruleset: Ruleset) -> list[str]:
    return [text[each.span.start : each.span.end] for each in marks(text, ruleset)]


def test_plain_slips_are_found_with_what_was_meant(alone):
    found = 0
    for marked, meant in WRONG:
        text = marked.replace("[", "").replace("]", "")
        at = marked.index("[")
        found += [(each.span.start, each.suggestions) for each in marks(text, alone)] == [
            (at, (meant,))
        ]
    assert found >= len(WRONG) - 1


def test_right_sentences_are_left_alone(alone):
    assert [quoted(text, alone) for text in RIGHT] == [[] for _ in RIGHT]


def test_a_word_that_sounds_the_same_is_found_whole(alone):
    text = "各地要认真落实国务院教育嘟到委员会的工作部署。"
    (mark,) = marks(text, alone)
    assert text[mark.span.start : mark.span.end] == "嘟到"
    assert mark.suggestions == ("督导",)


def test_a_mark_tells_its_reason_and_how_likely_it_is(alone):
    (mark,) = marks("要进一步优化营商环境，提高行政审批孝率。", alone)
    assert "很可能" in mark.message
    assert "孝→效" in mark.message
    assert mark.severity is Severity.WARN


def test_nothing_is_ever_blocked(alone):
    text = "".join(marked.replace("[", "").replace("]", "") for marked, _ in WRONG)
    assert {each.severity for each in marks(text, alone)} <= {Severity.WARN, Severity.HINT}


def test_places_are_those_of_the_text_as_submitted(alone):
    text = "𠮷\u200b！Ｐ Ｄ Ｆ\r\n要优化营商环境，提 高 行 政 审 批\u3000孝\u200b率。\r\n😀完。"
    (mark,) = marks(text, alone)
    assert text[mark.span.start : mark.span.end] == "孝"


def test_the_same_text_gives_the_same_marks(alone):
    text = "\n".join(marked.replace("[", "").replace("]", "") for marked, _ in WRONG)
    assert marks(text, alone) == marks(text, alone)


def test_one_slip_gives_one_mark(ruleset):
    text = "认真布署冬春火灾防控工作。"
    around = [each for each in marks(text, ruleset) if each.span.start <= 3 and each.span.end > 2]
    assert [each.rule for each in around] == ["TXT103"]


@pytest.mark.parametrize(
    "text",
    [
        "图书馆向读者推荐《平凡的世届》等图书。",
        "主任李晓茗、王梓萱和记者张骁参加了座谈会。",
        "亚历山大·格林尼夫和弗拉基米尔·奥西普丘克来访。",
    ],
)
def test_titles_of_works_and_names_are_protected(text, alone):
    assert quoted(text, alone) == []


BRAND = "县里开通了惠农直通车，设立幸福驿栈。"


def test_a_form_the_draft_itself_repeats_is_its_own(alone):
    again = "幸福驿栈方便了群众。来到幸福驿栈的人很多。"
    assert quoted(BRAND, alone) == ["栈"]
    assert quoted(BRAND + again, alone) == []


def test_a_word_of_the_offices_list_is_protected(compile_rules, ruleset):
    (rule,) = (each for each in ruleset.rules if each.id == "TXT106")
    entry = Entry(word="幸福驿栈", source="本单位", verified=True)
    listed = Wordlist(
        name="text/protected_words", title="词", keeper="办公室", reviewed=DAY, entries=(entry,)
    )
    other = replace(listed, entries=(replace(entry, word="别的词"),))
    assert quoted(BRAND, compile_rules(rule, lists=(listed,))) == []
    assert quoted(BRAND, compile_rules(rule, lists=(other,))) == ["栈"]


def test_a_passage_full_of_doubts_is_reported_once(alone):
    garbage = "的不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    scrambled = "".join(garbage[at * 17 % len(garbage)] for at in range(300))
    found = marks(scrambled + "\n要进一步优化营商环境，提高行政审批孝率。", alone)
    dense = [each for each in found if not each.suggestions]
    assert len(found) <= 8
    assert all(each.severity is Severity.HINT for each in dense)
    assert any(each.suggestions == ("效",) for each in found)


@given(st.text(max_size=120))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it(alone, text):
    marks(text, alone)


@given(st.text(alphabet="的一是不了人我在有他这中大来上国工\n。，a1 《》“”", max_size=200))
@settings(max_examples=40, deadline=None)
def test_every_mark_lies_in_the_text_and_differs_from_it(alone, text):
    for each in marks(text, alone):
        written = text[each.span.start : each.span.end]
        assert written
        assert each.suggestions == () or each.suggestions[0] != written


@pytest.mark.parametrize(
    "unit",
    [
        "会议研究部署了下一阶段重点工作，",
        "1234567890 ",
        "the quick brown fox ",
        "囸囸𠮷𠮷",
        "天地玄黄宇宙洪荒",
    ],
)
def test_a_long_line_takes_time_in_proportion(alone, unit):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        marks(text, alone)
        return time.process_time() - start

    seconds(2000)
    short, long = seconds(20_000), seconds(160_000)
    assert long < 8 * short * 2.5 + 0.2
