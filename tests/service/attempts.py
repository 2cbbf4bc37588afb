"""What somebody with SQL in hand might try, and what the database must refuse: a table.

Each attempt is one transaction; its last statement is the one to be refused.
"""

from __future__ import annotations

from service.store.tables import METADATA
from tests.stories import CHEN, HE, LIN, TONG, WU, ZHOU

# The drafts of the fixture `crowded`.
DRAFTING, IN_REVIEW, APPROVED, RELEASING, RELEASED = range(1, 6)

# Rows as the program would write them, but for what an attempt puts in their place.
SIGN = """INSERT INTO sign_offs (draft_id, round, step, person_id, document, report, author_id,
    editor_id, decision, opinion, at) SELECT draft_id, {round}, {step}, {person}, {document},
    {report}, {author}, {editor}, 'pass', '', '2026' FROM submissions WHERE draft_id = {draft}"""
RELEASE = """INSERT INTO releases (id, draft_id, round, document, report, ruleset, author_id,
    editor_id, released_by, postings, at, seal) SELECT '9-9', draft_id, {round}, {document},
    {report}, 'sha256:0', {author}, {editor}, {person}, '[]', '2026', ''
    FROM submissions WHERE draft_id = {draft}"""
SUBMIT = """INSERT INTO submissions (draft_id, round, version, document, report, author_id,
    editor_id, steps, route, at) SELECT id, round + 1, version, document, report, {author},
    {editor}, {steps}, '{{}}', '2026' FROM drafts WHERE id = {draft}"""


def sign(draft: int, step: int, person: int, **other: str | int) -> str:
    return filled(SIGN, draft, step=step, person=person, **other)


def release(draft: int, person: int = WU.id, **other: str | int) -> str:
    return filled(RELEASE, draft, person=person, **other)


def filled(statement: str, draft: int, **given: str | int) -> str:
    row = {
        "round": "round",
        "document": "document",
        "report": "report",
        "author": "author_id",
        "editor": "editor_id",
        "steps": 3,
    }
    return statement.format(**(row | {"draft": draft} | given))


def state(draft: int, to: str, **other: str | int) -> str:
    values = {"state": f"'{to}'", "step": "NULL"} | other
    changes = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"UPDATE drafts SET {changes} WHERE id = {draft}"


BY_THREE = [sign(IN_REVIEW, number, person.id) for number, person in enumerate((CHEN, ZHOU, HE))]
NEXT = state(IN_REVIEW, "in_review", step=1)

ATTEMPTS = {
    "the author signs": [sign(IN_REVIEW, 0, LIN.id)],
    "the author signs under another author's name": [sign(IN_REVIEW, 0, LIN.id, author=2)],
    "the author signs as if another were author and editor": [
        sign(IN_REVIEW, 0, LIN.id, author=2, editor=2)
    ],
    "nobody signs": [sign(IN_REVIEW, 0, 999)],
    "one person signs two steps": [BY_THREE[0], NEXT, sign(IN_REVIEW, 1, CHEN.id)],
    "two persons sign one step": [BY_THREE[0], sign(IN_REVIEW, 0, ZHOU.id)],
    "a step is left out": [sign(IN_REVIEW, 1, ZHOU.id)],
    "a fourth signs": [sign(APPROVED, 3, WU.id)],
    "another text is signed": [sign(IN_REVIEW, 0, CHEN.id, document="'sha256:0'")],
    "another report is signed": [sign(IN_REVIEW, 0, CHEN.id, report="'sha256:0'")],
    "another round is signed": [sign(IN_REVIEW, 0, CHEN.id, round=2)],
    "a draft is signed that waits for nobody": [sign(APPROVED, 0, TONG.id)],
    "a step is taken without a signature": [NEXT],
    "all steps are taken without a signature": [state(IN_REVIEW, "approved")],
    "approved after one signature": [BY_THREE[0], state(IN_REVIEW, "approved")],
    "approved after two signatures": [
        *BY_THREE[:1],
        NEXT,
        BY_THREE[1],
        state(IN_REVIEW, "approved"),
    ],
    "straight from drafting to approved": [state(DRAFTING, "approved")],
    "straight from drafting to released": [state(DRAFTING, "released")],
    "submitted without a submission": [state(DRAFTING, "in_review", step=0, round=1)],
    "submitted over a step": [
        filled(SUBMIT, DRAFTING, author=LIN.id, editor=LIN.id),
        state(DRAFTING, "in_review", step=2, round=1),
    ],
    "submitted for two reviews": [filled(SUBMIT, DRAFTING, author=1, editor=1, steps=2)],
    "submitted with another author": [filled(SUBMIT, DRAFTING, author=2, editor=1)],
    "submitted with another editor": [filled(SUBMIT, DRAFTING, author=1, editor=2)],
    "released unsigned": [release(IN_REVIEW)],
    "released after one signature": [BY_THREE[0], NEXT, release(IN_REVIEW)],
    "released over another text": [release(APPROVED, document="'sha256:0'")],
    "released over another report": [release(APPROVED, report="'sha256:0'")],
    "released in another round": [release(APPROVED, round=2)],
    "released by the author": [release(APPROVED, LIN.id)],
    "released by the author under another's name": [release(APPROVED, LIN.id, author=2, editor=2)],
    "released twice": [release(RELEASED)],
    "releasing without a release": [state(APPROVED, "releasing")],
    "released without a release": [state(APPROVED, "released")],
    "back to drafting once released": [state(RELEASED, "drafting")],
    "the text is changed in review": [f"UPDATE drafts SET version = 2 WHERE id = {IN_REVIEW}"],
    "the report is changed in review": [
        f"UPDATE drafts SET report = 'sha256:0' WHERE id = {IN_REVIEW}"
    ],
    "the text is changed once approved": [
        f"UPDATE drafts SET document = 'x' WHERE id = {APPROVED}"
    ],
    "a version is added in review": [
        f"""INSERT INTO versions SELECT draft_id, version + 1, document, editor_id, at FROM versions WHERE draft_id = {IN_REVIEW}"""
    ],
    "the author is changed": [f"UPDATE drafts SET author_id = 2 WHERE id = {DRAFTING}"],
    "the round is turned back": [f"UPDATE drafts SET round = 0 WHERE id = {IN_REVIEW}"],
    "a draft is born approved": [
        f"""INSERT INTO drafts SELECT 99, 'k', author_id, 'approved', round, step, version, document, report, since, created_at, corrects, unit_id, due_at FROM drafts WHERE id = {APPROVED}"""
    ],
    "a posting of nothing": [
        f"""INSERT INTO postings (key, release_id, draft_id, platform, rendering, position, depends_on, state, planned_at, run_at, lease_until, attempts, tried_at, handle, url, reference, code, message, confirmed_at, closed_at, reading, read_at, read_digest) SELECT 'k', '9-9', draft_id, platform, rendering, position, depends_on, state, planned_at, run_at, lease_until, attempts, tried_at, handle, url, reference, code, message, confirmed_at, closed_at, reading, read_at, read_digest FROM postings WHERE draft_id = {RELEASING}"""
    ],
    "a posting shows another text": ["UPDATE postings SET rendering = 'sha256:0'"],
    "an opinion is altered": ["UPDATE sign_offs SET opinion = '不同意'"],
    "a signature changes hands": [f"UPDATE sign_offs SET person_id = {WU.id} WHERE step = 2"],
    "an event is out of turn": [
        """INSERT INTO events SELECT seq + 1000, at, actor_id, actor, verb, draft_id, detail, previous, 'h', seal FROM events WHERE seq = 1"""
    ],
    "an event is not chained": [
        """INSERT INTO events SELECT (SELECT max(seq) + 1 FROM events), at, actor_id, actor, verb, draft_id, detail, previous, 'h', seal FROM events WHERE seq = 1"""
    ],
    "somebody signs in the author's stead": [
        sign(IN_REVIEW, 0, CHEN.id)
        .replace(", at)", ", at, on_behalf_id)")
        .replace("'2026' FROM", f"'2026', {LIN.id} FROM")
    ],
    "somebody signs in their own stead": [
        sign(IN_REVIEW, 0, CHEN.id)
        .replace(", at)", ", at, on_behalf_id)")
        .replace("'2026' FROM", f"'2026', {CHEN.id} FROM")
    ],
    "one who signed is signed for": [
        sign(IN_REVIEW, 0, CHEN.id),
        NEXT,
        sign(IN_REVIEW, 1, ZHOU.id)
        .replace(", at)", ", at, on_behalf_id)")
        .replace("'2026' FROM", f"'2026', {CHEN.id} FROM"),
    ],
    "a draft changes its unit": [f"UPDATE drafts SET unit_id = 2 WHERE id = {DRAFTING}"],
    "a unit hangs in the air": ["INSERT INTO units VALUES (2, '二', 9, NULL, '2026', NULL)"],
    "a second top": ["INSERT INTO units VALUES (2, '二', NULL, NULL, '2026', NULL)"],
    "a unit is deleted": ["DELETE FROM units"],
    "the head is turned back": ["UPDATE event_head SET seq = seq - 1"],
    "a second head": ["INSERT INTO event_head SELECT 2, seq, hash, seal FROM event_head"],
}
APPEND_ONLY = (
    "documents",
    "reports",
    "versions",
    "submissions",
    "sign_offs",
    "waivers",
    "answers",
    "remarks",
    "releases",
    "events",
)
for table in APPEND_ONLY:
    column = METADATA.tables[table].columns.keys()[-1]
    ATTEMPTS[f"rows of {table} are updated"] = [f"UPDATE {table} SET {column} = {column}"]
for table in (*APPEND_ONLY, "drafts", "people", "postings", "event_head"):
    ATTEMPTS[f"rows of {table} are deleted"] = [f"DELETE FROM {table}"]

STRAIGHT = [
    filled(SUBMIT, DRAFTING, author=LIN.id, editor=LIN.id),
    state(DRAFTING, "in_review", step=0, round=1),
    sign(DRAFTING, 0, CHEN.id),
    state(DRAFTING, "in_review", step=1),
    sign(DRAFTING, 1, ZHOU.id),
    state(DRAFTING, "in_review", step=2),
    sign(DRAFTING, 2, HE.id),
    state(DRAFTING, "approved"),
    release(DRAFTING),
    state(DRAFTING, "releasing"),
]
"""The way a draft goes out, as raw SQL: this is not refused."""
