"""Routes as data: what a book must hold, what follows from it, and whether anybody can walk it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.draft import Grade, Grant, Person, Role, StepKind, Unit
from review.model import AiUse, Category, Document, Facts, Finding, Gate, Media, Severity
from review.routes import BadRouteError, Lowering, Plan, RouteBook, plan, read_routes, unfilled
from rules.routes import BOOKS, book_path, house_routes
from tests.stories import OFFICE, a_finding, a_report

UNITS = {
    1: OFFICE,
    2: Unit(id=2, name="云溪区水务局", line=(1, 2)),
    3: Unit(id=3, name="云溪区卫健局", line=(1, 3)),
}
LISTS = {
    "political/leader_names": ["国务院总理李强"],
    "political/office_holders": ["习近平"],
    "political/office_holders_example": ["张三丰"],
}
BOOK = """
title = "路线"
keeper = "办公室"
reviewed = 2026-11-24
[steps.first]
kind = "first"
role = "first"
reason = "初审。"
hours = { A = 4, B = 3, C = 1 }
[steps.second]
kind = "second"
role = "second"
reason = "复审。"
hours = 4
[steps.secrecy]
kind = "secrecy"
role = "secrecy"
reason = "保密。"
hours = 4
[steps.final]
kind = "final"
role = "final"
reason = "终审。"
hours = 4
[categories.news]
grade = "A"
[categories.news.steps]
A = ["first", "second", "final"]
B = ["first", "second", "final"]
C = ["first", "second", "secrecy", "final"]
""" + "".join(f'[categories.{one}]\nlike = "news"\n' for one in Category if one != "news")


def book(text: str = BOOK) -> RouteBook:
    return read_routes("routes.toml", text, LISTS)


def planned(document: Document, *findings: Finding, unit: Unit = OFFICE, **given: object) -> Plan:
    used = given.pop("book", None) or house_routes()
    return plan(used, document, a_report(document, *findings), unit, UNITS, **given)


def kinds(made: Plan) -> list[StepKind]:
    return [step.kind for step in made.route.steps]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("category", Category)
def test_every_piece_has_three_reviews_by_every_book_of_ours(name: str, category: Category):
    found = read_routes(name, book_path(name).read_text(encoding="utf-8"), LISTS)
    for ai_use in AiUse:
        document = Document(title="题", body="文", facts=Facts(category=category, ai_use=ai_use))
        made = planned(document, book=found)
        three = [kind for kind in kinds(made) if kind in ("first", "second", "final")]
        assert three == [StepKind.FIRST, StepKind.SECOND, StepKind.FINAL]
        assert all(step.reason.endswith("。") and step.hours > 0 for step in made.route.steps)
        assert all(reason.endswith("。") for reason in made.route.reasons)
        assert not made.faults


@pytest.mark.parametrize(
    ("facts", "body", "grade"),
    [
        (Facts(), "天气晴好。", Grade.A),
        (Facts(category=Category.POLICY_DOCUMENT), "", Grade.B),
        (Facts(category=Category.EMERGENCY), "", Grade.C),
        (Facts(ai_use=AiUse.PARTLY), "", Grade.B),
        (Facts(urgent=True), "", Grade.C),
        (Facts(), "习近平主席发表讲话。", Grade.B),
        (Facts(), "事故造成3人受伤。", Grade.C),
        (Facts(), "预算执行情况如下。", Grade.B),
        (Facts(), "少数民族群众欢度佳节。", Grade.B),
    ],
)
def test_what_a_piece_is_and_says_sets_its_grade(facts: Facts, body: str, grade: Grade):
    made = planned(Document(title="题", body=body, facts=facts))
    assert made.route.grade is grade
    assert len(made.route.reasons) >= 1 + (grade > house_routes().classes[facts.category].grade)


def test_what_the_machine_found_raises_the_grade_and_may_not_be_talked_away():
    grave = planned(
        Document(title="题", body="文字如下。"),
        a_finding(Severity.BLOCK, gate=Gate.CONFIDENTIALITY),
    )
    assert grave.route.grade is Grade.C
    assert StepKind.SECRECY in kinds(grave)
    assert grave.lowest is Grade.C
    mild = planned(
        Document(title="题", body="文字如下。"), a_finding(Severity.WARN, gate=Gate.POLITICAL)
    )
    assert (mild.route.grade, mild.lowest) == (Grade.B, Grade.A)


def test_a_lower_grade_is_asked_for_with_a_reason_and_refused_below_the_lowest():
    document = Document(title="题", body="事故造成的损失如何报险。")
    usual = planned(document)
    assert usual.route.grade is Grade.C
    lower = planned(document, lowering=Lowering(grade=Grade.A, reason="只是科普"))
    assert lower.route.grade is Grade.A
    assert "只是科普" in lower.route.reasons[-1]
    assert StepKind.SECRECY not in kinds(lower)
    block = a_finding(Severity.BLOCK, gate=Gate.POLITICAL)
    refused = planned(document, block, lowering=Lowering(grade=Grade.A, reason="只是科普"))
    assert refused.route.grade is Grade.C
    assert refused.faults


def test_another_unit_named_in_the_text_signs_too():
    made = planned(Document(title="题", body="云溪区水务局和本局联合部署。"), unit=UNITS[3])
    asked = [step.unit for step in made.route.steps if step.kind is StepKind.CONSULT]
    assert asked == [UNITS[2]]
    own = planned(Document(title="题", body="云溪区卫健局部署。"), unit=UNITS[3])
    assert StepKind.CONSULT not in kinds(own)


@pytest.mark.parametrize(
    ("document", "label"),
    [
        (Document(title="题", facts=Facts(category=Category.POLICY_DOCUMENT)), "原始公文"),
        (Document(title="题", facts=Facts(category=Category.REPOST)), "原文网址"),
        (Document(title="题", body="见下图：区位示意图。"), "审图号"),
    ],
)
def test_what_must_be_attached_is_told_until_it_is_there(document: Document, label: str):
    made = planned(document)
    assert any(one.startswith(label) and one.endswith("。") for one in made.missing)
    facts = replace(
        document.facts, basis_document="云府〔2026〕3号", source_url="https://a.gov.cn/1"
    )
    whole = replace(
        document,
        facts=facts,
        media=(Media(name="a.png", digest="sha256:0", map_number="粤S（2026）001号"),),
    )
    assert planned(whole).missing == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title =", "titel =", "不认识的项目"),
        ('keeper = "办公室"', "", "缺少"),
        ('kind = "first"', 'kind = "zeroth"', "zeroth"),
        ('role = "second"', 'role = "publisher"', "不能签字"),
        ('reason = "初审。"', 'reason = "初审"', "理由"),
        ("hours = { A = 4, B = 3, C = 1 }", "hours = { A = 4, B = 3 }", "时限"),
        ("hours = 4", "hours = 0", "时限"),
        ('A = ["first", "second", "final"]', 'A = ["first", "final"]', "三审"),
        ('A = ["first", "second", "final"]', "A = []", "没有步骤"),
        (
            'A = ["first", "second", "final"]',
            'A = ["first", "second", "final", "third"]',
            "没有定义",
        ),
        ('A = ["first", "second", "final"]', 'A = ["first", "first", "second", "final"]', "两次"),
        (
            'C = ["first", "second", "secrecy", "final"]',
            'C = ["first", "second", "final"]',
            "没有任何路线走到",
        ),
        ('[categories.notice]\nlike = "news"\n', "", "通知公告"),
        ('[categories.notice]\nlike = "news"', '[categories.notice]\nlike = "sport"', "不存在"),
        (
            '[categories.news]\ngrade = "A"',
            '[categories.news]\nlike = "notice"\ngrade = "A"',
            "成了环",
        ),
        ("[categories.notice]", "[categories.gossip]", "gossip"),
        ("title =", "title = =", "TOML"),
    ],
)
def test_a_book_that_cannot_be_used_is_refused_in_one_sentence(old: str, new: str, told: str):
    assert book().classes
    with pytest.raises(BadRouteError, match=told) as caught:
        book(BOOK.replace(old, new, 1))
    assert str(caught.value).startswith("routes.toml")
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        ('words = ["a"]\ngrade = "B"', "理由"),
        ('reason = "甲。"\ngrade = "B"', "一种条件"),
        ('reason = "甲。"\nwords = ["a"]\nunits = true\ngrade = "B"', "一种条件"),
        ('reason = "甲。"\nwords = ["a"]', "什么也不改变"),
        ('reason = "甲。"\nlists = ["no/such"]\ngrade = "B"', "不存在"),
        ('reason = "甲。"\nfacts = "moon"\ngrade = "B"', "moon"),
        ('reason = "甲。"\nwords = ["a"]\nadds = ["legal"]', "没有定义"),
        ('reason = "甲。"\nwords = ["a"]\nattachments = ["cake"]', "cake"),
        ('reason = "甲。"\ngates = ["garden"]\ngrade = "B"', "garden"),
    ],
)
def test_a_trigger_that_makes_no_sense_is_refused_in_one_sentence(trigger: str, told: str):
    with pytest.raises(BadRouteError, match=told) as caught:
        book(f"{BOOK}[[triggers]]\n{trigger}\n")
    assert str(caught.value).endswith("。")


ROLES = (Role.FIRST, Role.SECOND, Role.FINAL, Role.SECRECY)
CROWDS = st.lists(st.frozensets(st.sampled_from(ROLES)), max_size=5)


@given(CROWDS, st.sampled_from(Category))
def test_a_route_is_walkable_exactly_if_different_people_can_sign_its_steps(crowd, category):
    document = Document(title="题", body="文", facts=Facts(category=category))
    route = planned(document, book=book()).route
    people = [
        Person(
            id=number, login=f"p{number}", name="人", grants=frozenset(Grant(role=r) for r in roles)
        )
        for number, roles in enumerate(crowd, 1)
    ]
    able = any(
        len(set(chosen)) == len(chosen)
        and all(step.role in people[at].roles for step, at in zip(route.steps, chosen, strict=True))
        for chosen in product(range(len(people)), repeat=len(route.steps))
    )
    told = unfilled(route, OFFICE, people, ())
    assert (told == "") == able
    assert told == "" or told.endswith("。")


def test_the_author_is_nobody_to_sign():
    route = planned(Document(title="题", body="文")).route
    people = [
        Person(id=number, login=f"p{number}", name="人", grants=frozenset({Grant(role=role)}))
        for number, role in enumerate((Role.FIRST, Role.SECOND, Role.FINAL), 1)
    ]
    assert unfilled(route, OFFICE, people, ()) == ""
    for barred in combinations((1, 2, 3), 1):
        assert unfilled(route, OFFICE, people, barred)
