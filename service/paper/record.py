"""The rows about a draft as the evidence pack tells them: who did what over which text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from review.draft import Answer, Draft, Person, SignOff, Waiver
from review.secrecy import told
from service.store import UnitOfWork
from service.store.instant import written

Told = dict[str, object]


def record_of(unit: UnitOfWork, draft: Draft) -> Told:
    """Everything people put their names to, and what became of every posting."""
    signatures = unit.drafts.signatures
    versions = unit.drafts.versions(draft.id)
    editors = {version.version: version.editor for version in versions}
    signed = signatures.sign_offs([draft.id]).get(draft.id, ())
    own = signatures.own_replies([draft.id])
    return {
        "draft": {
            "id": draft.id,
            "title": draft.title,
            "state": draft.state.value,
            "unit": {"id": draft.unit.id, "name": draft.unit.name},
            "author": _person(draft.author),
            "corrects": draft.corrects,
        },
        "versions": [
            {
                "version": version.version,
                "document": version.document,
                "editor": _person(version.editor),
                "at": written(version.at),
            }
            for version in versions
        ],
        "rounds": [
            {
                "round": one.round,
                "version": one.version,
                "document": one.document,
                "report": one.report,
                "author": _person(draft.author),
                "editor": _person(editors[one.version]),
                "at": written(one.at),
                "route": asdict(one.route),
                "replies": told(own.get((draft.id, one.round), ())),
                "sign_offs": [_sign_off(each) for each in signed if each.round == one.round],
            }
            for one in unit.drafts.submissions(draft.id)
        ],
        "waivers": _settled(signatures.waivers([draft.id]).get(draft.id, {})),
        "answers": _settled(signatures.answers([draft.id]).get(draft.id, {})),
        "remarks": [
            {
                "action": remark.action.value,
                "person": _person(remark.person),
                "reason": remark.reason,
                "at": written(remark.at),
            }
            for remark in signatures.remarks([draft.id]).get(draft.id, ())
        ],
        "releases": [
            {
                "id": release.id,
                "round": release.round,
                "seal": release.seal,
                "postings": [
                    {name: _moment(value) for name, value in asdict(posting).items()}
                    for posting in unit.postings.of(release.id)
                ],
            }
            for release in unit.releases.of(draft.id)
        ],
    }


def _sign_off(one: SignOff) -> Told:
    return {
        "step": one.step,
        "person": _person(one.person),
        "on_behalf": _person(one.on_behalf) if one.on_behalf else None,
        "document": one.document,
        "report": one.report,
        "decision": one.decision.value,
        "opinion": one.opinion,
        "replies": told(one.replies),
        "endorsed": sorted(one.endorsed),
        "at": written(one.at),
    }


def _settled(found: Mapping[int, Sequence[Waiver | Answer]]) -> list[Told]:
    return [
        {
            "version": version,
            "finding": one.finding,
            "document": one.document,
            "person": _person(one.person),
            "reason": one.reason,
            "at": written(one.at),
        }
        for version, settled in sorted(found.items())
        for one in settled
    ]


def _person(person: Person) -> Told:
    return {"id": person.id, "login": person.login, "name": person.name}


def _moment(value: object) -> object:
    return written(value) if isinstance(value, datetime) else value
