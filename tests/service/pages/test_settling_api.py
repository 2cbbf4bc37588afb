"""逐项处理 over the API: the same verbs, the same refusals."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from tests.service.pages.conftest import PASSWORD

FILLER = "各有关单位要按照规定做好这一项工作，并及时向社会公布办理结果。"
BODY = f"{FILLER}各单位要按步就班做好登记。{FILLER}"
MARKED = "机密★10年\n关于某项工作的通知，这是绝不能留下的话。"
REASON = "本刊刊名，保留原文。"


@pytest.fixture
def call(client: Callable[[], TestClient]) -> Callable[..., tuple[int, object]]:
    """One call of the API by somebody."""
    tokens: dict[str, tuple[TestClient, str]] = {}

    def call_(who: str, verb: str, path: str, **given: object) -> tuple[int, object]:
        if who not in tokens:
            browser = client()
            made = browser.post("/api/v1/sessions", json={"login": who, "password": PASSWORD})
            assert made.status_code in {200, 201}, made.text
            tokens[who] = (browser, made.json()["token"])
        browser, token = tokens[who]
        answer = browser.request(
            verb,
            f"/api/v1{path}",
            json=given or None,
            headers={"Authorization": f"Bearer {token}"},
        )
        return answer.status_code, answer.json() if answer.content else None

    return call_


def started(call, body: str = BODY, key: str = "form-key") -> dict:
    document = {"title": "关于办理登记的通知", "body": body}
    status, made = call("lin", "POST", "/drafts", document=document, form_key=key)
    assert status == 201, made
    return made


def findings(call, number: int) -> list[dict]:
    return call("lin", "GET", f"/drafts/{number}")[1]["report"]["findings"]


def test_a_marked_secret_is_refused_with_a_code_of_its_own(call):
    document = {"title": "题", "body": MARKED}
    status, told = call("lin", "POST", "/drafts", document=document, form_key="form-key")
    assert (status, told["error"]["code"]) == (422, "secret")
    assert "绝不能留下" not in str(told)
    number = started(call)["id"]
    status, told = call("lin", "PUT", f"/drafts/{number}", version=1, document=document)
    assert (status, told["error"]["code"]) == (422, "secret")
    assert call("lin", "GET", f"/drafts/{number}")[1]["draft"]["version"] == 1


def test_a_reason_is_given_again_over_the_same_passage(call):
    number = started(call)["id"]
    (finding,) = findings(call, number)
    verb = "waive" if finding["severity"] == "block" else "answer"
    path = f"/drafts/{number}"
    call("lin", "POST", f"{path}/{verb}", version=1, finding=finding["key"], reason=REASON)
    longer = {"title": "关于办理登记的通知", "body": "加了一句。" + BODY}
    call("lin", "PUT", path, version=1, document=longer)
    (finding,) = findings(call, number)
    status, draft = call("lin", "POST", f"{path}/reapply", version=2, finding=finding["key"])
    assert status == 200, draft
    assert [one["reason"] for one in (*draft["waivers"], *draft["answers"])] == [REASON]
    status, told = call("lin", "POST", f"{path}/reapply", version=2, finding=finding["key"])
    assert (status, told["error"]["code"]) == (422, "no_finding")


def test_a_waiver_is_endorsed_by_its_key_or_the_signature_refused(call):
    number = started(call)["id"]
    path = f"/drafts/{number}"
    for finding in findings(call, number):
        verb = "waive" if finding["severity"] == "block" else "answer"
        call("lin", "POST", f"{path}/{verb}", version=1, finding=finding["key"], reason=REASON)
    status, draft = call("lin", "POST", f"{path}/submit", version=1)
    assert status == 200, draft
    for who in ("chen", "zhou", "he"):
        asked = draft["to_endorse"]
        if asked:
            status, told = call(who, "POST", f"{path}/sign", seen=draft["seen"])
            assert (status, told["error"]["code"]) == (422, "unendorsed")
        status, draft = call(who, "POST", f"{path}/sign", seen=draft["seen"], endorsed=asked)
        assert status == 200, draft
    assert draft["state"] == "approved"
    endorsed = [key for one in draft["sign_offs"] for key in one["endorsed"]]
    assert endorsed == [one["finding"] for one in draft["waivers"]]


def test_rules_are_told_with_their_record(call):
    number = started(call)["id"]
    (finding,) = findings(call, number)
    status, _ = call("lin", "POST", f"/drafts/{number}/false-alarm", finding=finding["key"])
    assert status == 204
    status, _ = call("su", "POST", f"/drafts/{number}/false-alarm", finding=finding["key"])
    assert status == 403
    status, rule = call("su", "GET", f"/rules/{finding['rule']}")
    assert status == 200
    assert (rule["hits"], rule["false_alarms"]) == (1, 1)
    assert rule["precision"]["right"] == 0
    assert 0 == rule["precision"]["low"] < rule["precision"]["high"] < 1
    status, listed = call("su", "GET", "/rules?gate=confidentiality&words=CON101")
    assert [one["id"] for one in listed] == ["CON101"]
    assert call("su", "GET", "/rules/XXX999")[0] == 404
