"""Stories of findings dealt with one by one: endorsed, answered, said again, called false."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from review.draft import Person, Role
from review.secrecy import Question
from service.actions.add_person import add_person
from service.office import Office
from tests.service.pages.conftest import FAULTY, PASSWORD, Browser

ID = "联系人张某，身份证号11010519491231002X。\n"
FILLER = "各有关单位要按照规定做好这一项工作，并及时向社会公布办理结果。"
MARKED = "机密★10年\n关于某项工作的通知，这是绝不能留下的话。\n"
REASON = "本人书面同意公布，已核对。"
NOTHING = {f"reply-{question.value}": "no" for question in Question}


@pytest.fixture
def bao(office: Office, staff: dict[str, Person]) -> Person:
    """The secrecy reviewer, whom the small house of other tests has no need of."""
    return add_person(
        office,
        staff["zheng"],
        login="bao",
        name="保敏",
        roles=frozenset({Role.SECRECY}),
        password=PASSWORD,
        unit_id=1,
    )


def settle(editor: Browser, number: int) -> None:
    """Waives or answers whatever stands in the way of submission."""
    for _ in range(20):
        page = editor.get(f"/drafts/{number}")
        for verb in ("waive", "answer"):
            if page.has_form(f"/drafts/{number}/{verb}"):
                page = editor.fill(f"/drafts/{number}/{verb}", reason=REASON)
                assert page.status == 200, page.alert
                break
        else:
            return
    raise AssertionError("findings without end")


@pytest.fixture
def grave(
    write: Callable[..., tuple[Browser, int]],
    sign_in: Callable[[str], Browser],
    bao: Person,
) -> Callable[[], tuple[Browser, int]]:
    """The secrecy reviewer before a draft with an identity number whose author asks to keep it."""

    def grave_() -> tuple[Browser, int]:
        editor, number = write(FILLER + ID + FILLER)
        settle(editor, number)
        page = editor.get(f"/drafts/{number}")
        given = NOTHING if "reply-secrets" in page.html else {}
        page = editor.fill(f"/drafts/{number}/submit", **given)
        assert "审核中" in page.text, page.alert
        for login in ("chen", "zhou"):
            reviewer = sign_in(login)
            page = reviewer.get(f"/approvals/{number}")
            assert "五项保密问答" not in page.text
            reviewer.fill(f"/approvals/{number}", decision="pass")
        secrecy = sign_in("bao")
        secrecy.get(f"/approvals/{number}")
        return secrecy, number

    return grave_


def boxes(page) -> list[str]:
    found = page.tree.css("input[name=endorse]")
    assert all("checked" not in node.attributes for node in found)
    return [node.attributes["value"] for node in found]


def test_the_secrecy_reviewer_answers_five_questions_and_endorses_by_name(grave, sign_in):
    secrecy, number = grave()
    page = secrecy.page
    assert all(question.sentence in page.text for question in Question)
    assert page.tree.css_first("input[type=radio][checked]") is None
    (key,) = boxes(page)
    assert key.startswith("CON")
    assert REASON in page.text
    page = secrecy.fill(f"/approvals/{number}", decision="pass", opinion="同意。", endorse=[key])
    assert page.status == 422
    assert "五项" in page.alert
    # What was ticked and written is still there.
    assert page.tree.css_first("input[name=endorse][checked]") is not None
    given = NOTHING | {"reply-other": "yes"}
    page = secrecy.fill(f"/approvals/{number}", decision="pass", **given)
    assert page.status == 422
    assert "退回" in page.alert
    page = secrecy.fill(f"/approvals/{number}", decision="pass", endorse=[], **NOTHING)
    assert page.status == 422
    assert key in page.alert
    page = secrecy.fill(f"/approvals/{number}", decision="pass", endorse=[key], **NOTHING)
    assert "已签字" in page.text
    told = secrecy.get(f"/drafts/{number}/history").text
    assert "保密审查" in told
    assert "其他不宜公开的内容：没有" in told
    assert key in told
    last = sign_in("he").get(f"/approvals/{number}")
    assert boxes(last) == []
    assert "豁免已由保密审查 保敏 认可" in last.text


def test_a_yes_goes_back_to_the_author(grave):
    secrecy, number = grave()
    given = NOTHING | {"reply-results": "yes"}
    page = secrecy.fill(
        f"/approvals/{number}", decision="send_back", opinion="照片里有涉密设备。", **given
    )
    assert "编写中" in secrecy.get(f"/drafts/{number}").text, page.alert
    assert "涉密成果和载体：有" in secrecy.get(f"/drafts/{number}/history").text


def test_a_marked_secret_is_neither_shown_again_nor_kept(write, sign_in, office):
    editor, number = write(FILLER)
    editor.get("/drafts/new")
    refused = [editor.fill("/drafts", title="题", body=MARKED, do="save")]
    editor.get(f"/drafts/{number}/edit")
    refused.append(editor.fill(f"/drafts/{number}/edit", body=MARKED, do="save"))
    editor.get("/drafts/new")
    refused.append(editor.upload("/drafts/upload", "通知.txt", MARKED.encode()))
    for page in refused:
        assert page.status == 422
        assert "保密机构" in page.text
        assert "绝不能留下的话" not in page.html
    assert "绝不能留下的话" not in editor.get("/drafts").html
    assert "涉密拒收" in sign_in("su").get("/audit").text
    for path in office.settings.data_dir.rglob("*"):
        if path.is_file():
            assert "绝不能留下的话".encode() not in path.read_bytes()


def test_checking_while_typing_still_says_what_is_wrong(write):
    editor, _ = write(FILLER)
    editor.get("/drafts/new")
    page = editor.fill("/drafts", title="题", body=MARKED, do="check")
    assert page.status == 200
    assert "国家秘密标志" in page.text


def test_a_reason_is_offered_after_an_edit_elsewhere(write):
    editor, number = write(FILLER + ID + FILLER)
    settle(editor, number)
    editor.get(f"/drafts/{number}/edit")
    editor.fill(f"/drafts/{number}/edit", body="加了一句话。" + FILLER + ID + FILLER, do="save")
    page = editor.get(f"/drafts/{number}")
    assert "这一处和前后文没有变" in page.text
    assert REASON in page.text
    page = editor.fill(f"/drafts/{number}/reapply")
    assert "已沿用原来的理由" in page.text
    assert "这一处和前后文没有变" not in page.text


def test_precedents_stand_beside_a_finding(write, sign_in):
    for number in range(2):
        editor, draft = write(FILLER + FAULTY, title=f"第{number}篇稿件的标题")
        settle(editor, draft)
    _, third = write(FILLER + FAULTY, title="又一篇稿件的标题")
    assert "同一写法此前 2 次放行" in sign_in("lin").get(f"/drafts/{third}").text


def test_a_false_alarm_is_one_click_and_counts_on_the_rules_page(write, sign_in):
    editor, number = write(FILLER + ID)
    page = editor.get(f"/drafts/{number}")
    rule = page.form(f"/drafts/{number}/false-alarm").css_first("input[name=finding]")
    name = rule.attributes["value"].partition("@")[0]
    page = editor.fill(f"/drafts/{number}/false-alarm")
    assert "已标为误报" in page.text
    assert "您已标为误报" in page.text
    listed = sign_in("chen").get("/rules?gate=confidentiality")
    row = next(row for row in listed.tree.css("tbody tr") if name in row.text())
    assert "0%" in row.text()
    page = sign_in("su").get(f"/rules/{name}")
    assert "标为误报 1" in page.text
    assert "95% 区间" in page.text
    assert not sign_in("su").get(f"/drafts/{number}").has_form(f"/drafts/{number}/false-alarm")


def test_the_rules_page_finds_and_shows_rules(sign_in, anybody):
    reader = sign_in("lin")
    page = reader.get("/rules")
    assert "CON101" in page.text
    assert "政治关" in page.text
    page = reader.get("/rules?words=CON101")
    assert len(page.tree.css("tbody tr")) == 1
    page = reader.get("/rules/CON101")
    for words in ("个人信息保护法", "会标出", "不会标出", "有效期", "近两年还没有命中过"):
        assert words in page.text
    assert "11010519491231002X" in [mark.text() for mark in page.tree.css("mark")]
    assert "没有符合条件的规则" in reader.get("/rules?words=没有这样的规则").text
    assert reader.get("/rules/XXX999").status == 404
    assert reader.get("/rules/nothing").status == 404
    assert "登录" in anybody.get("/rules").text


def test_every_rule_has_a_page(sign_in, office):
    reader = sign_in("lin")
    for rule in office.ruleset.rules:
        page = reader.get(f"/rules/{rule.id}")
        assert page.status == 200
        assert rule.name in page.text
