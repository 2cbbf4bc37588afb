"""The pages of the two desks, as a plain browser sees them: nothing here needs a script."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event, select

from service.store.tables import METADATA
from tests.service.pages.conftest import CLEAN

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_the_queue_is_filtered_and_counted(submit, sign_in):
    submit()
    _, number = submit("云溪区卫生健康部门近日发布通知，市民可就近办理体检登记。\n")
    reviewer = sign_in("chen")
    page = reviewer.get("/approvals")
    assert "待我审签 2 件" in page.text
    assert f'href="/approvals/{number}"' in page.html
    none = reviewer.get("/approvals?category=emergency")
    assert "没有符合筛选条件的稿件" in none.text
    assert reviewer.get("/approvals?category=%00&grade=Z&unit=x&due=y&page=3").status == 200


def test_a_deadline_is_told_in_words_as_well(submit, sign_in, watch):
    _, number = submit()
    watch.wait(hours=6)
    reviewer = sign_in("chen")
    assert re.search(r"还剩 \d+ (?:小时|分钟)|已超时", reviewer.get("/approvals").text)
    watch.wait(days=7)
    reviewer = sign_in("chen")
    page = reviewer.get("/approvals")
    assert "已超时" in page.text
    assert "late" in page.html
    assert "已超时" in reviewer.get(f"/approvals/{number}").text


def test_several_are_claimed_at_once_and_others_see_it(submit, sign_in):
    submit()
    submit("云溪区卫生健康部门近日发布通知，市民可就近办理体检登记。\n")
    first, second = sign_in("chen"), sign_in("liu")
    first.get("/approvals")
    page = first.fill("/approvals/claim", draft=["1", "2"])
    assert "已认领 2 篇" in page.text
    page = second.get("/approvals")
    assert "陈明已认领" in page.text
    assert page.tree.css("input[name=draft][disabled]")
    page = second.fill("/approvals/claim", draft=["1"])
    assert page.status == 409
    assert "陈明" in page.alert


def test_there_is_no_form_that_signs_several(submit, sign_in):
    submit()
    page = sign_in("chen").get("/approvals")
    forms = {form.attributes.get("action") for form in page.tree.css("main form[method=post]")}
    assert forms == {"/approvals/claim"}


def test_what_another_has_is_taken_over_by_a_button(submit, sign_in):
    _, number = submit()
    first, second = sign_in("chen"), sign_in("liu")
    first.get("/approvals")
    first.fill("/approvals/claim", draft=[str(number)])
    page = second.get(f"/approvals/{number}")
    assert "陈明已认领这篇稿件" in page.text
    page = second.fill(f"/approvals/{number}/take-over")
    assert "现在由您来审" in page.text
    assert "接手" in second.get(f"/drafts/{number}/history").text
    second.get(f"/approvals/{number}")
    page = second.fill(f"/approvals/{number}/put-back")
    assert page.path == "/approvals"


def test_a_second_round_shows_what_changed_first_and_the_whole_on_demand(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    reviewer.fill(f"/approvals/{number}", decision="send_back", opinion="请写明办理时间。")
    editor.get(f"/drafts/{number}/edit")
    editor.fill(f"/drafts/{number}/edit", body=CLEAN.replace("可到", "可在工作日到"), do="save")
    editor.fill(f"/drafts/{number}/submit")
    page = reviewer.get(f"/approvals/{number}")
    assert page.tree.css("ins")
    assert page.tree.css_first("details .text.body")
    whole = reviewer.get(f"/approvals/{number}?view=whole")
    assert not whole.tree.css("ins")
    assert "请写明办理时间。" in whole.text
    assert "第 1 轮" in editor.get(f"/drafts/{number}").text


def test_the_second_reviewer_reads_what_the_first_wrote(submit, sign_in):
    _, number = submit()
    first = sign_in("chen")
    first.get(f"/approvals/{number}")
    first.fill(f"/approvals/{number}", decision="pass", opinion="地点已核对。")
    assert "地点已核对。" in sign_in("zhou").get(f"/approvals/{number}").text


def test_a_comment_stands_beside_its_passage_until_that_is_changed(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    page = reviewer.fill(f"/drafts/{number}/comments", passage="服务大厅", words="哪一个服务大厅？")
    assert "批注已记下" in page.text
    assert "“服务大厅”" in page.text
    editor.get(f"/drafts/{number}")
    editor.fill(f"/drafts/{number}/recall")
    editor.get(f"/drafts/{number}/edit")
    page = editor.fill(f"/drafts/{number}/edit", body="市民可到政务大楼办理。\n", do="save")
    assert "后来改掉了" in page.text
    assert "哪一个服务大厅？" in page.text


def test_a_comment_about_words_that_are_not_there_is_kept_in_its_form(submit, sign_in):
    _, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    page = reviewer.fill(f"/drafts/{number}/comments", passage="没有的话", words="请核对。")
    assert page.status == 422
    assert "没有的话" in page.alert
    assert page.tree.css_first("#passage").attributes["value"] == "没有的话"
    assert "请核对。" in page.tree.css_first("#words").text()


@pytest.mark.parametrize("secret", ["只在内部说的一句话甲乙丙", "内部：𠮷先生<b>未核实</b>"])
def test_what_is_said_inside_never_gets_into_anything_that_goes_out(
    submit, sign_in, office, secret
):
    _, number = submit()
    for login in ("chen", "zhou", "he"):
        reviewer = sign_in(login)
        reviewer.get(f"/approvals/{number}")
        reviewer.fill(f"/drafts/{number}/comments", passage="服务大厅", words=secret)
        reviewer.get(f"/approvals/{number}")
        reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    assert "封存" in publisher.fill(f"/releases/plan/{number}").text
    held = []
    with office.store.engines.reading.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = connection.execute(select(table)).all()
            held += [table.name for row in rows if secret in str(tuple(row))]
    assert set(held) == {"comments"}
    with office.read() as unit:
        document = unit.drafts.document(unit.drafts.get(number).document)
    for platform in office.platforms.values():
        assert secret not in str(platform.render(document))


def statements(office, browser, path: str) -> int:
    told: list[str] = []

    def count(*given: object) -> None:
        told.append(str(given[2]))

    engine = office.store.engines.reading
    event.listen(engine, "before_cursor_execute", count)
    try:
        assert browser.get(path).status == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return len(told)


def test_no_page_asks_the_database_more_for_more_drafts(submit, sign_in, office):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    looks = [
        (reviewer, "/approvals"),
        (editor, "/drafts"),
        (reviewer, "/drafts?show=all"),
        (reviewer, f"/approvals/{number}"),
        (reviewer, f"/drafts/{number}/history"),
    ]
    few = [statements(office, browser, path) for browser, path in looks]
    for place in range(6):
        submit(f"云溪区第{place + 2}服务中心近日发布通知，市民可就近办理。\n")
    many = [statements(office, browser, path) for browser, path in looks]
    assert many == few
    assert max(many) <= 60


def test_a_comment_survives_a_session_that_ended(submit, sign_in):
    _, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    reviewer.client.cookies.clear()
    page = reviewer.fill(f"/drafts/{number}/comments", passage="服务大厅", words="写了一半的批注")
    assert "已保留" in page.text
    page = reviewer.fill("/sign-in", login="chen", password="correct-horse-1")
    assert page.tree.css_first("#words").text() == "写了一半的批注"
    assert page.tree.css_first("#passage").attributes["value"] == "服务大厅"
