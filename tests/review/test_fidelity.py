"""通稿核对: what has to be shown, as what, and where; and that a faithful copy is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.fidelity import deviations
from review.model import Document, Severity

TITLE = "市政府召开常务会议"
BODY = (
    "5月17日，市长李建国主持召开市政府第12次常务会议。"
    "副市长王小明、陈大伟、赵六出席会议。"
    "会议强调，要投入3.5亿元，新建学校18所，受益群众2.6万人。会议研究了其他事项。"
)
OFFICIAL = Document(title=TITLE, body=BODY)


def shown(body, title=TITLE):
    draft = Document(title=title, body=body)
    return [(each.rule, draft.quote(each.span)) for each in deviations(draft, OFFICIAL)]


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "marked"),
    [
        ("3.5亿元", "35亿元", "PCY391", "35"),
        ("18所", "8所", "PCY391", "8"),
        ("5月17日", "5月18日", "PCY392", "18"),
        ("李建国", "李健国", "PCY393", "健"),
        ("副市长王小明", "市长王小明", "PCY393", "市"),
        ("强调", "要求", "PCY395", "要求"),
    ],
)
def test_one_change_is_one_finding_of_its_kind(right, wrong, rule, marked):
    assert shown(BODY.replace(right, wrong, 1)) == [(rule, marked)]


def test_another_order_of_people_is_shown_as_one_finding():
    [(rule, words)] = shown(BODY.replace("王小明、陈大伟", "陈大伟、王小明"))
    assert rule == "PCY394"
    assert "陈大伟、王小明、赵六" in words


def test_a_person_left_out_of_a_list_is_shown_as_grave():
    draft = Document(title=TITLE, body=BODY.replace("、赵六", ""))
    [finding] = deviations(draft, OFFICIAL)
    assert finding.severity is Severity.BLOCK
    assert "赵六" in finding.message


def test_sentences_left_out_added_and_moved_are_told_apart():
    first, second, third, last = (f"{each}。" for each in BODY.split("。")[:4])
    assert [rule for rule, _ in shown(first + second + third)] == ["PCY396"]
    assert [rule for rule, _ in shown(f"{BODY}大家都很高兴！")] == ["PCY397"]
    assert [rule for rule, _ in shown(first + third + second + last)] == ["PCY394"]


def test_blanks_line_breaks_full_width_and_the_line_of_the_source_are_no_deviation():
    spaced = (
        BODY.replace("。副", "。\r\n\u3000\u3000副").replace("3.5", "３.５").replace("，", " ，")
    )
    assert shown(f"{spaced}\n来源：市政府办公室\n责任编辑：某某") == []


def test_a_text_held_against_itself_shows_nothing_whatever_it_is():
    text = "一、总体要求。" * 500
    assert deviations(Document(body=text), Document(body=text)) == ()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="市长李建国、，。出席5月17日3.5亿元\n", max_size=60))
def test_every_finding_lies_within_the_draft(body):
    draft = Document(title=TITLE, body=body)
    for finding in deviations(draft, OFFICIAL):
        assert draft.quote(finding.span)


@given(st.integers(0, len(BODY) - 1))
def test_no_single_lost_character_goes_unseen(at):
    assert shown(BODY[:at] + BODY[at + 1 :])
