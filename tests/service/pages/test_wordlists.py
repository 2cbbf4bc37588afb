"""Stories of a keeper of lists: looked up, added to, muted, exported, learnt from; all by name."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from starlette.testclient import TestClient

from review.model import Document, Severity
from review.staff import TOP, Unit
from service.app import create_app
from service.archive import ArchivedPost, ArchiveIndex
from service.second_reader import Answered
from service.second_reader.located import located
from service.sheets.reading import read_table
from service.store.second_readings import Outcome

TOPMOST = Unit(id=TOP, name="本单位", line=(TOP,))
LIST = "text/miswritten_words"
WORD = "云溪印像"
SUGGEST = "云溪印象"
REASON = "常被写错，请改。"


def severity(office, body: str, words: str):
    """Of the findings on these words."""
    document = Document(body=body)
    report = office.review(document, TOPMOST)
    return [one.severity for one in report.findings if document.quote(one.span) == words]


def added(browser, **other: str):
    browser.get(f"/wordlists/{LIST}")
    typed = {"word": WORD, "suggest": SUGGEST, "source": "区文件（2026年）", "reason": REASON}
    return browser.fill(f"/wordlists/{LIST}/overlays", having="增补", **(typed | other))


def muted(browser, rule: str, **other: str):
    browser.get("/wordlists")
    typed = {"rule": rule, "ends": "2026-12-31", "reason": "栏目名就这么写。"}
    return browser.fill("/wordlists/overlays", having="规则编号", **(typed | other))


def agreed(sign_in):
    """What waits is agreed to by the final signer, who proposed none of it."""
    second = sign_in("he")
    page = second.get("/wordlists")
    for form in page.tree.css("form"):
        if "/agree" in form.html:
            second.get("/wordlists")
            page = second.fill(form.attributes["action"])
            assert "已生效" in page.text, page.alert
    return second


def test_lists_are_shown_with_keeper_day_and_size_and_found_by_a_word(sign_in, office):
    editor = sign_in("lin")
    page = editor.get("/wordlists")
    wordlist = office.ruleset.library[LIST]
    row = next(row.text() for row in page.tree.css("tbody tr") if LIST in row.text())
    for told in (wordlist.title, wordlist.keeper, str(wordlist.reviewed)):
        assert told in row
    entry = wordlist.entries[-1]
    page = editor.get(f"/wordlists?words={entry.word}")
    assert LIST in page.text
    assert len(page.tree.css("section[aria-label=词库列表] tbody tr")) < len(office.ruleset.library)
    page = editor.get(f"/wordlists/{LIST}?words={entry.word}")
    assert entry.word in page.text
    assert editor.get(f"/wordlists/{LIST}?page=2").status == 200
    assert editor.get("/wordlists/text/none").status == 404
    assert editor.get("/wordlists/text/x%00y").status in {404, 422}


def test_a_keepers_word_holds_once_another_agreed_and_can_be_ended(sign_in, office):
    keeper = sign_in("zheng")
    page = added(keeper)
    assert "另一位管理员或终审" in page.text
    assert "/agree" not in page.html
    assert severity(office, "游览云溪印像。", WORD) == []
    agreed(sign_in)
    page = keeper.get(f"/wordlists/{LIST}")
    assert severity(office, "游览云溪印像。", WORD) == [Severity.HINT]
    end = next(form.attributes["action"] for form in page.tree.css("form") if "/end" in form.html)
    page = keeper.fill(end)
    assert "已结束" in page.text
    assert severity(office, "游览云溪印像。", WORD) == []


def test_an_editors_wish_waits_for_the_keeper(sign_in, office):
    editor = sign_in("lin")
    page = added(editor)
    assert "另一位管理员或终审" in page.text
    assert severity(office, "游览云溪印像。", WORD) == []
    assert "/agree" not in page.html
    keeper = sign_in("zheng")
    page = keeper.get("/wordlists")
    agree = next(f.attributes["action"] for f in page.tree.css("form") if "/agree" in f.html)
    assert editor.get("/wordlists").status == 200
    refused = editor.send(agree, csrf=editor.page.tree.css_first("[name=csrf]").attributes["value"])
    assert refused.status == 403
    keeper.fill(agree)
    assert severity(office, "游览云溪印像。", WORD) == [Severity.HINT]


def test_what_is_refused_is_told_and_nothing_typed_is_lost(sign_in):
    keeper = sign_in("zheng")
    page = added(keeper, word="云", suggest="甲、乙", source="区文件甲")
    assert page.status == 422
    assert "2到60个字" in page.alert
    assert page.tree.css_first("#source").attributes["value"] == "区文件甲"
    assert page.tree.css_first("#suggest").attributes["value"] == "甲、乙"
    assert REASON in page.tree.css_first("#reason-add").text()
    page = muted(keeper, "TXT999")
    assert page.status == 404
    assert page.tree.css_first("#rule").attributes["value"] == "TXT999"
    assert "不对" in muted(keeper, "TXT101", ends="明天").alert


def test_a_muted_rule_still_shows_in_the_draft_with_who_why_and_how_long(sign_in, office, write):
    text = "各单位要按步就班做好登记。\n"
    found = next(
        one
        for one in office.review(Document(body=text)).findings
        if one.severity is not Severity.BLOCK
    )
    keeper = sign_in("zheng")
    muted(keeper, found.rule)
    agreed(sign_in)
    editor, _ = write(text)
    told = "本单位静音：栏目名就这么写。，至2026-12-31（原为"
    assert told in editor.page.text
    block = next(rule for rule in office.ruleset.rules if rule.severity is Severity.BLOCK)
    assert "不能静音" in muted(keeper, block.id).alert


def test_the_live_check_knows_the_units_own_words(sign_in, office):
    added(sign_in("zheng"))
    agreed(sign_in)
    editor = sign_in("lin")
    editor.get("/drafts/new")
    csrf = editor.page.tree.css_first("[name=csrf]").attributes["value"]
    response = editor.client.post("/check", data={"csrf": csrf, "title": "题", "body": WORD})
    assert WORD in [one["words"] for one in response.json()["findings"]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_is_exported_as_it_can_be_imported(sign_in, office, ending):
    editor = sign_in("lin")
    response = editor.client.get(f"/wordlists/{LIST}/export.{ending}")
    assert response.status_code == 200
    assert "attachment" in response.headers["content-disposition"]
    rows = read_table(f"t.{ending}", response.content)
    assert len(rows) == len(office.ruleset.library[LIST].entries)
    if ending == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row > len(rows)


def test_nobody_sees_lists_without_signing_in(anybody):
    for path in ("/wordlists", f"/wordlists/{LIST}", f"/wordlists/{LIST}/export.csv", "/learning"):
        assert "登录" in anybody.get(path).html


def test_what_was_kept_again_and_again_is_proposed_and_only_a_person_agrees(sign_in, office, write):
    keeper = sign_in("zheng")
    assert "还没有值得学的" in keeper.get("/learning").text
    kept = "经核对，专名如此，保留原文。"
    for number in range(2):
        editor, draft = write(f"第{number}次通知。各单位要按步就班做好登记。\n")
        key = next(
            one.attributes["value"]
            for one in editor.page.tree.css("input[name=finding]")
            if (one.attributes["value"] or "").startswith("TXT")
        )
        rule = key.split("@")[0]
        answer = f"/drafts/{draft}/answer"
        editor.fill(answer, having=key, reason=kept)
    assert "按步就班" in keeper.get("/learning").text
    assert severity(office, "要按步就班。", "按步就班") == [Severity.WARN]
    page = keeper.fill("/learning")
    agreed(sign_in)
    assert "还没有值得学的" in page.text
    assert severity(office, "要按步就班。", "按步就班") == [Severity.HINT]
    assert rule in keeper.get("/wordlists").text


class Echo:
    """A second reader that always points at the same words."""

    name = "回声"

    def read(self, document: Document) -> Answered:
        found, dropped = located(document, [{"quote": "服务大厅", "suggestion": "政务大厅"}, {}])
        return Answered(outcome=Outcome.READ, found=found, dropped=dropped)


def test_a_second_reader_is_asked_on_its_own_page_and_told_as_a_hint(office, write, staff):
    editor, number = write()
    page = editor.get(f"/drafts/{number}/second-reading")
    assert "没有设置第二读者" in page.text
    editor.client.app = create_app(replace(office, second_reader=Echo()))
    asking = TestClient(editor.client.app, base_url="http://xianshen.test")
    asking.cookies = editor.client.cookies
    editor.client = asking
    editor.get(f"/drafts/{number}/second-reading")
    page = editor.fill(f"/drafts/{number}/second-reading")
    assert "另有 1 处与原文对不上" in page.text
    assert page.tree.css_first("mark.hint").text() == "服务大厅"
    assert "建议：政务大厅" in page.text
    page = editor.get(f"/drafts/{number}")
    assert f"/drafts/{number}/second-reading" in page.html
    assert "政务大厅" not in page.text


def test_a_units_overlays_are_taken_along_as_a_file(sign_in):
    keeper = sign_in("zheng")
    added(keeper)
    agreed(sign_in)
    response = keeper.client.get("/wordlists/overlays.toml?unit=1")
    assert f'word = "{WORD}"' in response.text
    assert keeper.get("/wordlists/overlays.toml?unit=9").status == 404


def test_a_proposal_is_tried_over_everything_published_before_it_holds(sign_in, office, tmp_path):
    path = tmp_path / "archive.index"
    body = "游览云溪印像，再看云溪印象。"
    post = ArchivedPost(
        key="1",
        platform="微信",
        account="云溪发布",
        published_on=date(2025, 5, 1),
        url="",
        document=Document(title="游记", body=body),
    )
    with ArchiveIndex(path, writing=True) as index:
        index.add([post])
    keeper = sign_in("zheng")
    added(keeper)
    address = "/wordlists/overlays/1/trial"
    assert "还没有设置存档索引" in keeper.get(address).text
    settings = replace(office.settings, archive_index=path)
    keeper.client.app = create_app(replace(office, settings=settings))
    trying = TestClient(keeper.client.app, base_url="http://xianshen.test")
    trying.cookies = keeper.client.cookies
    page = trying.get(address)
    assert "新增标记1处" in page.text
    assert "云溪发布" in page.text
    assert sign_in("lin").get("/wordlists/overlays/9/trial").status == 404
