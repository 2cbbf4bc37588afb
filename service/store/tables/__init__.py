"""The tables, as the code uses them. What made them, triggers included, is in migrations/.

Texts live in `documents` alone: every other table, the log too, names them by digest.
`sign_offs`, `submissions`, `versions`, `waivers`, `answers`, `remarks`, `releases`, `documents`,
`reports` and `events` are append-only by trigger.
"""

from __future__ import annotations

from service.store.tables.drafts import (
    answers,
    documents,
    drafts,
    remarks,
    reports,
    sign_offs,
    submissions,
    versions,
    waivers,
)
from service.store.tables.events import event_head, events
from service.store.tables.metadata import METADATA
from service.store.tables.releases import postings, releases
from service.store.tables.staff import delegations, grants, people, sessions, sign_in_tries, units

__all__ = [
    "METADATA",
    "answers",
    "delegations",
    "documents",
    "drafts",
    "event_head",
    "events",
    "grants",
    "people",
    "postings",
    "releases",
    "remarks",
    "reports",
    "sessions",
    "sign_in_tries",
    "sign_offs",
    "submissions",
    "units",
    "versions",
    "waivers",
]
