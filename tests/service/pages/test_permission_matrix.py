"""Every page and API call × every role × own or another's unit, as the route table has them.

The matrix is a golden file (`pytest --golden=update`): a route without a line in it fails, and so
does a status that changed. Nothing is kept: whatever a call writes is rolled back, so that every
cell is asked of the same house.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from review.draft import Person, Role
from review.inspection import VetoState
from review.register import Found, PetitionKind
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.ask_petition import PetitionFacts, ask_petition
from service.actions.draw_inspection import draw_inspection
from service.actions.enter_accounts import enter_accounts
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.actions.sessions import token_hash
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_survey import take_survey
from service.actions.unit_facts import UnitFacts
from service.app import create_app
from service.edge.door import SESSION, csrf_of
from service.office import Office
from service.store import Store, UnitOfWork
from service.store.engine import take_the_floor
from service.store.overlays import OverlayKind
from service.store.sessions import ProvedBy
from service.store.unit import _explained
from service.web import routers
from tests.review.register.test_form import TOUTIAO, WECHAT, WEIBO
from tests.service.pages.conftest import NOW, PASSWORD
from tests.stories import a_document

GOLDEN = Path(__file__).parents[2] / "golden" / "permissions.tsv"
OTHERS = (Role.EDITOR, Role.FINAL, Role.ADMIN)
"""Of another unit beside: none of them is to learn that anything here exists."""

VALUES = {
    "unit_id": "2",
    "gate": "text",
    "name": "miswritten_words",
    "ending": "csv",
    "rule_id": "TXT103",
    "kind": "docx",
    "digest": "sha256:" + "0" * 64,
}
_WHOLE = re.compile(r"\{([a-z_]+)(?::[a-z]+)?\}")


@contextmanager
def rolled_back(store: Store) -> Iterator[UnitOfWork]:
    """A unit of work of which nothing stays."""
    with _explained(), store.engines.writing.connect() as connection:
        transaction = connection.begin()
        try:
            take_the_floor(connection)
            yield UnitOfWork(connection, store.key)
        finally:
            transaction.rollback()


@pytest.fixture
def people(office: Office, staff: dict[str, Person]) -> dict[str, Person]:
    """One person a role in unit 2, three in unit 3; and something of everything in unit 2."""
    admin, signer = staff["zheng"], staff["he"]
    for name in ("云溪区卫健局", "云溪区教育局"):
        add_unit(office, admin, UnitFacts(name=name, parent=1, supervisor=signer.id))

    def hired(role: Role, unit: int) -> Person:
        return add_person(
            office,
            admin,
            login=f"{role.value}{unit}",
            name=f"{role.label}{unit}",
            roles=[role],
            password=PASSWORD,
            unit_id=unit,
        )

    made = {f"own {role.value}": hired(role, 2) for role in Role}
    made |= {f"other {role.value}": hired(role, 3) for role in OTHERS}
    made |= {"above admin": admin, "above final": signer, "above auditor": staff["su"]}
    editor = made["own editor"]
    draft = start_draft(office, editor, a_document(), form_key="matrix-1", unit_id=2)
    submit_draft(office, editor, draft.id, version=draft.version)
    start_draft(office, editor, a_document("第二篇。"), form_key="matrix-2", unit_id=2)
    enter_accounts(office, editor, 2, [WECHAT, WEIBO])
    facts = PetitionFacts(unit=2, kind=PetitionKind.OPEN, profile=TOUTIAO, reason="群众常用")
    ask_petition(office, editor, facts)
    take_survey(office, made["own admin"], 2, "摸底", [Found(profile=WECHAT)])
    draw_inspection(office, made["own auditor"], 2, percent=100, monitored_on=date(2026, 11, 20))
    lay_overlay(
        office,
        editor,
        OverlayFacts(
            unit=2,
            kind=OverlayKind.ADD,
            wordlist="text/miswritten_words",
            word="云溪印像",
            suggest=("云溪印象",),
            source="区文件（2026年）",
            reason="常被写错。",
        ),
    )
    assert VetoState.OPEN
    return made


def routes(office: Office) -> list[tuple[str, str]]:
    """Every method and path the house answers to: its pages, and what its API documents."""
    found = [
        (method, route.path)
        for router in routers()
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    ]
    described = create_app(office).openapi()["paths"]
    found += [(verb.upper(), path) for path, verbs in described.items() for verb in verbs]
    assert len(found) > 200
    return sorted(set(found), key=lambda one: (one[1], one[0]))


def filled(path: str) -> str:
    """A path with the number or name of what there is in unit 2."""
    return _WHOLE.sub(lambda match: VALUES.get(match[1], "1"), path)


def sample(schema: dict[str, Any], known: dict[str, Any]) -> object:  # noqa: PLR0911  # a case a kind
    """The least that fits a schema: what a call has to say before it is asked who calls."""
    if "$ref" in schema:
        return sample(known[schema["$ref"].rpartition("/")[2]], known)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return sample(schema[several][0], known)
    if "default" in schema or "const" in schema:
        return schema.get("const", schema.get("default"))
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {name: sample(properties[name], known) for name in schema.get("required", ())}
        case "array":
            return [sample(schema.get("items", {}), known)] * schema.get("minItems", 0)
        case "integer" | "number":
            return 1
        case "boolean":
            return False
    formats = {"date": "2026-11-20", "date-time": "2026-11-20T02:00:00+00:00"}
    return formats.get(schema.get("format", ""), "经核对，按原文保留。")


def bodies(office: Office) -> dict[tuple[str, str], object]:
    """A body for every call of the API that wants one."""
    described = create_app(office).openapi()
    known = described["components"]["schemas"]
    return {
        (verb.upper(), path): sample(content["application/json"]["schema"], known)
        for path, verbs in described["paths"].items()
        for verb, call in verbs.items()
        if "application/json" in (content := call.get("requestBody", {}).get("content", {}))
    }


def asked(  # who asks what of whom
    office: Office,
    client: TestClient,
    person: Person | None,
    method: str,
    path: str,
    body: object,
) -> int:
    """What a person is answered, who changes nothing in the form."""
    headers: dict[str, str] = {"sec-fetch-site": "same-origin"}
    client.cookies.clear()
    csrf = ""
    if person is not None:
        token = f"token-of-{person.id}"
        csrf = csrf_of(office, token)
        client.cookies.set(SESSION, token)
    if path.startswith("/api/"):
        headers["X-CSRF-Token"] = csrf
        response = client.request(method, path, headers=headers, json=body)
    else:
        data = {"csrf": csrf} if method == "POST" else None
        response = client.request(method, path, headers=headers, data=data)
    assert response.status_code != 500, f"{method} {path}: {response.text[:500]}"
    return response.status_code


def test_the_matrix_of_permissions_is_the_one_that_was_agreed(
    office: Office,
    people: dict[str, Person],
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,
):
    with office.write() as unit:
        for person in people.values():
            unit.sessions.add(
                token_hash(f"token-of-{person.id}"),
                person.id,
                NOW,
                NOW.replace(year=2030),
                ProvedBy.PASSWORD,
            )
    monkeypatch.setattr(Store, "write", rolled_back)
    quick = replace(office, settings=replace(office.settings, sign_in_tries=1000))
    client = TestClient(create_app(quick), base_url="http://xianshen.test", follow_redirects=False)
    columns = ["nobody", *people]
    lines = ["\t".join(["method", "path", *columns])]
    given = bodies(quick)
    for method, path in routes(office):
        if method == "HEAD":
            continue
        answers = [
            asked(quick, client, people.get(name), method, filled(path), given.get((method, path)))
            for name in columns
        ]
        lines.append("\t".join([method, path, *map(str, answers)]))
    told = "\n".join(lines) + "\n"
    if update_golden:
        GOLDEN.write_text(told, encoding="utf-8")
    known = GOLDEN.read_text(encoding="utf-8")
    diff = "\n".join(difflib.unified_diff(known.splitlines(), told.splitlines(), lineterm="", n=0))
    assert told == known, diff[:4000]


def test_another_unit_is_told_nothing_of_what_is_not_its_own():
    """Read off the agreed matrix: whatever names a thing of unit 2 does not exist for unit 3."""
    head, *lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    others = [columns.index(f"other {role.value}") for role in OTHERS]
    own = re.compile(
        r"\{(?:draft_id|account_id|petition_id|survey_id|unit_id|incident_id|overlay_id)\}"
    )
    open_doors = []
    for line in lines:
        cells = line.split("\t")
        if own.search(cells[1]) and cells[0] == "GET":
            open_doors += [
                f"{cells[1]} {columns[at]}: {cells[at]}" for at in others if cells[at] == "200"
            ]
    assert not open_doors
    nobody = columns.index("nobody")
    public = [
        f"{line.split(chr(9))[0]} {line.split(chr(9))[1]}"
        for line in lines
        if line.split("\t")[nobody] == "200"
    ]
    assert public == PUBLIC


PUBLIC = ["GET /sign-in"]
