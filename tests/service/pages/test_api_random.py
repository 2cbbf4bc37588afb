"""先审后发 at the API: no sequence of calls gets out what was not signed by three other people."""

from __future__ import annotations

import random

from starlette.testclient import TestClient

from review.draft import Decision
from review.release import verify

PASSWORD = "correct-horse-1"
EVERYBODY = ("lin", "chen", "liu", "zhou", "he", "wu", "zheng", "su")
LIKELY = {"sign": "chen zhou he", "send-back": "chen", "reject": "he", "release": "wu"}
TEXTS = ("市民可到服务大厅办理。\n", "市民可在工作日办理。\n", "要按步就班。\n")
VERBS = (
    *["submit"] * 3, *["sign"] * 8, *["release"] * 3, "start", "save", "recall", "send-back",
    "reject", "withdraw", "waive", "answer", "recheck", "correct",
)  # fmt: skip


def sign_in(client: TestClient, login: str) -> dict[str, str]:
    given = {"login": login, "password": PASSWORD}
    token = client.post("/api/v1/sessions", json=given).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def body_of(verb: str, dice: random.Random, shown: dict) -> dict[str, object]:
    draft, findings = shown["draft"], shown["report"]["findings"]
    version = dice.choice([draft["version"], draft["version"], 1])
    document = {"title": "题", "body": dice.choice(TEXTS)}
    key = dice.choice(findings)["key"] if findings else "TXT000@body:0-1"
    seen = dice.choice([draft["seen"], draft["seen"], shown["stale"]])
    reason = dice.choice(["理由充分，照此办理。", ""])
    return {
        "start": {"document": document, "form_key": f"form-key-{dice.randrange(9)}"},
        "save": {"version": version, "document": document},
        "submit": {"version": version},
        "sign": {"seen": seen, "opinion": reason},
        "send-back": {"seen": seen, "reason": reason},
        "reject": {"seen": seen, "reason": reason},
        "release": {"platforms": dice.choice([["folder"], ["folder"], [], ["nowhere"]])},
        "withdraw": {"reason": reason},
        "waive": {"version": version, "finding": key, "reason": reason},
        "answer": {"version": version, "finding": key, "reason": reason},
        "correct": {"form_key": f"form-key-{dice.randrange(99)}"},
    }.get(verb, {})


def test_no_sequence_of_calls_releases_what_three_others_did_not_sign(client, office):
    dice = random.Random(20181227)
    app = client()
    headers = {login: sign_in(app, login) for login in EVERYBODY}
    stale = {"round": 1, "step": 0, "document": "sha256:0", "report": "sha256:0"}
    statuses: set[int] = set()
    first = {"document": {"title": "题", "body": TEXTS[0]}, "form_key": "form-key-0"}
    app.post("/api/v1/drafts", json=first, headers=headers["lin"])
    for _ in range(450):
        drafts = app.get("/api/v1/drafts?limit=2", headers=headers["su"]).json()
        number = dice.choice(drafts)["id"]
        shown = app.get(f"/api/v1/drafts/{number}", headers=headers["su"]).json()
        shown["stale"] = stale
        verb = dice.choice(VERBS)
        method, path = "POST", f"/api/v1/drafts/{number}/{verb}"
        if verb in {"start", "save"}:
            method, path = ("POST", "/api/v1/drafts") if verb == "start" else ("PUT", path[:-5])
        body = body_of(verb, dice, shown)
        who = dice.choice(LIKELY.get(verb, "lin").split() if dice.random() < 0.8 else EVERYBODY)
        answer = app.request(method, path, json=body or None, headers=headers[who])
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (verb, answer.text)
        if answer.status_code == 403 and answer.json()["error"]["code"] == "fresh":
            proof = {"password": PASSWORD}
            app.post("/api/v1/sessions/current/proof", json=proof, headers=headers[who])
            answer = app.request(method, path, json=body or None, headers=headers[who])
            assert answer.status_code < 500, (verb, answer.text)
        stale = shown["draft"]["seen"] or stale
    assert statuses >= {200, 403, 409}
    with office.read() as unit:
        releases = unit.releases.list(limit=1000)
        assert releases
        for release in releases:
            verify(release, office.key)
            draft = unit.drafts.get(release.draft)
            signers = {one.person.id for one in release.sign_offs}
            assert len(signers) == 3
            assert not signers & {draft.author.id, draft.last_editor.id}
            for one in release.sign_offs:
                assert one.decision is Decision.PASS
                assert (one.document, one.report) == (release.document, release.report)
