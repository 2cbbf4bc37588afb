"""Reports shown: to programs exactly as promised, to people so that the place is seen at once."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.kinds import pattern, structure
from review.model import Basis, Document, Gate, Hidden, Severity, Span
from review.output import Judged, Run, Unread, render_html, render_json, render_sarif, render_text
from review.output.run import Places, make_visible
from review.pipeline import review
from review.rule import Bad, Rule

AS_OF = date(2026, 11, 23)
BASIS = (Basis("中华人民共和国某法", "第一条", date(2021, 1, 1)), Basis("惯例"))


def rule(number, check, severity=Severity.WARN, gate=Gate.TEXT):
    return Rule(
        id=f"{gate.prefix}{number}",
        name="错词",
        gate=gate,
        severity=severity,
        basis=BASIS,
        message="此处有误。",
        check=check,
        bad=(Bad("【错】"),),
        good=("对", "好"),
    )


def breaks(_reading):
    raise ValueError("身份证号码")


@pytest.fixture
def judge(compile_rules):
    """A run over documents with a few rules: 错 → 对 (warn), 坏 (block), and one that may raise."""

    def judge_(*documents: Document, raising=False, plain=True, unread=()):
        rules = [
            rule(101, pattern("错", suggest=lambda _: ("对",))),
            rule(102, pattern("坏错?"), Severity.BLOCK, Gate.POLITICAL),
        ]
        if raising:
            rules.append(rule(103, structure(breaks), gate=Gate.LEGAL))
        ruleset = compile_rules(*rules)
        judged = tuple(
            Judged(
                path=f"稿 {number}.txt",
                document=document,
                report=review(document, ruleset, AS_OF),
                format="plain" if plain else "html",
                notices=("「a」按 GB18030 读取。",),
            )
            for number, document in enumerate(documents)
        )
        return Run(ruleset=ruleset, judged=judged, unread=unread)

    return judge_


def test_json_is_what_outside_programs_were_promised(judge):
    document = Document(title="题", body="第一行\r\n有错字😀错\n")
    content = json.loads(render_json(judge(document, unread=(Unread(path="b", message="坏了。"),))))
    assert list(content) == ["schema", "ruleset", "documents", "errors"]
    assert content["schema"] == "xianshen.report/1"
    assert content["ruleset"]["rules"] == 2
    assert content["ruleset"]["digest"].startswith("sha256:")
    assert content["errors"] == [{"path": "b", "message": "坏了。"}]
    found = content["documents"][0]
    assert (found["verdict"], found["as_of"]) == ("warn", "2026-11-23")
    assert found["digest"] == document.digest
    assert [gate["gate"] for gate in found["gates"]] == [
        "political", "legal", "policy", "confidentiality", "text", "advertising",
    ]  # fmt: skip
    assert found["gates"][4] == {
        "gate": "text", "label": "文字关", "rules": 1, "findings": 2, "failures": 0,
    }  # fmt: skip
    assert found["findings"][1] == {
        "rule": "TXT101",
        "name": "错词",
        "gate": "text",
        "severity": "warn",
        "field": "body",
        "start": 9,
        "end": 10,
        "line": 2,
        "column": 5,
        "place": "",
        "text": "错",
        "message": "此处有误。",
        "suggestions": ["对"],
        "basis": [
            {"title": "中华人民共和国某法", "clause": "第一条", "date": "2021-01-01"},
            {"title": "惯例", "clause": "", "date": None},
        ],
    }


def test_a_failed_rule_is_shown_by_type_and_never_passes(judge):
    run = judge(Document(body="好"), raising=True)
    found = json.loads(render_json(run))["documents"][0]
    assert found["failures"] == [{"rule": "LEG103", "error": "ValueError"}]
    assert found["verdict"] == "block"
    for text in (render_json(run), render_text(run), render_html(run), render_sarif(run)):
        assert "ValueError" in text
        assert "身份证号码" not in text


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="字a😀\r\n", max_size=30), st.integers(0, 30))
def test_lines_and_columns_lead_back_to_the_offset(text, offset):
    offset = min(offset, len(text))
    if text[offset - 1 : offset + 1] == "\r\n":
        return
    line, column = Places(Document(body=text)).locate("body", offset)
    before = re.split(r"\r\n|\r|\n", text[:offset])
    assert (line, column) == (len(before), len(before[-1]) + 1)


def test_the_terminal_shows_the_first_places_and_counts_the_rest(judge):
    text = render_text(
        judge(Document(title="题错", body="\n".join(f"第{n}处错字" for n in range(6))))
    )
    assert "【核对】 稿 0.txt（按 2026-11-23 有效的规则）" in text
    assert "[核对] TXT101 错词：此处有误。" in text
    assert "标题 1:2  题【错】  建议：「对」" in text
    assert "1:4  第0处【错】字  建议：「对」" in text
    assert "另有 4 处同类：3:4、4:4、5:4、6:4" in text
    assert "依据：《中华人民共和国某法》第一条（2021-01-01）；《惯例》" in text
    assert "政治关：1 条规则，未发现问题" in text
    assert "政策关：0 条规则，没有检查" in text
    assert "共检查 1 份：核对 1 份；问题 7 处（拦截 0、核对 7、提示 0）。" in text
    assert "\x1b" not in text


def test_no_text_can_steer_the_terminal(judge):
    document = Document(body="\x1b]0;题\x07\x1b[2J\u202e错\u200b\n")
    assert "\x1b" not in render_text(judge(document))
    assert "‹U+202E›" in render_text(judge(document))
    coloured = render_text(judge(document), colour=True)
    assert set(re.findall(r"\x1b.{0,3}", coloured)) <= {"\x1b[0m", "\x1b[1m", "\x1b[33", "\x1b[1;"}
    assert make_visible("甲\u00ad\ufeff\ud800乙\t\n") == "甲‹U+00AD›‹U+FEFF›‹U+D800›乙 ⏎"


def test_sarif_counts_code_points_and_offers_certain_fixes(judge):
    run = judge(
        Document(body="好😀\n有坏错字"), unread=(Unread(path="甲 乙.docx", message="坏了。"),)
    )
    log = json.loads(render_sarif(run))
    assert log["version"] == "2.1.0"
    [one] = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    rules = one["tool"]["driver"]["rules"]
    assert [(each["id"], each["defaultConfiguration"]["level"]) for each in rules] == [
        ("POL102", "error"),
        ("TXT101", "warning"),
    ]
    first, second = one["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("POL102", 0, "error")
    assert second["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%A8%BF%200.txt"},
        "region": {
            "startLine": 2,
            "startColumn": 3,
            "endLine": 2,
            "endColumn": 4,
            "charOffset": 5,
            "charLength": 1,
        },
    }
    assert second["fixes"][0]["artifactChanges"][0]["replacements"][0] == {
        "deletedRegion": {"charOffset": 5, "charLength": 1},
        "insertedContent": {"text": "对"},
    }
    assert "fixes" not in first
    [invocation] = one["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "坏了。"


def test_sarif_fixes_are_for_plain_files_only_and_fingerprints_survive_a_move(judge):
    def result(body, **options: bool):
        return json.loads(render_sarif(judge(Document(body=body), **options)))["runs"][0][
            "results"
        ][0]

    assert "fixes" not in result("有错字", plain=False)
    assert (
        result("有错字")["partialFingerprints"] == result("新的一行\n有错字")["partialFingerprints"]
    )
    assert result("有错字")["partialFingerprints"] != result("没错字")["partialFingerprints"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.stack, self.text, self.seen = [], [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def test_the_page_is_whole_loads_nothing_and_runs_nothing(judge):
    body = "<script>alert(1)</script>有坏错字&amp;错\n<b onclick=x>"
    document = Document(
        title='"><img src=x>', body=body, hidden=(Hidden(text="暗错", means="批注"),)
    )
    page = render_html(judge(document, unread=(Unread(path="<i>", message="坏了。"),)))
    tags = _Tags()
    tags.feed(page)
    assert tags.stack == []
    assert not {tag for tag, _ in tags.seen} & {"script", "img", "link", "iframe", "b", "i"}
    assert all("src" not in attributes for _, attributes in tags.seen)
    assert not [name for _, attributes in tags.seen for name in attributes if name.startswith("on")]
    assert body in "".join(tags.text)
    anchors = {attributes["id"] for _, attributes in tags.seen if "id" in attributes}
    links = {attributes["href"][1:] for tag, attributes in tags.seen if tag == "a"}
    assert links == anchors


def test_overlapping_findings_are_marked_as_the_graver_one(judge):
    page = render_html(judge(Document(body="有坏错字")))
    assert '<mark class="block" title="POL102 错词">坏</mark>' in page
    assert '<mark class="block" title="POL102 错词；TXT101 错词">错</mark>字' in page


def test_equal_input_gives_equal_output(judge):
    document = Document(body="错坏错")
    for render in (render_json, render_sarif, render_html, render_text):
        assert render(judge(document)) == render(judge(document))


def test_words_around_stop_at_the_line():
    places = Places(Document(body="上一行\n左错右\n下一行"))
    assert places.around(Span(field="body", start=5, end=6), 10) == ("左", "右")
