"""The author's desk as a plain browser sees it: what is kept, outlined, shown and copied."""

from __future__ import annotations

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def autosave(browser, path: str, **typed: str):
    page = browser.get(path)
    form = page.tree.css_first("form[data-autosave]")
    hidden = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("input[type=hidden]")
    }
    return hidden["form_key"], browser.client.post("/autosave", data=hidden | typed)


def test_what_was_typed_is_offered_again_and_gone_once_saved(sign_in):
    editor = sign_in("lin")
    form, answer = autosave(editor, "/drafts/new", title="写了一半", body="第一段，")
    assert "已自动保存" in answer.json()["message"]
    page = editor.get("/drafts")
    assert "写了一半" in page.text
    page = editor.get(f"/drafts/new?resume={form}")
    assert page.tree.css_first("#body").text() == "第一段，"
    page = editor.fill("/drafts", body="第一段，写完了。\n", do="save")
    assert page.number
    assert "没保存的文字" not in editor.get("/drafts").text


def test_two_windows_of_one_person_keep_two_texts(sign_in):
    editor = sign_in("lin")
    autosave(editor, "/drafts/new", title="第一个窗口", body="甲")
    form, _ = autosave(editor, "/drafts/new", title="第二个窗口", body="乙")
    page = editor.get("/drafts/new")
    assert "第一个窗口" in page.text
    assert "第二个窗口" in page.text
    page = editor.fill("/autosave/drop", having=form)
    page = editor.get("/drafts/new")
    assert "第二个窗口" not in page.text


def test_an_unsaved_change_meets_a_version_saved_meanwhile(write, sign_in):
    editor, number = write()
    form, _ = autosave(editor, f"/drafts/{number}/edit", title="题目", body="我的改法。\n")
    editor.get(f"/drafts/{number}/edit")
    editor.fill(f"/drafts/{number}/edit", body="另一个窗口的改法。\n", do="save")
    page = editor.get(f"/drafts/{number}/edit?resume={form}")
    assert page.tree.css_first("#body").text() == "我的改法。\n"
    assert "差异" in page.text


def test_nobody_reads_what_another_is_typing(sign_in):
    form, _ = autosave(sign_in("lin"), "/drafts/new", title="还没写完", body="甲")
    other = sign_in("chen")
    assert other.get(f"/drafts/new?resume={form}").status in {403, 404}
    assert "还没写完" not in other.get("/drafts").text


def test_a_text_with_a_secret_marking_is_not_even_kept_as_typed(sign_in, office):
    editor = sign_in("lin")
    _, answer = autosave(editor, "/drafts/new", title="通知", body="机密★10年\n关于某事的通知。\n")
    assert answer.status_code >= 400
    with office.read() as unit:
        lin = unit.people.find("lin")
        assert lin is not None
        assert unit.autosaves.of(lin.person) == ()


def test_an_outline_of_the_category_is_filled_in(sign_in):
    editor = sign_in("lin")
    page = editor.get("/drafts/new?category=notice")
    assert "【" in page.tree.css_first("#body").text()
    assert page.tree.css_first("#category option[selected]").attributes["value"] == "notice"
    assert editor.get("/drafts/new?category=%00").tree.css_first("#body").text() == ""


def test_every_category_has_an_outline():
    from review.model import Category
    from service.web.outlines import outlines

    assert set(outlines()) == set(Category)


def test_a_picture_is_put_in_shown_and_read_by_the_gates(write, sign_in):
    editor, number = write()
    editor.get(f"/drafts/{number}/pictures")
    form = {"alt-new": "按步就班的办理大厅", "credit-new": "本单位"}
    page = editor.page.form(f"/drafts/{number}/pictures")
    hidden = {n.attributes["name"]: n.attributes["value"] for n in page.css("input[type=hidden]")}
    answer = editor.client.post(
        f"/drafts/{number}/pictures", data=hidden | form, files={"file": ("图.png", PNG)}
    )
    assert "按步就班的办理大厅" in answer.text
    shown = editor.get(f"/drafts/{number}")
    source = shown.tree.css_first("figure img").attributes["src"]
    picture = editor.client.get(source)
    assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
    assert "按步就班" in shown.tree.css_first("mark").text()
    assert sign_in("chen").client.get(source[:-4] + "0000").status_code == 404


def test_a_copy_is_a_draft_of_its_own(submit):
    editor, number = submit()
    editor.get(f"/drafts/{number}")
    page = editor.fill(f"/drafts/{number}/clone")
    assert page.number != number
    assert "编写中" in page.text


def test_every_platform_is_previewed_side_by_side(write, office):
    editor, number = write()
    page = editor.get(f"/drafts/{number}/preview")
    for platform in office.platforms.values():
        assert platform.label in page.text


def test_what_was_typed_about_a_refused_picture_is_kept(write):
    editor, number = write()
    editor.get(f"/drafts/{number}/pictures")
    form = editor.page.form(f"/drafts/{number}/pictures")
    hidden = {n.attributes["name"]: n.attributes["value"] for n in form.css("input[type=hidden]")}
    answer = editor.client.post(
        f"/drafts/{number}/pictures",
        data=hidden | {"alt-new": "办理大厅全景"},
        files={"file": ("图.svg", b"<svg/>")},
    )
    assert answer.status_code == 422
    assert "办理大厅全景" in answer.text
