"""A quarter's inspection on its pages: drawn, a real batch run taken in, confirmed, a circular in Word."""

from __future__ import annotations

import io
import json
import zipfile

import docx

from service.actions.verify_audit import verify_audit
from tests.service.pages.test_register import with_account
from tests.service.pages.test_staffing import with_branch

POST = {"platform": "微信", "account": "云溪健康", "published_at": "2026-10-01"}
FINDING = {
    **POST,
    "gate": "political",
    "severity": "block",
    "rule": "POL101",
    "kind": "then",
    "url": "https://mp.weixin.qq.com/s/1",
    "message": "名称写错。",
}


def packed(posts: list[object], findings: list[object], folder: str = "结果/") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in (("posts.jsonl", posts), ("findings.jsonl", findings)):
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            archive.writestr(folder + name, lines)
    return file.getvalue()


def upload(browser, data: bytes):
    browser.get("/inspections/1")
    csrf = browser.page.tree.css_first("input[name=csrf]").attributes["value"]
    return browser.client.post(
        "/inspections/1/observe", data={"csrf": csrf}, files={"run": ("结果.zip", data)}
    )


def drawn(sign_in, staff):
    with_branch(sign_in, staff)
    with_account(sign_in("yi"))
    auditor = sign_in("su")
    auditor.get("/inspections")
    page = auditor.fill("/inspections", unit="1", percent="100", day="2026-11-20")
    assert "已抽取" in page.text, page.alert
    return auditor


def test_from_the_draw_to_the_circular(office, sign_in, staff):
    auditor = drawn(sign_in, staff)
    answer = upload(auditor, packed([POST, {**POST, "account": "别家"}], [FINDING]))
    assert "别家" in answer.text
    assert "严重表述错误" in answer.text
    assert "超过14天未更新" in answer.text
    csrf = auditor.page.tree.css_first("input[name=csrf]").attributes["value"]
    page = auditor.send("/inspections/1/close", csrf=csrf)
    assert "还有2项没有认定" in page.alert
    auditor.send("/inspections/1/vetoes/1", csrf=csrf, state="confirmed")
    auditor.send("/inspections/1/vetoes/2", csrf=csrf, state="dismissed", words="已公告停更")
    page = auditor.send("/inspections/1/close", csrf=csrf)
    assert "整改单已下发" in page.text
    assert "合格率 0.00%" in page.text
    assert "通报草稿" in page.text
    text = auditor.get("/inspections/1/circular").text
    assert "2026年第四季度" in text
    assert "云溪健康" in text
    answer = auditor.client.get("/inspections/1/circular.docx")
    paragraphs = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert paragraphs[0] == "关于2026年第四季度政务新媒体抽查情况的通报"
    editor = sign_in("yi")
    assert "整改单" in editor.get("/inspections").text
    editor.get("/inspections/1")
    page = editor.fill("/inspections/1/tickets/2", answer="已删除，见 https://a.gov.cn/1")
    assert "已反馈" in page.text
    auditor.get("/inspections/1")
    page = auditor.send("/inspections/1/tickets/2", csrf=csrf, verdict="good", words="")
    assert "已整改" in page.text
    assert verify_audit(office) == ()


def test_a_host_unit_sees_its_own_result_and_cannot_draw_or_circulate(sign_in, staff):
    drawn(sign_in, staff)
    editor = sign_in("yi")
    page = editor.get("/inspections/1")
    assert "云溪健康" in page.text
    assert not page.has_form("/inspections/1/close")
    assert editor.get("/inspections/1/circular").status == 422
    csrf = editor.get("/inspections").tree.css_first("input[name=csrf]").attributes["value"]
    assert (
        editor.send("/inspections", csrf=csrf, unit="1", percent="30", day="2026-11-20").status
        == 403
    )


def test_a_wrong_file_is_said_in_one_sentence_and_changes_nothing(sign_in, staff):
    auditor = drawn(sign_in, staff)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("posts.jsonl", b"\n" * (64 << 20))
        archive.writestr("findings.jsonl", "")
    for data, said in (
        (b"", "没有选择文件"),
        (b"PK\x03\x04", "损坏"),
        (packed([POST], [], folder="")[:-30], "损坏"),
        (bomb.getvalue(), "压缩炸弹"),
        (packed([POST], [{"gate": "x", **POST}]), "findings.jsonl 第1行"),
    ):
        answer = upload(auditor, data)
        assert answer.status_code == 422, said
        assert said in answer.text
    assert "还没有导入" in auditor.get("/inspections/1").text
