"""Stories of an editor: nothing typed is lost, one form makes one draft, findings are dealt with."""

from __future__ import annotations

import json

CLEAN = "自然资源部门近日发布通知，市民可到服务大厅办理。\n"
FAULTY = "各单位要按步就班做好登记。\n联系人张某，身份证号11010519491231002X。\n"


def test_a_new_draft_is_saved_with_its_report(write):
    editor, number = write(FAULTY)
    assert editor.page.path == f"/drafts/{number}"
    assert "居民身份证号码" in editor.page.text
    marks = [mark.text() for mark in editor.page.tree.css("section.card .text mark")]
    assert {"按步就班", "11010519491231002X"} <= set(marks)


def test_a_form_without_a_title_comes_back_with_its_text(sign_in):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.fill("/drafts", body="写好的正文。\r\n第二段。", do="save")
    assert page.status == 422
    assert "标题是空的" in page.html
    assert page.tree.css_first("#body").text() == "写好的正文。\n第二段。"


def test_a_text_that_begins_with_an_empty_line_keeps_it(sign_in):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.fill("/drafts", body="\n\n空两行开头", do="check", title="题")
    assert page.tree.css_first("#body").text() == "\n\n空两行开头"


def test_the_same_form_sent_twice_makes_one_draft(sign_in, office):
    editor = sign_in("lin")
    form = editor.get("/drafts/new").form("/drafts")
    key = form.css_first("[name=form_key]").attributes["value"]
    csrf = form.css_first("[name=csrf]").attributes["value"]
    typed = {"csrf": csrf, "form_key": key, "title": "题", "body": CLEAN, "do": "save"}
    assert editor.send("/drafts", **typed).number == editor.send("/drafts", **typed).number
    with office.read() as unit:
        assert len(unit.drafts.list()) == 1


def test_a_form_gone_back_to_and_written_on_loses_nothing(sign_in, office):
    editor = sign_in("lin")
    form = editor.get("/drafts/new")
    number = editor.fill("/drafts", title="题", body=CLEAN, do="save").number
    editor.page = form
    page = editor.fill("/drafts", title="题", body="后来接着写的文字。\n", do="save")
    assert page.status == 409
    assert "还没有保存" in page.alert
    assert page.tree.css_first("#body").text() == "后来接着写的文字。\n"
    page = editor.fill(f"/drafts/{number}/edit", do="save")
    assert "后来接着写的文字" in page.text


def test_another_file_from_the_same_page_is_another_draft(sign_in, office):
    editor = sign_in("lin")
    form = editor.get("/drafts/new")
    numbers = []
    for text in ("甲文。", "乙文。", "甲文。"):
        editor.page = form
        numbers.append(editor.upload("/drafts/upload", "文.txt", text.encode()).number)
    assert numbers[0] == numbers[2] != numbers[1]


def test_checking_saves_nothing(sign_in, office):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.fill("/drafts", body=FAULTY, do="check")
    assert "居民身份证号码" in page.text
    with office.read() as unit:
        assert unit.drafts.list() == ()


def test_control_characters_are_taken_out_and_told(sign_in, office):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.fill("/drafts", title="题\x00目", body="正\x07文。\n", do="save")
    assert "2 个看不见的控制字符" in page.text
    with office.read() as unit:
        draft = unit.drafts.get(page.number)
        assert unit.drafts.document(draft.document).body == "正文。\n"


def test_a_text_too_long_is_refused_and_kept(sign_in):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.fill("/drafts", title="题", body="字" * 200_001, do="save")
    assert page.status == 422
    assert "上限" in page.text
    assert len(page.tree.css_first("#body").text()) == 200_001


def test_a_request_beyond_all_measure_gets_a_page_that_says_so(sign_in):
    editor = sign_in("lin")
    page = editor.send("/drafts", body="x" * (41 * 1024 * 1024))
    assert page.status == 413
    assert "40 MB" in page.text


def test_a_stale_save_shows_both_texts_and_loses_neither(write):
    editor, number = write()
    editor.get(f"/drafts/{number}/edit")
    old = editor.page
    editor.fill(f"/drafts/{number}/edit", body="先存的文字。\n", do="save")
    editor.page = old
    page = editor.fill(f"/drafts/{number}/edit", body="后写的文字。\n", do="save")
    assert page.status == 409
    assert page.tree.css_first("#body").text() == "后写的文字。\n"
    assert "先" in page.tree.css_first("del").text()
    saved = editor.fill(f"/drafts/{number}/edit", do="save")
    assert saved.path == f"/drafts/{number}"
    assert "后写的文字" in saved.text
    page = editor.get(f"/drafts/{number}/compare?before=2&after=3")
    assert "先存" in "".join(node.text() for node in page.tree.css("del"))
    assert "后写" in "".join(node.text() for node in page.tree.css("ins"))


def test_one_suggestion_is_taken_with_one_click(write, office):
    editor, number = write(FAULTY)
    page = editor.fill(f"/drafts/{number}/fix", having="按部就班")
    assert "按部就班" in page.text
    assert "误写的固定词语" not in page.text
    with office.read() as unit:
        assert unit.drafts.get(number).version == 2


def test_all_certain_fixes_of_one_kind_make_one_version(write, office):
    editor, number = write("要按步就班。\n再按步就班。\n还按步就班。\n")
    assert "同类 3 处" in editor.page.text
    editor.fill(f"/drafts/{number}/fix-all")
    with office.read() as unit:
        draft = unit.drafts.get(number)
        assert draft.version == 2
        assert unit.drafts.document(draft.document).body.count("按部就班") == 3


def test_a_block_needs_a_written_reason_and_the_words_are_kept(write):
    editor, number = write(FAULTY)
    page = editor.fill(f"/drafts/{number}/waive", reason="短")
    assert page.status == 422
    assert "至少" in page.alert
    assert "短" in [node.text() for node in page.tree.css("textarea[name=reason]")]
    page = editor.fill(f"/drafts/{number}/waive", reason="已核实，此人同意公开号码。")
    assert "已核实，此人同意公开号码。" in page.text
    assert not page.has_form(f"/drafts/{number}/submit")
    page = editor.fill(f"/drafts/{number}/answer", reason="引文原样如此，保留。")
    assert page.has_form(f"/drafts/{number}/submit")


def test_the_route_is_shown_with_reasons_before_submitting(write):
    editor, _ = write()
    for words in ("送审后的审核路线", "初审", "复审", "终审", "按A级"):
        assert words in editor.page.text


def test_the_check_while_typing_counts_as_browsers_do(sign_in):
    editor = sign_in("lin")
    csrf = editor.get("/drafts/new").form("/drafts").css_first("[name=csrf]").attributes["value"]
    body = "𠮷𠮷要按步就班。"
    answer = editor.client.post("/check", data={"csrf": csrf, "title": "题", "body": body})
    (found,) = [one for one in answer.json()["findings"] if one["words"] == "按步就班"]
    raw = body.encode("utf-16-le")
    assert raw[2 * found["start"] : 2 * found["end"]].decode("utf-16-le") == "按步就班"


def test_a_word_file_that_is_broken_is_refused_in_one_sentence(sign_in, office):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.upload("/drafts/upload", "坏.docx", b"PK\x03\x04 not a zip at all")
    assert page.status == 422
    assert "坏.docx" in page.alert
    with office.read() as unit:
        assert unit.drafts.list() == ()


def test_a_page_is_taken_in_with_what_it_hides(sign_in, office):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    html = "<html><title>题</title><body><p>正文一段。</p><p hidden>看不见的字</p></body></html>"
    page = editor.upload("/drafts/upload", "页面.html", html.encode())
    with office.read() as unit:
        document = unit.drafts.document(unit.drafts.get(page.number).document)
    assert "正文一段。" in document.body
    assert [hidden.text for hidden in document.hidden] == ["看不见的字"]
    editor.get(f"/drafts/{page.number}/edit")
    editor.fill(f"/drafts/{page.number}/edit", bare="yes", do="save")
    with office.read() as unit:
        bare = unit.drafts.document(unit.drafts.get(page.number).document)
    assert (bare.body, bare.hidden, bare.markup) == (document.body, (), "")


def test_a_national_encoding_is_read(sign_in):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.upload("/drafts/upload", "通知.txt", "关于放假的通知内容。".encode("gb18030"))
    assert "关于放假的通知内容。" in page.text
    assert "GB18030" in page.tree.css_first("[role=status]").text()


def test_an_address_cannot_put_words_into_the_mouth_of_a_page(sign_in):
    page = sign_in("lin").get("/drafts?note=IuiHqueOqSI.x&done=nonsense")
    assert page.tree.css_first("[role=status]") is None


def test_a_draft_of_another_person_cannot_be_edited(write, sign_in):
    _, number = write()
    other = sign_in("chen")
    assert other.get(f"/drafts/{number}/edit").status == 403
    assert not other.get(f"/drafts/{number}").has_form(f"/drafts/{number}/submit")


def test_nothing_a_draft_holds_is_run_by_the_page(write):
    editor, _ = write('<script>alert("x")</script>正文。', title="<b>粗</b>")
    assert "<script>alert" not in editor.page.html
    assert "<b>粗</b>" not in editor.page.html
    assert json.dumps("x") not in str([s.attributes for s in editor.page.tree.css("script")])


def test_numbers_no_page_of_ours_writes_are_no_numbers(write):
    editor, number = write()
    for name in ("keep", "version"):
        editor.get(f"/drafts/{number}/edit")
        page = editor.fill(
            f"/drafts/{number}/edit", links="listed", do="save", **{name: "9" * 5000}
        )
        assert page.status < 500


def test_an_answer_to_what_is_no_longer_found_is_not_said_to_be_written(write):
    editor, number = write("要按步就班。\n再按步就班。\n")
    form = f"/drafts/{number}/answer-all"
    old = editor.page
    editor.fill(f"/drafts/{number}/fix-all")
    editor.page = old
    page = editor.fill(form, reason="引文原样如此，保留。")
    assert "没有写入" in page.alert
    assert "引文原样如此，保留。" in page.text


def test_submitting_twice_is_told_as_submitting(submit):
    editor, number = submit()
    csrf = editor.page.tree.css_first("input[name=csrf]").attributes["value"]
    page = editor.send(f"/drafts/{number}/submit", csrf=csrf, version="1")
    assert page.status == 409
    assert "不能送审" in page.alert


def test_a_file_with_a_title_beyond_measure_is_refused_as_the_form_would(sign_in):
    editor = sign_in("lin")
    editor.get("/drafts/new")
    page = editor.upload("/drafts/upload", "题" * 300 + ".txt", "正文。".encode())
    assert page.status == 422
    assert "标题有 300 字" in page.text
