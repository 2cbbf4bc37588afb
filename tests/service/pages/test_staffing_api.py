"""Units, duty and leave over the API: the same scope as on the pages, 404 for what is not one's own."""

from __future__ import annotations

import pytest

from tests.service.pages.test_api import Caller, start

PASSWORD = "correct-horse-1"
NIGHT = {"starts_at": "2026-11-23T08:30:00+08:00", "ends_at": "2026-11-24T08:30:00+08:00"}


@pytest.fixture
def call(client):
    return lambda login: Caller(client(), login)


@pytest.fixture
def branch(call, staff):
    """A unit with an administrator of its own, and one beside it."""
    admin = call("zheng")
    for name in ("云溪区卫健局", "云溪区教育局"):
        admin.post("/units", {"name": name, "supervisor": staff["he"].id}, expect=201)
    for login, role in (("jia", "admin"), ("yi", "editor"), ("shen", "auditor")):
        given = {"login": login, "name": login, "roles": [role], "password": PASSWORD, "unit": 2}
        admin.post("/people", given, expect=201)
    return admin


def test_units_are_kept_over_the_api(branch, staff):
    branch.do("PUT", "/units/2", {"name": "甲局", "supervisor": staff["he"].id}, expect=204)
    branch.post("/units/3/close", expect=204)
    units = {one["id"]: one for one in branch.do("GET", "/units")}
    assert units[2]["name"] == "甲局"
    assert units[3]["closed_at"]
    assert "没有人担任“终审”，稿件走不完审签和发布。" in units[2]["gaps"]
    branch.post("/units/3/reopen", expect=204)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/people?unit=3", None),
        ("POST", "/people", {"login": "x1", "name": "x", "roles": ["editor"],
                             "password": PASSWORD, "unit": 1}),
        ("POST", "/people/1/disable", None),
        ("POST", "/people/1/roles", {"roles": ["first"], "unit": 2}),
        ("POST", "/people/1/password", {"password": PASSWORD}),
        ("POST", "/units", {"name": "丙", "parent": 3, "supervisor": 1}),
        ("PUT", "/units/3", {"name": "丙", "parent": 1, "supervisor": 1}),
        ("PUT", "/units/2", {"name": "丙", "parent": 3, "supervisor": 1}),
        ("POST", "/units/3/close", None),
        ("POST", "/units/1/reopen", None),
        ("GET", "/duty?unit=1", None),
        ("POST", "/duty", {"unit": 3, "turns": [{"person": 1} | NIGHT]}),
        ("POST", "/duty/99/end", None),
        ("POST", "/leave", {"person": 1} | NIGHT),
        ("POST", "/delegations/1/end", None),
    ],
)  # fmt: skip
def test_what_is_of_another_unit_does_not_exist(branch, call, staff, method, path, body):
    branch.post(
        "/delegations",
        {"lender": staff["chen"].id, "borrower": staff["liu"].id, "unit": 1, "role": "first",
         "reason": "出差一周。"} | NIGHT,
        expect=201,
    )  # fmt: skip
    told = call("jia").do(method, path, body, expect=404)
    assert told["error"]["code"] == "missing"


def test_a_lower_auditor_gets_the_events_of_their_branch(branch, call):
    start(call("lin"))
    start(call("yi"))
    seen = call("shen").do("GET", "/events?limit=500")
    assert {one["actor"] for one in seen if one["draft"]} == {"yi"}
    assert "lin" not in {one["actor"] for one in seen}
    everything = call("su").do("GET", "/events?limit=500")
    assert {one["actor"] for one in everything if one["draft"]} == {"yi", "lin"}
    # Page by page nothing is lost or told twice.
    found, before = [], None
    while True:
        more = f"&before={before}" if before else ""
        page = call("shen").do("GET", f"/events?limit=2{more}")
        found += [one["seq"] for one in page]
        if len(page) < 2:
            break
        before = page[-1]["seq"]
    assert found[-len(seen) :] == [one["seq"] for one in seen]


def test_a_roster_is_set_told_and_taken_back(branch, call, staff):
    (made,) = branch.post(
        "/duty", {"unit": 1, "turns": [{"person": staff["chen"].id} | NIGHT]}, expect=201
    )
    told = call("yi").do("GET", "/duty?unit=2")
    assert [one["person"]["login"] for one in told["present"]] == ["chen"]
    assert told["watches"] == []
    call("chen").post(f"/duty/{made['id']}/hand-over", {"words": "无。"}, expect=204)
    refused = call("chen").post("/leave", NIGHT, expect=422)
    assert "请先换班" in refused["error"]["message"]
    branch.post(f"/duty/{made['id']}/end", expect=204)
    away = call("chen").post("/leave", NIGHT, expect=201)
    assert [one["id"] for one in call("liu").do("GET", "/leave")] == [away["id"]]
    assert call("yi").do("GET", "/leave") != []
    call("chen").post(f"/leave/{away['id']}/end", expect=204)
    assert call("liu").do("GET", "/leave") == []


def test_what_is_signed_in_anothers_stead_says_so(call, staff):
    lent = {"lender": staff["chen"].id, "borrower": staff["wu"].id, "unit": 1, "role": "first",
            "reason": "出差一周。"} | NIGHT  # fmt: skip
    call("chen").post("/delegations", lent, expect=201)
    editor = call("lin")
    number = start(editor)["id"]
    editor.post(f"/drafts/{number}/submit", {"version": 1})
    deputy = call("wu")
    (waiting,) = deputy.do("GET", "/approvals")
    draft = deputy.post(f"/drafts/{number}/sign", {"seen": waiting["seen"], "opinion": "同意。"})
    assert draft["sign_offs"][0]["on_behalf"]["login"] == "chen"
