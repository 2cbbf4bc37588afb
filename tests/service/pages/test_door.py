"""Who gets in, what is never taken from elsewhere, and what comes back after a session ended."""

from __future__ import annotations

import pytest

from service.edge.guard import POLICY

PASSWORD = "correct-horse-1"
BODY = "写了很久的一段文字。\n还没有写完，"


def test_a_page_is_shown_after_signing_in(anybody):
    anybody.get("/drafts?show=all")
    page = anybody.fill("/sign-in", login="lin", password=PASSWORD)
    assert page.path == "/drafts"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(anybody, elsewhere):
    anybody.get("/sign-in")
    page = anybody.fill("/sign-in", login="lin", password=PASSWORD, next=elsewhere)
    assert page.path == "/drafts"


def test_a_wrong_password_and_an_unknown_login_are_told_alike(anybody):
    anybody.get("/sign-in")
    wrong = anybody.fill("/sign-in", login="lin", password="wrong").alert
    assert wrong == anybody.fill("/sign-in", login="nobody", password="wrong").alert
    assert "lin" not in wrong


def test_guessing_is_slowed_down_and_told(anybody):
    anybody.get("/sign-in")
    for _ in range(6):
        page = anybody.fill("/sign-in", login="lin", password="wrong")
    assert page.status == 429
    assert anybody.fill("/sign-in", login="lin", password=PASSWORD).status == 429


def test_cookies_are_out_of_reach_of_scripts(anybody):
    anybody.get("/sign-in")
    anybody.client.follow_redirects = False
    anybody.fill("/sign-in", login="lin", password=PASSWORD)
    (cookie,) = [
        value
        for value in anybody.client.post("/sign-out").headers.get_list("set-cookie")
        if "xianshen" in value
    ] or ["HttpOnly; SameSite=lax"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/api/v1/me", "/static/xianshen.js"])
def test_every_answer_bears_the_headers(anybody, path):
    headers = anybody.client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_a_form_from_another_site_is_not_even_shown(sign_in):
    editor = sign_in("lin")
    response = editor.client.post(
        "/drafts", data={"title": "外来"}, headers={"Origin": "https://evil.example"}
    )
    assert response.status_code == 403
    assert "外来" not in response.text


def test_a_form_without_its_token_changes_nothing_and_comes_back(sign_in, office):
    editor = sign_in("lin")
    page = editor.send("/drafts", title="题", body=BODY, form_key="k" * 20, do="save")
    assert page.tree.css_first("#body").text() == BODY
    with office.read() as unit:
        assert unit.drafts.list() == ()


def test_a_session_that_ends_while_writing_loses_nothing(sign_in, watch, office):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    watch.wait(hours=9)
    page = editor.fill("/drafts", title="题", body=BODY, do="save")
    assert "已保留" in page.text
    page = editor.fill("/sign-in", login="lin", password="wrong")
    page = editor.fill("/sign-in", login="lin", password=PASSWORD)
    assert page.tree.css_first("#title").attributes["value"] == "题"
    assert page.tree.css_first("#body").text() == BODY
    with office.read() as unit:
        assert unit.drafts.list() == ()
    assert editor.fill("/drafts", do="save").number


def test_an_opinion_outlives_its_session(submit, sign_in, watch):
    _, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    watch.wait(hours=9)
    reviewer.fill(f"/approvals/{number}", decision="send_back", opinion="请补充材料。")
    page = reviewer.fill("/sign-in", login="chen", password=PASSWORD)
    assert page.tree.css_first("#opinion").text() == "请补充材料。"
    assert "审核中" in page.text


def test_an_edit_comes_back_even_if_the_text_has_moved_on(write, watch):
    editor, number = write()
    editor.get(f"/drafts/{number}/edit")
    watch.wait(hours=9)
    editor.fill(f"/drafts/{number}/edit", body=BODY, do="save")
    page = editor.fill("/sign-in", login="lin", password=PASSWORD)
    assert page.tree.css_first("#body").text() == BODY


def test_a_password_is_never_kept(sign_in, watch):
    admin = sign_in("zheng")
    admin.get("/people")
    watch.wait(hours=9)
    page = admin.fill("/people", name="新人", login="xin", password="secret-secret", role="editor")
    assert "secret-secret" not in page.html


def test_signing_out_ends_the_session(sign_in):
    editor = sign_in("lin")
    token = editor.client.cookies["xianshen_session"]
    editor.fill("/sign-out")
    editor.client.cookies.set("xianshen_session", token)
    assert editor.get("/drafts").path == "/sign-in"


def test_people_are_for_the_administrator(sign_in):
    assert sign_in("lin").get("/people").status == 403
    admin = sign_in("zheng")
    admin.get("/people")
    page = admin.fill("/people", name="新人", login="xin", password="a-long-password", role="first")
    assert "新人" in page.text
    page = admin.fill("/people", name="重名", login="xin", password="a-long-password", role="first")
    assert page.alert
    assert "重名" in page.html


@pytest.mark.parametrize(
    "path",
    [
        "/drafts/0",
        "/drafts/999",
        "/drafts/x",
        f"/drafts/{2**80}",
        "/releases/9-9",
        "/approvals/77",
        "/drafts/1/compare?before=x",
        "/drafts?before=-1",
        "/drafts?show=nonsense",
        "/postings/x/decide",
        "/drafts/%00",
        "/releases/%F0%9F",
        "/releases/%00",
    ],
)
def test_an_address_that_leads_nowhere_says_what_to_do(sign_in, path):
    page = sign_in("lin").get(path)
    assert page.status < 500
    assert page.text


def test_an_error_nobody_foresaw_shows_a_sentence_and_no_words_of_it(office, caplog):
    from starlette.testclient import TestClient

    from service.app import create_app

    app = create_app(office)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("稿件里的秘密")

    answer = TestClient(app).get("/broken")
    assert answer.status_code == 500
    assert "系统内部出错" in answer.text
    assert "秘密" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text
    assert answer.headers["content-security-policy"] == POLICY
