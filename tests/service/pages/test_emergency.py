"""应急通道 in the pages: offered, signed on duty, red until countersigned, taken back at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.model import Category
from service.actions.deliver_postings import deliver_postings
from service.actions.roster_facts import WatchFacts
from service.actions.set_duty import set_duty
from service.office import Office
from tests.service.pages.conftest import CLEAN, Browser

NO = {f"reply-{name}": "no" for name in ("secrets", "projects", "results", "defence", "other")}


WATER = f"因抢修管道，今日临时停水。\n{CLEAN}"


@pytest.fixture
def on_duty(office: Office, staff):
    def on_duty_(*logins: str) -> None:
        now = office.now()
        set_duty(
            office,
            staff["zheng"],
            1,
            [
                WatchFacts(
                    person=staff[one].id,
                    starts_at=now - timedelta(hours=1),
                    ends_at=now + timedelta(hours=12),
                )
                for one in logins
            ],
        )

    return on_duty_


def urgent(editor: Browser, *, category: str = Category.EMERGENCY.value) -> int:
    editor.get("/drafts/new")
    return editor.fill(
        "/drafts", title="关于临时停水的通知", body=WATER, category=category, do="save"
    ).number


def test_the_lane_is_offered_with_its_steps_and_refused_without_anybody_on_duty(sign_in, on_duty):
    editor = sign_in("lin")
    number = urgent(editor)
    page = editor.page
    assert "应急通道" in page.text
    assert "现在走不了应急通道" in page.text
    assert "为本单位值班" in page.text
    assert "disabled" in page.tree.css_first("#emergency").attributes
    on_duty("he")
    page = editor.get(f"/drafts/{number}")
    assert "值班人员先签" in page.text
    assert "disabled" not in page.tree.css_first("#emergency").attributes
    page = editor.fill(f"/drafts/{number}/submit", emergency="yes")
    assert page.status == 422
    assert "五个保密问题" in page.alert
    assert "checked" in page.tree.css_first("#emergency").attributes
    page = editor.fill(f"/drafts/{number}/submit", emergency="yes", **NO)
    assert "审核中" in page.text


def test_from_the_desk_on_duty_to_the_last_countersignature(
    office: Office, sign_in, on_duty, watch
):
    on_duty("he")
    editor = sign_in("lin")
    number = urgent(editor)
    editor.fill(f"/drafts/{number}/submit", emergency="yes", **NO)
    signer = sign_in("he")
    page = signer.get(f"/approvals/{number}")
    assert "应急，值班先签" in page.text
    page = signer.fill(f"/approvals/{number}", decision="pass", opinion="同意。", **NO)
    assert "已签发" in page.text
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    publisher.fill(f"/releases/plan/{number}", platform=["folder"])
    deliver_postings(office)
    for login in ("lin", "su", "zheng", "wu"):
        page = sign_in(login).get("/rules")
        assert "还没有补签完" in page.tree.css_first(".owed").text()
    watch.wait(hours=30)
    page = sign_in("lin").get("/drafts")
    assert "已超过时限" in page.tree.css_first(".owed").text()
    second = sign_in("zhou")
    assert f'href="/approvals/{number}"' in second.get("/approvals").html
    page = second.get(f"/approvals/{number}")
    assert "发布后补签" in page.text
    assert "退回修改" not in page.text
    page = second.fill(f"/approvals/{number}", decision="countersign", opinion="补签同意。")
    assert "已补签" in page.text
    first = sign_in("chen")
    first.get(f"/approvals/{number}")
    page = first.fill(f"/approvals/{number}", decision="countersign")
    assert page.tree.css_first(".owed") is None
    assert "补签" in first.get(f"/drafts/{number}/history").text


def test_an_objection_offers_withdrawal_in_one_click_to_who_is_on_duty(
    office: Office, sign_in, on_duty, watch
):
    on_duty("he")
    editor = sign_in("lin")
    number = urgent(editor)
    editor.fill(f"/drafts/{number}/submit", emergency="yes", **NO)
    signer = sign_in("he")
    signer.get(f"/approvals/{number}")
    signer.fill(f"/approvals/{number}", decision="pass", **NO)
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    publisher.fill(f"/releases/plan/{number}", platform=["folder"])
    deliver_postings(office)
    second = sign_in("zhou")
    second.get(f"/approvals/{number}")
    page = second.fill(f"/approvals/{number}", decision="object", opinion="不")
    assert page.status in (409, 422)
    assert "理由" in page.alert or "理由" in page.text
    page = second.fill(f"/approvals/{number}", decision="object", opinion="停水范围写错了。")
    assert "已记下您不同意" in page.text
    assert not page.has_form(f"/drafts/{number}/withdraw-at-once")
    assert "停水范围写错了" in page.text
    page = signer.get(f"/drafts/{number}")
    assert "补签不同意，还没有撤回或更正" in page.tree.css_first(".owed").text()
    watch.wait(hours=1)
    page = signer.fill(f"/drafts/{number}/withdraw-at-once")
    assert "再次确认" in page.html
    signer = sign_in("he")
    signer.get(f"/drafts/{number}")
    page = signer.fill(f"/drafts/{number}/withdraw-at-once")
    assert "已紧急撤回" in page.text
    assert page.tree.css_first(".owed") is None
    assert "紧急撤回" in signer.get(f"/drafts/{number}/history").text


def test_a_piece_of_another_category_is_found_an_emergency_by_who_has_the_right(sign_in, on_duty):
    on_duty("he")
    editor = sign_in("lin")
    number = urgent(editor, category="notice")
    assert "应急通道" not in editor.page.text
    assert not editor.page.has_form(f"/drafts/{number}/declare")
    signer = sign_in("he")
    signer.get(f"/drafts/{number}")
    page = signer.fill(f"/drafts/{number}/declare", reason="急")
    assert page.status in (409, 422)
    assert "急" in page.form(f"/drafts/{number}/declare").html
    page = signer.fill(f"/drafts/{number}/declare", reason="水厂事故，须立即告知。")
    assert "已列为突发应急" in page.text
    page = editor.get(f"/drafts/{number}")
    assert "应急通道" in page.text
    page = editor.fill(f"/drafts/{number}/submit", emergency="yes", **NO)
    assert "审核中" in page.text
