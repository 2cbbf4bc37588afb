"""The approval sheet as a page and as PDF, and the evidence pack, as people get them."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.paper import verify
from service.paper.pdf import NoFontError, find_font, sheet_pdf
from service.paper.sheet import Part, Sheet
from tests.service.pages.conftest import NOW


def test_the_sheet_tells_who_signed_and_leaves_lines_for_the_proofs(approve, sign_in):
    number = approve()
    page = sign_in("su").get(f"/drafts/{number}/sheet")
    assert f"XS-{number:06d}-1" in page.text
    for said in ("陈明", "周芳", "何建平", "初审", "复审", "终审（签发）", "一校", "二校", "三校"):
        assert said in page.text
    assert "未签" not in page.text
    assert "保密自查" in page.text
    assert "sha256:" in page.text


def test_the_draft_leads_to_its_sheet(write):
    editor, number = write()
    assert f'href="/drafts/{number}/sheet"' in editor.get(f"/drafts/{number}").html
    assert "送审时确定" in editor.get(f"/drafts/{number}/sheet").text


def test_the_pdf_has_its_font_within(approve, sign_in, office):
    try:
        find_font(office.settings.data_dir / "fonts")
    except NoFontError:
        pytest.skip("no Chinese font on this computer")
    number = approve()
    found = sign_in("su").client.get(f"/drafts/{number}/sheet.pdf")
    assert found.headers["content-type"] == "application/pdf"
    assert found.content.startswith(b"%PDF-")
    assert b"/FontFile" in found.content


def test_without_a_font_it_is_said_where_to_put_one(tmp_path: Path):
    with pytest.raises(NoFontError, match="fonts-noto-cjk"):
        find_font(tmp_path / "own", [tmp_path])


def test_a_font_of_the_office_comes_before_the_system_s(tmp_path: Path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "ours.ttf").touch()
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert find_font(tmp_path / "own", [tmp_path]).name == "ours.ttf"
    assert find_font(tmp_path / "none", [tmp_path]).name == "NotoSansCJK-Regular.ttc"


def test_long_opinions_and_unknown_characters_still_make_a_pdf(tmp_path: Path):
    try:
        font = find_font(tmp_path)
    except NoFontError:
        pytest.skip("no Chinese font on this computer")
    rows = (
        ("意见", "请核对。" * 2000),
        ("网址", "https://example.cn/" + "a" * 900),
        ("字", "\U000e0001😀"),
    )
    made = sheet_pdf(Sheet(number="1", title="", parts=(Part(title="长", rows=rows),)), font, NOW)
    assert made.startswith(b"%PDF-")


def test_the_pack_taken_from_the_page_holds(approve, sign_in, office):
    number = approve()
    found = sign_in("su").client.get(f"/drafts/{number}/evidence.zip")
    assert found.status_code == 200
    files = verify.unpacked(found.content)
    flaws = [flaw for _, some in verify.examined(files, office.key, None) for flaw in some]
    assert flaws == []
    assert files.get("sheet.pdf", b"%PDF-").startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["sheet", "sheet.pdf", "evidence.zip"])
def test_a_draft_that_is_not_there_has_none(sign_in, name: str):
    assert sign_in("su").client.get(f"/drafts/99/{name}").status_code == 404


@pytest.mark.parametrize("name", ["sheet", "sheet.pdf", "evidence.zip"])
def test_nobody_gets_one_without_signing_in(anybody, name: str):
    found = anybody.client.get(f"/drafts/1/{name}", follow_redirects=False)
    assert found.status_code in (303, 401)
