"""Stories of reviewers and publishers, to the sealed release and its history."""

from __future__ import annotations

from service.worker import work_once


def test_a_draft_walks_from_form_to_readers(approve, sign_in, office):
    number = approve()
    publisher = sign_in("wu")
    page = publisher.get(f"/releases/plan/{number}")
    assert "三审齐全" in page.text
    assert "市民可到服务大厅办理" in page.text
    page = publisher.fill(f"/releases/plan/{number}")
    assert "封印完好" in page.text
    work_once(office)
    page = publisher.get(page.path)
    assert "平台上的文字与签发的一致" in page.text
    told = publisher.get(f"/drafts/{number}/history").text
    for words in (
        "林小雨",
        "陈明",
        "周芳",
        "何建平",
        "吴倩",
        "系统",
        "同意。",
        "平台确认",
        "回读一致",
    ):
        assert words in told
    assert "已发布" in told
    assert "网站已发出" in told


def test_a_withdrawn_text_is_not_said_to_be_gone_from_its_readers(approve, sign_in, office):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    path = publisher.fill(f"/releases/plan/{number}").path
    work_once(office)
    publisher.get(path)
    page = publisher.fill(f"{path}/withdraw", reason="数字有误，先撤下。")
    assert "待撤下" in page.text
    assert "已撤下" not in page.text


def test_the_queue_shows_what_waits_for_whom(submit, sign_in):
    _, number = submit()
    first = sign_in("chen").get("/approvals")
    assert f"/approvals/{number}" in first.html
    assert f"/approvals/{number}" not in sign_in("zhou").get("/approvals").html


def test_of_two_approvers_at_once_the_second_keeps_his_words(submit, sign_in):
    _, number = submit()
    first, second = sign_in("chen"), sign_in("liu")
    first.get(f"/approvals/{number}")
    second.get(f"/approvals/{number}")
    first.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    page = second.fill(f"/approvals/{number}", decision="send_back", opinion="请补充办理时间。")
    assert page.status == 409
    assert "陈明" in page.alert
    assert "请补充办理时间。" in [node.text() for node in page.tree.css("textarea")]


def test_sending_back_needs_a_reason_that_reaches_the_author(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    page = reviewer.fill(f"/approvals/{number}", decision="send_back", opinion=" ")
    assert page.status == 422
    assert "理由" in page.alert
    reviewer.fill(f"/approvals/{number}", decision="send_back", opinion="请写明办理时间。")
    assert "请写明办理时间。" in editor.get(f"/drafts/{number}").text


def test_a_later_round_shows_what_changed(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    reviewer.fill(f"/approvals/{number}", decision="send_back", opinion="请写明办理时间。")
    editor.get(f"/drafts/{number}/edit")
    body = "自然资源部门近日发布通知，市民可在工作日到服务大厅办理。\n"
    editor.fill(f"/drafts/{number}/edit", body=body, do="save")
    editor.fill(f"/drafts/{number}/submit")
    page = reviewer.get(f"/approvals/{number}")
    assert "与第 1 轮送审稿相比" in page.text
    assert [node.text() for node in page.tree.css("ins")] == ["在工作日"]
    assert "请写明办理时间。" in page.text


def test_a_signature_is_not_taken_for_a_text_that_was_not_seen(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    seen = reviewer.page
    editor.fill(f"/drafts/{number}/recall")
    editor.get(f"/drafts/{number}/edit")
    editor.fill(f"/drafts/{number}/edit", body="换了一份文字。\n", do="save")
    editor.fill(f"/drafts/{number}/submit")
    reviewer.page = seen
    page = reviewer.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    assert page.status == 409
    assert "同意。" in [node.text() for node in page.tree.css("textarea")]


def test_rejecting_ends_the_draft(submit, sign_in):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    assert (
        "已退稿"
        in reviewer.fill(
            f"/approvals/{number}", decision="reject", opinion="内容不属本单位职责。"
        ).text
    )
    assert not editor.get(f"/drafts/{number}").has_form(f"/drafts/{number}/submit")


def test_a_release_to_nowhere_is_refused(approve, sign_in):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    page = publisher.fill(f"/releases/plan/{number}", platform=[])
    assert page.status == 422
    assert "平台" in page.alert


def test_only_a_publisher_releases(approve, sign_in):
    number = approve()
    assert sign_in("lin").get(f"/releases/plan/{number}").status == 403
    assert sign_in("he").get(f"/releases/plan/{number}").status == 403


def test_an_approved_draft_can_go_back_at_the_last_moment(approve, sign_in):
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    page = publisher.fill(f"/releases/plan/{number}/send-back", reason="办理地点有误，请核对。")
    assert "编写中" in page.text
    assert "办理地点有误，请核对。" in page.text
    assert "办理地点有误，请核对。" in publisher.get(f"/drafts/{number}/history").text


def test_the_log_is_shown_whole_to_the_auditor_alone(submit, sign_in):
    submit()
    page = sign_in("su").get("/audit")
    assert "留痕完整" in page.text
    assert "送审" in page.text
    assert sign_in("lin").get("/audit").status == 403
