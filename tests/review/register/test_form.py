"""The register's form: what is wrong with it is named, by account and field, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from review.register import Block, Form, Header, Profile, problems_of, tidy, tidy_profile

TODAY = date(2026, 11, 24)
HEADER = Header(
    sponsor="清河市交通运输局",
    leader="周和",
    post="副局长",
    office_phone="0763-3360000",
    mobile="13800000000",
    count="4",
)
WECHAT = Profile(
    block=Block.WECHAT,
    name="清河交通",
    opened="2018-05-04",
    fans="12000",
    reads="300",
    frequency="每周5次",
    wechat_id="qhjiaotong",
    original_id="gh_0123456789ab",
    kind="订阅号",
    principal="清河市交通运输局",
)
WEIBO = Profile(
    block=Block.WEIBO,
    platform="新浪微博",
    name="清河交通",
    address="http://weibo.com/12345678",
    account_id="12345678",
    opened="2014-03",
    fans="500",
    reads="20",
    frequency="每天",
    principal="清河市交通运输局",
)
APP = Profile(
    block=Block.APP,
    platform="安卓、iOS",
    name="清河出行",
    address="无",
    account_id="cn.gov.qinghe.trip",
    opened="2020",
)
TOUTIAO = Profile(
    block=Block.OTHER,
    platform="今日头条",
    name="清河交通",
    address="https://www.toutiao.com/c/user/?mid=7788",
    account_id="7788",
    opened="2019-01-02",
)
FORM = Form(header=HEADER, profiles=(WECHAT, WEIBO, APP, TOUTIAO))


def told(form: Form, *, error: bool | None = None) -> list[tuple[int | None, str]]:
    return [
        (one.where.row, one.where.field)
        for one in problems_of(form, TODAY)
        if error is None or one.error is error
    ]


def with_profile(profile: Profile, number: int) -> Form:
    profiles = list(FORM.profiles)
    profiles[number] = profile
    return replace(FORM, profiles=tuple(profiles))


def test_a_form_that_is_right_has_no_problem():
    assert told(FORM) == []


@pytest.mark.parametrize(
    ("number", "changes", "field"),
    [
        (1, {"address": "https://weibo.com/qinghejiaotong"}, "address"),
        (1, {"address": "weibo.com/12345678"}, "address"),
        (1, {"account_id": "999"}, "account_id"),
        (3, {"account_id": "7789"}, "account_id"),
        (3, {"address": "无", "account_id": "清河交通"}, "address"),
        (0, {"original_id": "gh_0123456789AB"}, "original_id"),
        (0, {"original_id": ""}, "original_id"),
        (0, {"kind": ""}, "kind"),
        (0, {"fans": "很多"}, "fans"),
        (2, {"opened": "2020-13-01"}, "opened"),
        (2, {"opened": "2027-01-01"}, "opened"),
        (2, {"opened": "1999"}, "opened"),
        (2, {"name": ""}, "name"),
    ],
)
def test_what_is_wrong_is_named_by_account_and_field(number, changes, field):
    form = with_profile(replace(FORM.profiles[number], **changes), number)
    if changes.get("address") == "无":  # 「无」 is allowed for an address that there is none of
        assert (number, "address") not in told(form)
        return
    assert (number, field) in told(form, error=True)


def test_the_numeric_address_may_have_a_u_before_the_number():
    form = with_profile(replace(WEIBO, address="https://weibo.com/u/12345678"), 1)
    assert told(form) == []


def test_names_that_differ_between_platforms_are_a_warning_but_the_clients_own_name_is_none():
    form = with_profile(replace(TOUTIAO, name="清河运输"), 3)
    assert told(form, error=False) == [(3, "name")]
    assert told(form, error=True) == []


def test_somebody_elses_certificate_is_a_warning():
    form = with_profile(replace(WECHAT, principal="清河市文化传媒有限公司"), 0)
    assert told(form, error=False) == [(0, "principal")]


def test_an_account_twice_is_an_error_and_two_on_one_platform_a_warning():
    twice = replace(FORM, header=replace(HEADER, count="5"), profiles=(*FORM.profiles, WEIBO))
    assert told(twice, error=True) == [(4, "name")]
    other = replace(
        WEIBO, name="清河交通", account_id="888", address="http://weibo.com/888", platform="微博"
    )
    two = replace(FORM, header=replace(HEADER, count="5"), profiles=(*FORM.profiles, other))
    assert (4, "name") in told(two, error=True)  # the same name on the same platform
    apart = replace(other, name="清河路况")
    form = replace(FORM, header=replace(HEADER, count="5"), profiles=(*FORM.profiles, apart))
    assert (4, "platform") in told(form, error=False)
    assert told(form, error=True) == []


def test_a_label_without_a_number_is_no_problem_but_an_empty_head_is():
    form = replace(FORM, header=Header(count="4"))
    assert {field for row, field in told(form, error=True) if row is None} == {
        "sponsor",
        "leader",
        "post",
        "office_phone",
    }
    assert (None, "mobile") not in told(replace(FORM, header=replace(HEADER, mobile="")))


def test_a_count_that_is_not_the_number_of_accounts_is_a_warning():
    assert told(replace(FORM, header=replace(HEADER, count="3")), error=False) == [(None, "count")]


@pytest.mark.parametrize(
    ("name", "typed", "plain"),
    [
        ("opened", "2018年5月4日", "2018-05-04"),
        ("opened", "２０１８．５．４", "2018-05-04"),
        ("opened", "2018/5", "2018-05"),
        ("opened", "2018年", "2018"),
        ("opened", "43224", "2018-05-04"),
        ("opened", "2018-05-04 00:00:00", "2018-05-04"),
        ("opened", "去年", "去年"),
        ("fans", "1.2万", "12000"),
        ("fans", "１２，０００人", "12000"),
        ("fans", "1.23456万", "1.23456万"),
        ("reads", "暂无", "无"),
        ("account_id", " １２３ 45", "12345"),
        ("address", "没有", "无"),
    ],
)
def test_what_people_type_is_brought_to_its_plain_form(name, typed, plain):
    form = Form(header=HEADER, profiles=(replace(TOUTIAO, **{name: typed}),))
    assert getattr(tidy(form).profiles[0], name) == plain


def test_tidying_twice_changes_nothing_more():
    assert tidy(tidy(FORM)) == tidy(FORM) == FORM
    assert tidy_profile(replace(WEIBO, platform="")).platform == "新浪微博"
