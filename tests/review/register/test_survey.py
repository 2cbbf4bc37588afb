"""Accounts found in the wild: the reported are recognised, the others are listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from review.register import Block, Found, Likeness, Profile, matched

TODAY = date(2026, 11, 24)
REGISTER = {
    1: Profile(block=Block.WECHAT, name="清河发布", original_id="gh_0123456789ab"),
    2: Profile(block=Block.WEIBO, platform="新浪微博", name="清河发布", account_id="12345678"),
    3: Profile(block=Block.OTHER, platform="抖音", name="清河区应急管理", account_id="qhyj"),
}


def likeness(profile: Profile) -> tuple[int, Likeness]:
    (match,) = matched([Found(profile=profile)], REGISTER, TODAY).matches
    return match.account, match.likeness


def test_an_account_is_known_by_its_id_even_under_another_name():
    found = Profile(block=Block.WEIBO, platform="微博", name="清河在线", account_id="12345678")
    assert likeness(found) == (2, Likeness.ID)


def test_without_an_id_the_name_on_the_same_platform_tells():
    assert likeness(Profile(block=Block.WECHAT, name="清河 发布")) == (1, Likeness.NAME)


def test_a_name_a_character_away_is_shown_as_near_and_never_taken_for_the_same():
    near = Profile(block=Block.OTHER, platform="抖音号", name="清河区应急管理局")
    assert likeness(near) == (3, Likeness.NEAR)
    result = matched([Found(profile=near)], REGISTER, TODAY)
    assert 3 in result.unseen


def test_the_same_name_on_another_platform_is_unreported():
    found = Profile(block=Block.OTHER, platform="快手", name="清河发布")
    assert likeness(found) == (0, Likeness.NONE)


def test_short_names_are_not_near_each_other():
    register = {1: Profile(block=Block.OTHER, platform="抖音", name="清河")}
    found = Profile(block=Block.OTHER, platform="抖音", name="清江")
    (match,) = matched([Found(profile=found)], register, TODAY).matches
    assert match.likeness is Likeness.NONE


def test_ninety_days_without_a_post_is_no_zombie_and_ninety_one_is():
    profile = REGISTER[1]
    for days, asleep in ((90, False), (91, True)):
        found = Found(profile=profile, updated=TODAY - timedelta(days=days))
        assert matched([found], REGISTER, TODAY).matches[0].asleep is asleep


def test_the_second_account_that_is_the_same_registered_one_is_a_double():
    copy = replace(REGISTER[1], original_id="", name="清河发布")
    result = matched([Found(profile=REGISTER[1]), Found(profile=copy)], REGISTER, TODAY)
    assert [one.doubled for one in result.matches] == [False, True]
    assert result.unseen == (2, 3)
