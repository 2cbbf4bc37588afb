"""The whole way of a draft as people walk it, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from service import demo

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAULTY = demo.FAULTY.body
CLEAN = (
    f"现就{demo.FAULTY.title}，以及夜间施工的公告，说明如下："
    "自然资源部门近日发布通知，市民可到服务大厅办理。\n"
)


def write(page: Page, title: str, body: str) -> None:
    page.goto(page.url.split("/drafts")[0] + "/drafts/new")
    page.get_by_label("标题").fill(title)
    page.get_by_label("正文").fill(body)


def number_of(page: Page) -> int:
    found = re.search(r"/drafts/(\d+)", page.url)
    assert found
    return int(found[1])


def sign(page: Page, number: int, opinion: str) -> None:
    page.goto(page.url.split("/approvals")[0] + "/approvals")
    page.locator(f"a[href='/approvals/{number}']").click()
    page.get_by_label("意见").fill(opinion)
    page.get_by_role("button", name=re.compile("签字|签发")).click()
    page.wait_for_selector("[role=status]")


def test_a_draft_goes_from_the_form_through_three_signatures_to_its_readers(
    sign_in: Callable[..., Page], pictures: Path | None
):
    def picture(page: Page, name: str) -> None:
        if pictures:
            page.screenshot(path=pictures / f"{name}.png")

    editor = sign_in("bianji")
    write(editor, demo.FAULTY.title, FAULTY)
    editor.get_by_label("来源单位", exact=True).fill(demo.FAULTY.source)
    editor.wait_for_selector(".mirror mark.block")
    assert editor.locator("ol.live li").count() >= 2
    picture(editor, "editor")
    editor.get_by_role("button", name="存为稿件").click()
    number = number_of(editor)
    picture(editor, "report")
    assert editor.get_by_role("button", name="送审").count() == 0

    rule = editor.locator("article.rule", has_text="居民身份证号码")
    rule.get_by_text("不改，书面申请豁免").click()
    rule.get_by_label(re.compile("申请豁免的理由")).fill("短")
    rule.get_by_role("button", name="申请豁免这一处").click()
    assert "至少" in editor.get_by_role("alert").inner_text()

    editor.get_by_role("link", name="修改", exact=True).click()
    editor.get_by_label("正文").fill(CLEAN)
    editor.get_by_role("button", name="保存修改").click()
    editor.get_by_role("button", name="送审").click()
    assert "审核中" in editor.locator(".head").inner_text()

    for login in ("chushen", "fushen", "zhongshen"):
        reviewer = sign_in(login)
        if login == "chushen":
            reviewer.goto(reviewer.url.split("/approvals")[0] + f"/approvals/{number}")
            picture(reviewer, "approval")
        sign(reviewer, number, "同意。")

    publisher = sign_in("fabu")
    publisher.goto(publisher.url.split("/releases")[0] + f"/releases/plan/{number}")
    picture(publisher, "release-plan")
    publisher.on("dialog", lambda dialog: dialog.accept())
    publisher.get_by_role("button", name="发布", exact=True).click()
    publisher.wait_for_selector("text=与签发的一致", timeout=20_000)
    assert "封印完好" in publisher.locator("main").inner_text()
    picture(publisher, "release")

    publisher.goto(publisher.url.split("/releases")[0] + f"/drafts/{number}/history")
    told = publisher.locator("ol.events").inner_text()
    for words in ("林小雨", "陈明", "周芳", "何建平", "吴倩", "同意。", "平台确认"):
        assert words in told
    picture(publisher, "history")


def test_every_form_works_without_javascript(sign_in: Callable[..., Page]):
    editor = sign_in("bianji", java_script_enabled=False)
    write(editor, "关于夜间施工的公告", FAULTY)
    editor.get_by_role("button", name="检查").click()
    assert editor.locator("ol.live li").count() >= 2
    assert editor.get_by_label("正文").input_value() == FAULTY
    editor.get_by_label("正文").fill(CLEAN)
    editor.get_by_role("button", name="存为稿件").click()
    number = number_of(editor)
    editor.get_by_role("button", name="送审").click()
    assert "审核中" in editor.locator(".head").inner_text()

    first = sign_in("chushen", java_script_enabled=False)
    first.goto(first.url.split("/approvals")[0] + f"/approvals/{number}")
    first.get_by_role("button", name="退回修改").click()
    assert "理由" in first.get_by_role("alert").inner_text()
    first.get_by_label("意见").fill("请补充施工时间。")
    first.get_by_role("button", name="退回修改").click()
    editor.goto(editor.url)
    assert "请补充施工时间。" in editor.locator("main").inner_text()


def test_marks_stand_exactly_over_their_words_while_typing(sign_in: Callable[..., Page]):
    editor = sign_in("bianji")
    rare = "𠮷" * 3 + "按步就班，\n" * 2
    write(editor, "题目", rare)
    editor.wait_for_selector(".mirror mark")
    mirror = editor.evaluate("document.querySelector('.mirror').textContent")
    assert mirror == rare + "\n"
    area, over = editor.evaluate(
        """() => {
          const area = document.querySelector('.editor textarea');
          const mirror = document.querySelector('.mirror');
          const of = (e) => { const s = getComputedStyle(e);
            return [s.font, s.lineHeight, s.padding, s.letterSpacing, s.whiteSpace,
                    s.overflowWrap, s.wordBreak, e.clientWidth, e.scrollHeight].join('|'); };
          return [of(area), of(mirror)];
        }"""
    )
    assert area == over


def test_a_session_that_ends_while_writing_loses_nothing(
    sign_in: Callable[..., Page],
):
    editor = sign_in("bianji")
    write(editor, "写了一半的稿件", "第一段。\n第二段还没写完，")
    editor.context.clear_cookies()
    editor.get_by_role("button", name="存为稿件").click()
    assert "已保留" in editor.locator("main").inner_text()
    editor.get_by_label("账号").fill("bianji")
    editor.get_by_label("密码").fill("correct-horse-1")
    editor.get_by_role("button", name="登录").click()
    assert editor.get_by_label("标题").input_value() == "写了一半的稿件"
    assert editor.get_by_label("正文").input_value() == "第一段。\n第二段还没写完，"
    editor.get_by_role("button", name="存为稿件").click()
    assert number_of(editor)
