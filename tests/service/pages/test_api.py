"""The same verbs as JSON: the same laws, one shape of refusal, everything declared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

PASSWORD = "correct-horse-1"
DOCUMENT = {"title": "关于办理登记的通知", "body": "市民可到服务大厅办理。\n"}


class Caller:
    """A program that has signed in as one person."""

    def __init__(self, client: TestClient, login: str) -> None:
        self.client = client
        given = {"login": login, "password": PASSWORD}
        self.session = client.post("/api/v1/sessions", json=given).json()
        self.headers = {"Authorization": f"Bearer {self.session['token']}"}

    def do(self, method: str, path: str, body: object = None, *, expect: int = 200):
        answer = self.client.request(method, f"/api/v1{path}", json=body, headers=self.headers)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def post(self, path: str, body: object = None, *, expect: int = 200):
        return self.do("POST", path, body, expect=expect)


@pytest.fixture
def call(client: Callable[[], TestClient]) -> Callable[[str], Caller]:
    return lambda login: Caller(client(), login)


def start(editor: Caller, **document: str):
    given = {"document": DOCUMENT | document, "form_key": "form-key-1"}
    return editor.post("/drafts", given, expect=201)


def test_a_draft_walks_the_whole_way(call):
    editor = call("lin")
    draft = start(editor)
    number = draft["id"]
    draft = editor.post(f"/drafts/{number}/submit", {"version": 1})
    for login in ("chen", "zhou", "he"):
        reviewer = call(login)
        (waiting,) = reviewer.do("GET", "/approvals")
        body = {"seen": waiting["seen"], "opinion": "同意。"}
        draft = reviewer.post(f"/drafts/{number}/sign", body)
    assert draft["state"] == "approved"
    publisher = call("wu")
    previews = publisher.do("GET", f"/drafts/{number}/previews")
    assert "folder" in [preview["platform"] for preview in previews]
    body = {"platforms": ["folder"]}
    release = publisher.post(f"/drafts/{number}/release", body, expect=201)
    assert release["sealed"] is True
    assert [one["person"]["name"] for one in release["sign_offs"]] == ["陈明", "周芳", "何建平"]
    events = [one["action"] for one in editor.do("GET", f"/drafts/{number}/events")]
    assert events[:6] == ["start", "submit", "sign", "sign", "sign", "release"]


def test_nothing_is_released_unsigned(call):
    draft = start(call("lin"))
    publisher = call("wu")
    path = f"/drafts/{draft['id']}/release"
    refused = publisher.post(path, {"platforms": ["folder"]}, expect=409)
    assert refused["error"]["code"] == "state"
    assert "编写中" in refused["error"]["message"]


def test_a_signature_over_another_text_is_stale(call):
    editor, reviewer = call("lin"), call("chen")
    number = start(editor)["id"]
    seen = editor.post(f"/drafts/{number}/submit", {"version": 1})["seen"]
    refused = reviewer.post(
        f"/drafts/{number}/sign", {"seen": seen | {"report": "sha256:0"}}, expect=409
    )
    assert refused["error"]["code"] == "stale"


def test_a_stale_save_is_refused(call):
    editor = call("lin")
    number = start(editor)["id"]
    second = {"version": 1, "document": DOCUMENT | {"body": "第二版。\n"}}
    editor.do("PUT", f"/drafts/{number}", second)
    third = {"version": 1, "document": DOCUMENT | {"body": "第三版。\n"}}
    assert editor.do("PUT", f"/drafts/{number}", third, expect=409)["error"]["code"] == "stale"


def test_a_check_gives_the_words_it_means(call):
    body = {"title": "题", "body": "𠮷要按步就班。"}
    found = call("lin").post("/check", body)["findings"]
    (finding,) = [one for one in found if one["text"] == "按步就班"]
    assert body["body"][finding["start"] : finding["end"]] == "按步就班"
    assert finding["suggestions"] == ["按部就班"]


def test_a_cookie_alone_changes_nothing(sign_in):
    browser = sign_in("lin")
    given = {"document": DOCUMENT, "form_key": "form-key-1"}
    answer = browser.client.post("/api/v1/drafts", json=given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    token = browser.client.get("/api/v1/me").json()["csrf"]
    answer = browser.client.post("/api/v1/drafts", json=given, headers={"X-CSRF-Token": token})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/drafts", {"document": {"body": 5}, "form_key": "form-key-1"}, 422),
        ("POST", "/drafts", {"document": DOCUMENT, "form_key": "form-key-1", "x": 1}, 422),
        ("POST", "/drafts", {"document": {"title": "", "body": ""}, "form_key": "form-key-1"}, 422),
        ("POST", "/check", {"body": "\ud800"}, 422),
        ("GET", "/drafts/99", None, 404),
        ("GET", f"/drafts/{2**70}", None, 404),
        ("GET", "/releases/nothing", None, 404),
        ("GET", "/releases/%00", None, 404),
        ("POST", "/postings/nothing/read-back", None, 403),
        ("GET", "/nowhere", None, 404),
        ("DELETE", "/drafts", None, 405),
        ("GET", "/people", None, 403),
        ("GET", "/events", None, 403),
    ],
)
def test_every_refusal_has_one_shape(call, method, path, body, status):
    caller = call("lin")
    content = __import__("json").dumps(body) if body is not None else None
    answer = caller.client.request(
        method, f"/api/v1{path}", content=content, headers=caller.headers
    )
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"].endswith("。")


def test_json_that_is_none_is_refused_in_a_sentence(call):
    caller = call("lin")
    answer = caller.client.post("/api/v1/check", content=b"{", headers=caller.headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]["message"].endswith("。")


def test_nobody_is_told_to_sign_in(client):
    answer = client().get("/api/v1/drafts")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session")


def test_a_session_can_be_ended(call):
    caller = call("lin")
    caller.do("DELETE", "/sessions/current", expect=204)
    caller.do("GET", "/me", expect=401)


def test_the_description_declares_every_answer(client):
    described = client().get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    for path, methods in described["paths"].items():
        for method, verb in methods.items():
            statuses = set(verb["responses"])
            assert {"401", "403", "404", "409", "413", "422", "503"} <= statuses, (path, method)
            wrong = verb["responses"]["422"]["content"]["application/json"]["schema"]
            assert wrong["$ref"].endswith("/ErrorOut")
