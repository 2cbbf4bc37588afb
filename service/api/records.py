"""What goes over the wire about drafts on their way, releases and the log."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from review import flow
from review.draft import Answer, Draft, Person, Seen, SignOff, Waiver
from review.release import Release
from review.secrecy import Question
from review.settling import awaiting
from service.api.shapes import Out, PersonOut
from service.store.events import Entry
from service.store.postings import PostingRecord


class StepOut(Out):
    """`on_duty`: signed at once by whoever is on duty. `later`: countersigned after release."""

    kind: str
    role: str
    reason: str
    hours: int
    on_duty: bool
    later: bool


class ReplyOut(Out):
    """One of the five questions of 保密审查; `yes`: there is such a thing in the text."""

    question: Question
    yes: bool


class SignOffOut(Out):
    round: int
    step: int
    person: PersonOut
    document: str
    report: str
    decision: str
    opinion: str
    at: datetime
    on_behalf: PersonOut | None
    replies: list[ReplyOut]
    endorsed: list[str]

    @classmethod
    def of(cls, signed: SignOff) -> Self:
        return cls(
            round=signed.round,
            step=signed.step,
            person=PersonOut.of(signed.person),
            document=signed.document,
            report=signed.report,
            decision=signed.decision.value,
            opinion=signed.opinion,
            at=signed.at,
            on_behalf=PersonOut.of(signed.on_behalf) if signed.on_behalf else None,
            replies=[ReplyOut(question=one.question, yes=one.yes) for one in signed.replies],
            endorsed=list(signed.endorsed),
        )


class SettlementOut(Out):
    """A waiver or an answer, over exactly one text."""

    finding: str
    document: str
    person: PersonOut
    reason: str
    at: datetime

    @classmethod
    def of(cls, settled: Waiver | Answer) -> Self:
        return cls(
            finding=settled.finding,
            document=settled.document,
            person=PersonOut.of(settled.person),
            reason=settled.reason,
            at=settled.at,
        )


class SeenShape(Out):
    """What lies before a reviewer; handed back with the decision."""

    round: Annotated[int, Field(ge=0, le=2**31 - 1)]
    step: Annotated[int, Field(ge=0, le=100)]
    document: Annotated[str, Field(max_length=100)]
    report: Annotated[str, Field(max_length=100)]

    def seen(self) -> Seen:
        return Seen(round=self.round, step=self.step, document=self.document, report=self.report)


class DraftOut(Out):
    """`allowed`: what the caller may do now, as far as state and role go. `to_endorse`: the keys
    of the waivers that whoever signs the waiting step must name.
    """

    id: int
    title: str
    state: str
    round: int
    version: int
    author: PersonOut
    last_editor: PersonOut
    document: str
    report: str
    since: datetime
    deadline: datetime | None
    grade: str | None
    route: list[StepOut]
    seen: SeenShape | None
    sign_offs: list[SignOffOut]
    waivers: list[SettlementOut]
    answers: list[SettlementOut]
    to_endorse: list[str]
    corrects: int | None
    allowed: list[str]

    @classmethod
    def of(cls, draft: Draft, person: Person) -> Self:
        seen = draft.seen
        return cls(
            id=draft.id,
            title=draft.title,
            state=draft.state.value,
            round=draft.round,
            version=draft.version,
            author=PersonOut.of(draft.author),
            last_editor=PersonOut.of(draft.last_editor),
            document=draft.document,
            report=draft.report,
            since=draft.since,
            deadline=draft.deadline,
            grade=draft.route.grade.value if draft.route else None,
            route=[
                StepOut(
                    kind=step.kind.value,
                    role=step.role.value,
                    reason=step.reason,
                    hours=step.hours,
                    on_duty=step.on_duty,
                    later=step.later,
                )
                for step in (draft.route.steps if draft.route else ())
            ],
            seen=SeenShape(
                round=seen.round, step=seen.step, document=seen.document, report=seen.report
            )
            if seen
            else None,
            sign_offs=[SignOffOut.of(signed) for signed in draft.sign_offs],
            waivers=[SettlementOut.of(settled) for settled in draft.waivers],
            answers=[SettlementOut.of(settled) for settled in draft.answers],
            to_endorse=[waiver.finding for waiver in awaiting(draft)],
            corrects=draft.corrects,
            allowed=sorted(action.value for action in flow.allowed(draft, person)),
        )


class PostingOut(Out):
    key: str
    platform: str
    state: str
    rendering: str
    needs_person: bool
    attempts: int
    url: str
    handle: str
    reference: str
    code: str
    message: str
    reading: str
    read_at: datetime | None
    confirmed_at: datetime | None

    @classmethod
    def of(cls, posting: PostingRecord) -> Self:
        return cls(
            key=posting.key,
            platform=posting.platform,
            state=posting.state.value,
            rendering=posting.rendering,
            needs_person=posting.needs_person,
            attempts=posting.attempts,
            url=posting.url,
            handle=posting.handle,
            reference=posting.reference,
            code=posting.code,
            message=posting.message,
            reading=posting.reading.value,
            read_at=posting.read_at,
            confirmed_at=posting.confirmed_at,
        )


class ReleaseOut(Out):
    """`sealed`: the seal was checked just now and holds."""

    id: str
    draft: int
    round: int
    document: str
    report: str
    ruleset: str
    released_by: PersonOut
    at: datetime
    seal: str
    sealed: bool
    sign_offs: list[SignOffOut]
    postings: list[PostingOut]

    @classmethod
    def of(cls, release: Release, postings: tuple[PostingRecord, ...], *, sealed: bool) -> Self:
        return cls(
            id=release.id,
            draft=release.draft,
            round=release.round,
            document=release.document,
            report=release.report,
            ruleset=release.ruleset,
            released_by=PersonOut.of(release.released_by),
            at=release.at,
            seal=release.seal,
            sealed=sealed,
            sign_offs=[SignOffOut.of(signed) for signed in release.sign_offs],
            postings=[PostingOut.of(posting) for posting in postings],
        )


class EventOut(Out):
    seq: int
    at: datetime
    actor: str
    action: str
    draft: int | None
    detail: dict[str, str]
    previous: str
    hash: str

    @classmethod
    def of(cls, entry: Entry) -> Self:
        return cls(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            action=entry.verb.value,
            draft=entry.draft,
            detail=dict(entry.detail),
            previous=entry.previous,
            hash=entry.hash,
        )
