"""Lists, overlays and second readings over the API: the same verbs and refusals as the pages."""

from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient

from review.draft import Role
from review.model import Document
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.unit_facts import UnitFacts
from service.app import create_app
from service.second_reader import Answered
from service.store.second_readings import Outcome
from tests.service.pages.test_api import PASSWORD, Caller, call, start

__all__ = ["call"]

ADD = {
    "unit": 1,
    "kind": "add",
    "wordlist": "text/miswritten_words",
    "word": "云溪印像",
    "suggest": ["云溪印象"],
    "source": "区文件（2026年）",
    "reason": "常被写错。",
}
MUTE = {"unit": 1, "kind": "mute", "rule": "TXT101", "ends": "2026-12-31", "reason": "栏目名如此。"}


def test_lists_are_told_with_their_record(call):
    told = {one["name"]: one for one in call("lin").do("GET", "/wordlists")}
    assert told["text/miswritten_words"]["entries"] > 100
    assert told["text/miswritten_words"]["rules"]


def test_an_overlay_is_proposed_agreed_and_ended(call):
    editor, keeper = call("lin"), call("zheng")
    made = editor.post("/overlays", ADD, expect=201)
    assert made["agreed_at"] is None
    editor.post(f"/overlays/{made['id']}/agree", expect=403)
    keeper.post(f"/overlays/{made['id']}/agree", expect=204)
    assert editor.do("GET", "/overlays")[0]["agreed_at"]
    document = {"title": "题", "body": "游览云溪印像。"}

    def marked() -> list[str]:
        return [one["rule"] for one in editor.post("/check", document)["findings"]]

    assert "TXT103" in marked()
    keeper.post(f"/overlays/{made['id']}/end", expect=204)
    assert "TXT103" not in marked()


def test_what_no_column_can_hold_is_refused_in_one_sentence(call):
    keeper = call("zheng")
    for given in (
        ADD | {"source": "文\x00件"},
        ADD | {"word": "云溪\n印像"},
        ADD | {"suggest": ["云\x00溪"]},
        MUTE | {"within": ["栏\x00目"]},
        MUTE | {"ends": None},
        MUTE | {"reason": ""},
    ):
        told = keeper.post("/overlays", given, expect=422)
        assert told["error"]["message"].endswith("。")
    keeper.post("/overlays", ADD | {"unit": 77}, expect=404)
    keeper.post("/overlays", MUTE | {"rule": "\x00"}, expect=422)
    assert keeper.do("GET", "/overlays") == []


def test_another_units_overlays_are_not_there(call, office, staff):
    other = add_unit(
        office, staff["zheng"], UnitFacts(name="教育局", parent=1, supervisor=staff["he"].id)
    )
    for login, role in (("jiaoguan", Role.ADMIN), ("jiaobian", Role.EDITOR)):
        add_person(
            office,
            staff["zheng"],
            login=login,
            name=login,
            roles=frozenset({role}),
            password=PASSWORD,
            unit_id=other.id,
        )
    third = add_unit(
        office, staff["zheng"], UnitFacts(name="水务局", parent=1, supervisor=staff["he"].id)
    )
    keeper = call("zheng")
    top = keeper.post("/overlays", ADD, expect=201)
    theirs = keeper.post("/overlays", MUTE | {"unit": third.id}, expect=201)
    for login in ("jiaoguan", "jiaobian"):
        caller = call(login)
        seen = {one["id"] for one in caller.do("GET", "/overlays")}
        assert top["id"] in seen
        assert theirs["id"] not in seen
        caller.post(f"/overlays/{theirs['id']}/end", expect=404)
        caller.post(f"/overlays/{top['id']}/end", expect=403)
        caller.post("/overlays", MUTE | {"unit": third.id}, expect=403)
        assert caller.post("/overlays", MUTE | {"unit": other.id}, expect=201)["id"]


class Silent:
    """A second reader that is down."""

    name = "不在"

    def read(self, document: Document) -> Answered:
        del document
        return Answered(outcome=Outcome.SILENT)


def test_a_second_reader_that_is_down_is_an_outcome(call, office):
    number = start(call("lin"))["id"]
    call("lin").post(f"/drafts/{number}/second-readings", expect=422)
    with TestClient(create_app(replace(office, second_reader=Silent()))) as client:
        editor = Caller(client, "lin")
        assert editor.post(f"/drafts/{number}/second-readings", expect=201)["outcome"] == "silent"
        assert len(editor.do("GET", f"/drafts/{number}/second-readings")) == 1
        editor.do("GET", "/drafts/99/second-readings", expect=404)
        submitted = editor.post(f"/drafts/{number}/submit", {"version": 1})
    assert submitted["state"] == "in_review"
