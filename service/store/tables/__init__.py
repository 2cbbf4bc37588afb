"""The tables, as the code uses them. What made them, triggers included, is in migrations/.

Texts live in `documents` alone (and, before they are saved, in `autosaves`): every other table,
the log too, names them by digest.
`sign_offs`, `submissions`, `versions`, `waivers`, `answers`, `remarks`, `releases`, `documents`,
`reports`, `renderings`, `comments`, `media`, `endorsements`, `secrecy_replies`, `fates`, `hits`, `handovers`, `duty_calls`, `incident_steps`, `readings` and `events` are
append-only by trigger.
"""

from __future__ import annotations

from service.store.tables.delivery import renderings, takedowns
from service.store.tables.desk import autosaves, comments, leases, media, tallies, waiting
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
from service.store.tables.duty import duty, duty_calls, handovers, leave
from service.store.tables.events import event_head, events
from service.store.tables.incidents import incident_steps, incidents, readings, watches
from service.store.tables.inspection import (
    inspections,
    observations,
    ticket_items,
    tickets,
    veto_candidates,
)
from service.store.tables.metadata import METADATA
from service.store.tables.notices import (
    addresses,
    approval_links,
    debts,
    letters,
    notice_choices,
    notice_head,
    notices,
    reminders,
)
from service.store.tables.overlays import overlays, second_readings
from service.store.tables.register import (
    account_figures,
    accounts,
    interpretations,
    petitions,
    policy_traits,
    sponsors,
    survey_rows,
    surveys,
    trainings,
)
from service.store.tables.releases import postings, releases
from service.store.tables.settling import endorsements, fates, hits, secrecy_replies, verdicts
from service.store.tables.sign_on import identities, journeys, strangers
from service.store.tables.staff import delegations, grants, people, sessions, sign_in_tries, units

__all__ = [
    "METADATA",
    "account_figures",
    "accounts",
    "addresses",
    "answers",
    "approval_links",
    "autosaves",
    "comments",
    "debts",
    "delegations",
    "documents",
    "drafts",
    "duty",
    "duty_calls",
    "endorsements",
    "event_head",
    "events",
    "fates",
    "grants",
    "handovers",
    "hits",
    "identities",
    "incident_steps",
    "incidents",
    "inspections",
    "interpretations",
    "journeys",
    "leases",
    "leave",
    "letters",
    "media",
    "notice_choices",
    "notice_head",
    "notices",
    "observations",
    "overlays",
    "people",
    "petitions",
    "policy_traits",
    "postings",
    "readings",
    "releases",
    "remarks",
    "reminders",
    "renderings",
    "reports",
    "second_readings",
    "secrecy_replies",
    "sessions",
    "sign_in_tries",
    "sign_offs",
    "sponsors",
    "strangers",
    "submissions",
    "survey_rows",
    "surveys",
    "takedowns",
    "tallies",
    "ticket_items",
    "tickets",
    "trainings",
    "units",
    "verdicts",
    "versions",
    "veto_candidates",
    "waiting",
    "waivers",
    "watches",
]
