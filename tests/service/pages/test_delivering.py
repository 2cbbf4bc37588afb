"""Stories of publishers: a time, a pause, a withdrawal followed to its end, variants in the form."""

from __future__ import annotations

from service.worker import work_once


def test_a_withdrawn_text_is_followed_until_it_is_down(approve, sign_in, office):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    path = publisher.fill(f"/releases/plan/{number}").path
    work_once(office)
    signatory = sign_in("he")
    signatory.get(path)
    signatory.fill(f"{path}/withdraw", reason="数字有误，先撤下。")
    work_once(office)
    page = publisher.get(path)
    assert page.text.count("已撤下") == 2
    assert "尚未撤下" not in page.text
    assert "平台已撤下" in publisher.get(f"/drafts/{number}/history").text


def test_a_release_is_timed_held_and_resumed(approve, sign_in, office, watch):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    page = publisher.fill(f"/releases/plan/{number}", at="2026-11-23T15:30")
    assert "15:30 （北京时间）发出" in page.text
    work_once(office)
    assert "待发送" in publisher.get(page.path).text
    page = publisher.fill(f"{page.path}/hold")
    assert "起暂停" in page.text
    watch.wait(hours=7)
    work_once(office)
    assert "已确认" not in publisher.get(page.path).text
    publisher.fill(f"{page.path}/resume")
    work_once(office)
    assert "已确认" in publisher.get(page.path).text


def test_a_time_that_makes_no_sense_loses_nothing(approve, sign_in):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    page = publisher.fill(f"/releases/plan/{number}", at="明天一早")
    assert page.status == 422
    assert "读不懂" in page.text
    assert 'value="明天一早"' in page.html
    page = publisher.fill(f"/releases/plan/{number}", at="2020-01-01T09:00")
    assert "已经过去" in page.text


def test_only_those_who_may_hold_see_how(approve, sign_in):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    path = publisher.fill(f"/releases/plan/{number}", at="2026-11-23T15:30").path
    author = sign_in("lin")
    assert not author.get(path).has_form(f"{path}/hold")
    assert publisher.get(path).has_form(f"{path}/time")


def test_a_variant_with_a_figure_of_its_own_stops_the_draft(write, office):
    author, number = write("全市共有32156人报名，6月1日至8月30日受理，请市民按时到服务大厅办理。")
    author.get(f"/drafts/{number}/edit")
    page = author.fill(
        f"/drafts/{number}/edit", do="save", **{"variant-weibo": "32165人报名，8月31日截止。"}
    )
    assert "变体里有正文没有的事实" in page.text
    assert "微博短文" in page.text
    page = author.get(f"/drafts/{number}/edit")
    page = author.fill(
        f"/drafts/{number}/edit", do="save", **{"variant-weibo": "3.2万余人报名，8月30日截止。"}
    )
    assert "变体里有正文没有的事实" not in page.text
    assert "微博短文：3.2万余人报名，8月30日截止。" in page.text.replace(" ", "")
    with office.read() as unit:
        draft = unit.drafts.get(number)
        assert draft is not None
        document = unit.drafts.document(draft.document)
    assert document.variant("weibo") == "3.2万余人报名，8月30日截止。"
    assert document.facts.platforms == ("folder", "feed")
