"""Files in and out of the pages: taken in, replaced, laid beside a draft, given back with remarks."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from pypdfium2 import raw

from review.formats.pdf import open_pdf
from review.model import EnclosureKind
from tests.review.office_files import pdf, sheet

NUMBER = "11010519491231002X"
FAULT = f"联系人张某，身份证号{NUMBER}。"
GOOD = "自然资源部门近日发布通知，市民可到服务大厅办理。"


def word(*lines: str, title="关于办理登记的通知"):
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph(title, style="Title")
    for line in lines:
        file.add_paragraph(line)
    file.save(out)
    return out.getvalue()


@pytest.fixture
def hand_in(sign_in):
    def hand_in_(name, data):
        editor = sign_in("lin")
        editor.get("/drafts/new")
        page = editor.upload("/drafts/upload", name, data)
        return editor, page

    return hand_in_


@pytest.fixture
def document_of(office):
    def document_of_(number):
        with office.read() as unit:
            return unit.drafts.document(unit.drafts.get(number).document)

    return document_of_


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("名单.xlsx", lambda: sheet(["事项", "地点"], ["登记", "服务大厅"]), "登记\t服务大厅"),
        ("名单.csv", lambda: "事项,地点\n登记,服务大厅\n".encode("gb18030"), "登记\t服务大厅"),
        ("通知.pdf", lambda: pdf([GOOD]), GOOD),
        ("通知.docx", lambda: word(GOOD), GOOD),
    ],
)
def test_files_of_every_kind_become_drafts(hand_in, document_of, name, data, words):
    _, page = hand_in(name, data())
    assert words in document_of(page.number).body


def test_the_word_file_comes_back_as_it_was_with_comments_on_the_words(hand_in):
    editor, page = hand_in("通知.docx", word(GOOD, FAULT))
    answer = editor.client.get(f"/drafts/{page.number}/marked.docx")
    assert answer.headers["content-disposition"].startswith("attachment;")
    file = docx.Document(io.BytesIO(answer.content))
    assert [paragraph.text for paragraph in file.paragraphs][1:] == [GOOD, FAULT]
    assert any("CON101" in comment.text for comment in file.comments)
    assert not any(NUMBER in comment.text for comment in file.comments)


def test_pictures_in_a_word_file_come_along_to_be_described(hand_in, document_of):
    from PIL import Image

    picture, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")
    file = docx.Document(io.BytesIO(word(GOOD)))
    file.add_picture(io.BytesIO(picture.getvalue()))
    file.save(out)
    editor, page = hand_in("通知.docx", out.getvalue())
    [media] = document_of(page.number).media
    answer = editor.client.get(f"/drafts/{page.number}/pictures/{media.digest[7:]}")
    assert answer.content == picture.getvalue()
    assert answer.headers["content-type"] == "image/png"


def test_a_pdf_comes_back_as_it_was_with_highlights(hand_in):
    editor, page = hand_in("通知.pdf", pdf([GOOD, FAULT]))
    address = f"/drafts/{page.number}/marked.pdf"
    assert f'href="{address}"' in page.html
    answer = editor.client.get(address)
    assert answer.content.startswith(b"%PDF")
    with open_pdf("通知.pdf", answer.content) as file:
        first = file[0]
        assert raw.FPDFPage_GetAnnotCount(first) > 0
        first.close()
    editor.get(f"/drafts/{page.number}/edit")
    editor.fill(f"/drafts/{page.number}/edit", body="换了一段文字。", do="save")
    assert editor.client.get(address).status_code == 404


def test_a_text_that_was_typed_or_changed_since_comes_as_a_file_of_its_own(write, hand_in):
    editor, number = write(FAULT)
    file = docx.Document(io.BytesIO(editor.client.get(f"/drafts/{number}/marked.docx").content))
    assert FAULT in [paragraph.text for paragraph in file.paragraphs]
    assert any("CON101" in comment.text for comment in file.comments)
    editor, page = hand_in("通知.docx", word(FAULT))
    editor.get(f"/drafts/{page.number}/edit")
    editor.fill(f"/drafts/{page.number}/edit", body="换了一段文字。", do="save")
    data = editor.client.get(f"/drafts/{page.number}/marked.docx").content
    assert "换了一段文字。" in [line.text for line in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_list_of_findings_is_a_table(write):
    editor, number = write(FAULT)
    data = editor.client.get(f"/drafts/{number}/findings.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["问题清单"].iter_rows(values_only=True))
    assert any(row[3] == "CON101" for row in rows)


def test_a_file_gone_round_in_word_is_the_next_version_and_offers_the_reasons_given(
    hand_in, document_of
):
    editor, page = hand_in("通知.docx", word(FAULT, GOOD, "各单位要按步就班做好登记。"))
    number = page.number
    key = next(
        node.attributes["value"]
        for node in page.tree.css(f'form[action="/drafts/{number}/waive"] input[name=finding]')
        if node.attributes["value"].startswith("CON101")
    )
    editor.fill(f"/drafts/{number}/waive", having=key, reason="本人书面同意公开。")
    data = editor.client.get(f"/drafts/{number}/marked.docx").content
    file, out = docx.Document(io.BytesIO(data)), io.BytesIO()
    for paragraph in file.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("按步就班", "按部就班")
    file.save(out)
    editor.get(f"/drafts/{number}/edit")
    page = editor.upload(f"/drafts/{number}/upload", "通知（改）.docx", out.getvalue())
    assert "按部就班" in document_of(number).body
    assert "没有再检查" in page.html
    assert "本人书面同意公开。" in page.text
    assert page.has_form(f"/drafts/{number}/reapply")
    [manuscript] = document_of(number).enclosures
    assert (manuscript.name, manuscript.kind) == ("通知（改）.docx", EnclosureKind.MANUSCRIPT)


def test_a_program_has_a_file_judged_and_learns_the_cell(sign_in, office):
    client = sign_in("lin").client
    token = client.get("/api/v1/me").json()["csrf"]
    headers = {"X-CSRF-Token": token, "Content-Type": "application/octet-stream"}
    answer = client.post(
        "/api/v1/check/file",
        params={"name": "名单.xlsx"},
        content=sheet(["姓名", "证件"], ["甲", NUMBER]),
        headers=headers,
    ).json()
    assert answer["format"] == "xlsx"
    assert set(answer["places"].values()) == {"「名单」B2"}
    assert answer["report"]["verdict"] == "block"
    refused = client.post(
        "/api/v1/check/file", params={"name": "a.zip"}, content=b"PK\x03\x04", headers=headers
    )
    assert refused.status_code == 422
    assert "a.zip" in refused.json()["error"]["message"]
    with office.read() as unit:
        assert unit.drafts.list() == ()


def test_a_file_that_cannot_be_taken_leaves_the_draft_as_it_was(write, document_of):
    editor, number = write()
    before = document_of(number)
    editor.get(f"/drafts/{number}/edit")
    page = editor.upload(f"/drafts/{number}/upload", "坏.docx", b"PK\x03\x04 not a zip")
    assert page.status == 422
    assert "坏.docx" in page.alert
    assert document_of(number) == before


def test_a_file_too_large_is_refused_in_one_sentence(hand_in):
    _, page = hand_in("大.docx", word(GOOD) + b"\0" * (21 * 1024 * 1024))
    assert page.status == 422
    assert "最多 20 MB" in page.alert


def test_what_is_laid_beside_a_draft_is_judged_signed_and_shown(
    write, sign_in, document_of, office
):
    editor, number = write()
    editor.get(f"/drafts/{number}/enclosures")
    form = f"/drafts/{number}/enclosures"
    editor.page.form(form)
    before = document_of(number).digest
    fields = {"version": "1", "kind": "authorisation"}
    editor.client.post(
        form,
        data=fields | {"csrf": editor.page.form(form).css_first("[name=csrf]").attributes["value"]},
        files={"file": ("授权书.docx", word(FAULT, title="授权书"))},
    )
    document = document_of(number)
    assert document.digest != before
    [enclosed] = document.enclosures
    assert (enclosed.kind, enclosed.name) == (EnclosureKind.AUTHORISATION, "授权书.docx")
    with office.read() as unit:
        report = unit.drafts.report(unit.drafts.get(number).report)
    assert {finding.span.field for finding in report.findings if finding.rule == "CON101"} == {
        "proof:0"
    }
    page = editor.get(f"/drafts/{number}")
    assert "授权书.docx" in page.text
    address = f"/drafts/{number}/enclosures/{enclosed.digest[7:]}"
    answer = editor.client.get(address)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.content.startswith(b"PK")
    assert editor.client.get(address[:-1] + "0").status_code == 404
    chen = sign_in("chen")
    assert "授权书.docx" in chen.get(f"/drafts/{number}").text
    assert chen.get(f"/drafts/{number}/enclosures").tree.css_first("input[type=file]") is None


def test_the_evidence_pack_and_the_sheet_hold_what_lay_beside_the_text(
    hand_in, sign_in, document_of
):
    data = word(GOOD)
    _, page = hand_in("通知.docx", data)
    [enclosed] = document_of(page.number).enclosures
    auditor = sign_in("su")
    assert "原稿文件" in auditor.get(f"/drafts/{page.number}/sheet").text
    answer = auditor.client.get(f"/drafts/{page.number}/evidence.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        [name] = [one for one in pack.namelist() if enclosed.digest[7:] in one]
        assert pack.read(name) == data


def test_a_proof_is_read_for_secrets_and_what_readers_get_for_everything(write, office):
    editor, number = write()
    words = "各单位要按步就班做好登记。"
    token = editor.get(f"/drafts/{number}/enclosures").tree.css_first("[name=csrf]")
    for version, kind, name in ((1, "basis", "原文.docx"), (2, "published", "附件.docx")):
        editor.client.post(
            f"/drafts/{number}/enclosures",
            data={"version": str(version), "kind": kind, "csrf": token.attributes["value"]},
            files={"file": (name, word(words, title=name))},
        )
    with office.read() as unit:
        draft = unit.drafts.get(number)
        report = unit.drafts.report(draft.report)
        kinds = [one.kind.value for one in unit.drafts.document(draft.document).enclosures]
    assert kinds == ["basis", "published"]
    fields = {finding.span.field for finding in report.findings}
    assert "enclosure:1" in fields
    assert "proof:0" not in fields
