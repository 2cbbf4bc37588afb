"""Two clocks over an archive, what is written of it, and what never is."""

from __future__ import annotations

import json
from datetime import date

import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.service.batch.conftest import NUMBER, TODAY, outputs, rows, write_jsonl

POSTS = [
    {
        "id": "早",
        "body": "国土资源部通知，请登陆网站。",
        "published_at": "2017-05-01",
        "account": "甲",
    },
    {"id": "晚", "body": "国土资源部通知。", "published_at": "2019-05-01", "account": "乙"},
    {"id": "无日", "body": "国土资源部通知。", "account": "=cmd|'x'!A0", "题外": [1, {"a": None}]},
    {
        "id": "私",
        "title": f"公示{NUMBER}",
        "body": f"前文{NUMBER}，请登陆网站。",
        "published_at": "2020-01-01",
    },
    {"id": "黑", "body": "久久精品\n通知。", "published_at": "2020-01-01", "account": "甲"},
    {"id": "净", "body": "清远市气象台发布天气预报。", "published_at": "2020-01-01"},
]


@pytest.fixture
def archive(tmp_path):
    return write_jsonl(tmp_path / "a.jsonl", POSTS)


def test_a_name_right_on_its_day_is_outdated_and_a_slip_was_wrong_then(archive, check, tmp_path):
    check(archive, out=tmp_path / "out")
    told = {
        (row["id"], row["text"]): (row["kind"], row["verdict_then"], row["verdict_now"])
        for row in rows(tmp_path / "out" / "findings.jsonl")
    }
    assert told["早", "国土资源部"] == ("outdated", "pass", "warn")
    assert told["早", "登陆网站"] == ("then", "warn", "warn")
    assert told["晚", "国土资源部"] == ("then", "warn", "warn")
    assert told["无日", "国土资源部"] == ("untold", None, "warn")
    assert told["黑", "久久精品"] == ("tampered", "block", "block")


def test_the_kinds_are_counted_apart(archive, check, tmp_path):
    check(archive, out=tmp_path / "out")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    kinds = {kind: (one["findings"], one["posts"]) for kind, one in summary["kinds"].items()}
    assert kinds == {"then": (5, 3), "outdated": (1, 1), "tampered": (1, 1), "untold": (1, 1)}
    assert (summary["posts"], summary["undated"], summary["errors"]) == (6, 1, 0)


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        ({"today": None}, {"then", "tampered"}),
        ({"published": False}, {"untold", "tampered"}),
        ({"published": False, "today": date(2017, 1, 1)}, {"untold", "tampered"}),
    ],
)
def test_with_one_clock_nothing_is_called_outdated(options, kinds, archive, check, tmp_path):
    check(archive, out=tmp_path / "out", **options)
    found = rows(tmp_path / "out" / "findings.jsonl")
    assert {row["kind"] for row in found} == kinds
    if options.get("today") == date(2017, 1, 1):
        assert "国土资源部" not in {row["text"] for row in found}


def test_no_file_of_a_run_holds_a_private_number(archive, check, tmp_path):
    check(archive, out=tmp_path / "out", cache=str(tmp_path / "cache.sqlite"))
    for name, data in outputs(tmp_path / "out").items():
        if name == "report.xlsx":
            book = openpyxl.load_workbook(tmp_path / "out" / name)
            cells = [cell for sheet in book for row in sheet.values for cell in row]
            assert NUMBER[6:14] not in repr(cells)
        assert NUMBER[6:14].encode() not in data, name
    assert NUMBER[6:14].encode() not in (tmp_path / "cache.sqlite").read_bytes()
    slip = next(
        row
        for row in rows(tmp_path / "out" / "findings.jsonl")
        if row["text"] == "登陆网站" and row["id"] == "私"
    )
    assert slip["before"] == "前文" + "＊" * 18 + "，请"


def test_a_long_number_is_masked_even_where_no_rule_marks_it(check, tmp_path):
    card = "6222021234567890128"
    archive = write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "body": f"卡号{card}请登陆网站。"}])
    check(archive, out=tmp_path / "out")
    assert all(
        card[8:] not in data.decode("utf-8", "replace")
        for data in outputs(tmp_path / "out").values()
    )


def test_unknown_keys_are_handed_through(archive, check, tmp_path):
    check(archive, out=tmp_path / "out")
    posts = {row["id"]: row for row in rows(tmp_path / "out" / "posts.jsonl")}
    assert posts["无日"]["extra"] == {"题外": [1, {"a": None}]}
    assert posts["早"]["extra"] == {}


def test_the_workbook_holds_no_formula(archive, check, tmp_path):
    check(archive, out=tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert "=cmd|'x'!A0" in {cell.value for cell in cells}


def test_the_page_is_one_file_that_loads_nothing(archive, check, tmp_path):
    check(archive, out=tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "src=" not in page
    assert "<link" not in page
    assert "url(" not in page
    assert page.count('data-kind="outdated"') == 1
    assert "=cmd|&#x27;x&#x27;!A0" in page


def test_a_hostile_archive_cannot_write_markup_into_the_page(check, tmp_path):
    evil = "<script>alert(1)</script>\"' onload=x"
    record = {
        "id": evil,
        "title": evil,
        "body": f"{evil}登陆网站{evil}",
        "account": evil,
        "url": evil,
    }
    check(write_jsonl(tmp_path / "a.jsonl", [record]), out=tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    tree = LexborHTMLParser(page)
    names = {name for node in tree.css("*") for name in node.attributes}
    assert len(tree.css("script")) == 1
    assert not [name for name in names if name.startswith("on")]
    assert "alert(1)" in tree.css_first("#findings").text()


def test_findings_of_the_baseline_are_counted_apart_and_do_not_fail(archive, check, tmp_path):
    check(archive, out=tmp_path / "one")
    again = check(archive, out=tmp_path / "two", baseline=tmp_path / "one" / "findings.jsonl")
    assert again.worst == 3
    assert all(row["known"] for row in rows(tmp_path / "two" / "findings.jsonl"))
    changed = [*POSTS, {"id": "新", "body": "请登陆网站。"}]
    archive = write_jsonl(tmp_path / "b.jsonl", changed)
    third = check(archive, out=tmp_path / "three", baseline=tmp_path / "one" / "findings.jsonl")
    assert third.worst == 1
    assert [
        row["id"] for row in rows(tmp_path / "three" / "findings.jsonl") if not row["known"]
    ] == ["新"]


def test_a_finding_is_known_again_after_an_edit_elsewhere_in_the_post(check, tmp_path):
    first = write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "body": "第一行。\n请登陆网站。"}])
    check(first, out=tmp_path / "one")
    later = write_jsonl(tmp_path / "b.jsonl", [{"id": 1, "body": "第一行，改长了。\n请登陆网站。"}])
    assert (
        check(later, out=tmp_path / "two", baseline=tmp_path / "one" / "findings.jsonl").worst == 3
    )


def test_what_was_judged_is_not_judged_again(archive, check, tmp_path, monkeypatch):
    cache = str(tmp_path / "cache.sqlite")
    check(archive, out=tmp_path / "one", cache=cache)
    monkeypatch.setattr("service.batch.checker.review", lambda *_: pytest.fail("judged again"))
    check(archive, out=tmp_path / "two", cache=cache)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")


def test_a_broken_cache_changes_nothing(archive, check, tmp_path):
    cache = tmp_path / "cache.sqlite"
    cache.write_bytes(b"no database at all" * 500)
    check(archive, out=tmp_path / "one", cache=str(cache))
    check(archive, out=tmp_path / "two")
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")


def test_the_other_clock_is_the_same_report_on_the_day_of_publication(check, tmp_path):
    record = {"id": 1, "body": "请登陆网站。", "published_at": TODAY.isoformat()}
    check(write_jsonl(tmp_path / "a.jsonl", [record]), out=tmp_path / "out")
    [post] = rows(tmp_path / "out" / "posts.jsonl")
    assert post["verdict_then"] == post["verdict_now"] == "warn"
