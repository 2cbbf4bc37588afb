"""The figures of a period: counted right, seen by whom they concern, and safe to open elsewhere."""

from __future__ import annotations

import csv
import io
from html import unescape

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from review.draft import Person, Role
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.unit_facts import UnitFacts
from service.edge.figures import Chart, Series
from service.web.charts import Charts
from service.worker import work_once
from tests.service.pages.conftest import PASSWORD, Page
from tests.service.pages.test_api import Caller


def table(page: Page, name: str) -> dict[str, list[str]]:
    """A table of the page: by the first cell of a row, the others."""
    section = page.tree.css_first(f"section[aria-label='{name}']")
    assert section is not None, name
    return {
        row.css_first("th").text().strip(): [cell.text() for cell in row.css("td")]
        for row in section.css("tbody tr")
    }


def tiles(page: Page) -> dict[str, str]:
    return {
        one.css_first("dt").text(): one.css_first("dd").text().split()[0]
        for one in page.tree.css("dl.tiles > div")
    }


def below(name: str, staff: dict[str, Person]) -> UnitFacts:
    return UnitFacts(name=name, parent=1, supervisor=staff["he"].id)


@pytest.fixture
def released(approve, sign_in, office) -> int:
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    publisher.fill(f"/releases/plan/{number}")
    work_once(office)
    return number


def test_a_draft_is_counted_from_its_beginning_to_its_readers(released, sign_in, submit):
    submit()
    page = sign_in("su").get("/dashboards")
    assert tiles(page) == {
        "新建": "2",
        "送审稿次": "2",
        "签发": "1",
        "发布": "1",
        "原创比例": "100%",
        "应急通道": "0",
        "现在超时未签": "0",
        "签得超时": "0",
    }
    assert table(page, "稿件按状态") == {"审核中": ["1"], "已发布": ["1"]}
    assert table(page, "签发前送审轮数") == {"1 轮": ["1"]}
    times = table(page, "各环节办理时间")
    assert {name: of[0] for name, of in times.items()} == {
        "初审": "1",
        "复审": "1",
        "终审（签发）": "1",
    }
    assert table(page, "各平台发布")["网站"][:6] == ["1", "1", "0", "0", "1", "0"]
    assert table(page, "送审按分级") == {"A级（普通）": ["2"]}


def test_another_period_has_figures_of_its_own(released, sign_in):
    auditor = sign_in("su")
    assert tiles(auditor.get("/dashboards?period=month&day=2026-10-05"))["新建"] == "0"
    page = auditor.get("/dashboards?period=custom&from=2026-11-23&to=2026-11-23")
    assert tiles(page)["新建"] == "1"
    page = auditor.get("/dashboards?period=custom&from=2026-11-24&to=2026-11-23")
    assert page.status == 422
    assert "早于" in page.alert
    assert tiles(page)["新建"] == "1"  # the present month stands in its place


def test_rounds_and_what_is_overdue(submit, sign_in, watch):
    editor, number = submit()
    reviewer = sign_in("chen")
    reviewer.get(f"/approvals/{number}")
    reviewer.fill(f"/approvals/{number}", decision="send_back", opinion="请写明办理时间。")
    editor.get(f"/drafts/{number}")
    editor.fill(f"/drafts/{number}/submit")
    for login in ("chen", "zhou", "he"):
        one = sign_in(login)
        one.get(f"/approvals/{number}")
        one.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    submit()
    watch.wait(days=5)
    page = sign_in("su").get("/dashboards")
    assert table(page, "签发前送审轮数") == {"2 轮": ["1"]}
    assert "期内退回 1 次" in page.text
    assert tiles(page)["现在超时未签"] == "1"


def test_findings_are_counted_by_gate_with_what_was_done(write, sign_in):
    editor, number = write(body="各单位要按步就班做好登记。\n")
    editor.get(f"/drafts/{number}")
    page = sign_in("su").get("/dashboards")
    assert table(page, "六关发现的问题")["合计"][0] == "0"  # not handed in yet
    editor.get(f"/drafts/{number}/edit")
    editor.fill(f"/drafts/{number}/edit", body="各单位要按部就班做好登记。\n", do="save")
    row = table(sign_in("su").get("/dashboards"), "六关发现的问题")["文字关"]
    assert row[1] == "1"
    assert row[5].startswith("0%（0%～")


def test_editors_see_their_own_drafts_and_heads_their_branch(
    released, office, staff, sign_in, client
):
    lower = add_unit(office, staff["zheng"], below("下属中心", staff))
    for login, role in (("xia", Role.EDITOR), ("zhang", Role.FINAL)):
        add_person(
            office,
            None,
            login=login,
            name=login,
            roles=frozenset({role}),
            password=PASSWORD,
            unit_id=lower.id,
        )
    assert "我的稿件" in sign_in("lin").get("/dashboards").text
    assert tiles(sign_in("lin").get("/dashboards"))["新建"] == "1"
    assert tiles(sign_in("xia").get("/dashboards"))["新建"] == "0"
    head = sign_in("zhang")
    assert tiles(head.get("/dashboards"))["新建"] == "0"
    assert "下属中心" in head.page.text
    assert head.get("/dashboards?unit=1").status == 404
    auditor = sign_in("su")
    page = auditor.get("/dashboards")
    assert table(page, "各单位")["本单位"][0] == "1"
    assert table(page, "各单位")["下属中心"][0] == "0"
    assert tiles(auditor.get(f"/dashboards?unit={lower.id}"))["新建"] == "0"
    assert sign_in("lin").get("/dashboards?unit=1").status == 404


def test_nobody_sees_figures_without_signing_in(anybody):
    assert anybody.get("/dashboards").path == "/sign-in"
    assert anybody.get("/dashboards.csv").path == "/sign-in"


def test_charts_are_resources_of_their_own_that_run_and_load_nothing(released, sign_in):
    auditor = sign_in("su")
    page = auditor.get("/dashboards")
    images = page.tree.css("img.chart")
    assert len(images) >= 5
    for image in images:
        assert image.attributes["alt"]
        answer = auditor.client.get(unescape(image.attributes["src"]))
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        svg = LexborHTMLParser(answer.text)
        assert svg.css_first("svg > title").text()
        assert svg.css("script") == []
        assert "http://kozea" not in answer.text
        assert "onload" not in answer.text


def test_an_address_of_a_chart_that_we_did_not_write_draws_nothing(sign_in, office):
    auditor = sign_in("su")
    chart = Chart(title="<script>", labels=("&",), series=(Series(label="<b>", values=(1.0,)),))
    address = Charts(office).address(chart)
    answer = auditor.client.get(address)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "<b>" not in answer.text
    for wrong in ("", address + "x", address.replace("of=", "of=A"), "/dashboards/chart.svg?of=é"):
        path = wrong or "/dashboards/chart.svg"
        assert auditor.client.get(path).status_code == 404


def test_the_tables_go_out_as_files_that_start_no_formula(released, office, staff, sign_in):
    add_unit(office, staff["zheng"], below("=HYPERLINK(1)", staff))
    auditor = sign_in("su")
    answer = auditor.client.get("/dashboards.csv?period=month")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["已发布", "1"] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    answer = auditor.client.get("/dashboards.xlsx?period=month")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "稿件按状态" in book.sheetnames
    sheet = book["稿件按状态"]
    assert [cell.value for cell in sheet[2]] == ["已发布", 1]
    assert {cell.data_type for row in book["各单位"] for cell in row} <= {"s", "n"}
    assert auditor.client.get("/dashboards.exe").status_code == 404
    assert auditor.client.get("/dashboards.csv?period=custom").status_code == 422


def test_programs_get_the_same_tables(released, client):
    auditor = Caller(client(), "su")
    found = auditor.do("GET", "/dashboards?period=month")
    assert (found["first"], found["last"], found["whose"]) == (
        "2026-11-01",
        "2026-11-30",
        "本单位",
    )
    tables = {one["name"]: one for one in found["tables"]}
    assert tables["稿件按状态"] == {
        "name": "稿件按状态",
        "headings": ["状态", "数量"],
        "rows": [["已发布", 1]],
        "note": "期内新建的稿件现在的状态",
    }
    assert auditor.do("GET", "/dashboards?period=custom", expect=422)["error"]["code"] == "invalid"
    assert auditor.do("GET", "/dashboards?unit=9", expect=404)["error"]["code"] == "missing"
    assert Caller(client(), "lin").do("GET", "/dashboards")["whose"] == "我的稿件"
