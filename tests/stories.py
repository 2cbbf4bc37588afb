"""People, texts and reports to tell a draft's story with: plain functions, the same every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from review import flow
from review.draft import (
    SYSTEM,
    Draft,
    Grade,
    Grant,
    Person,
    Role,
    Route,
    Seen,
    State,
    Step,
    StepKind,
    Unit,
)
from review.model import Document, Failure, Finding, Gate, GateResult, Report, Severity, Span
from review.request import (
    Answering,
    Confirmation,
    Correction,
    Countersignature,
    Edit,
    Moved,
    Rejection,
    ReleaseOrder,
    Request,
    Signature,
    Submission,
    Waiving,
    Withdrawal,
)
from review.secrecy import Question, Reply
from review.settling import awaiting

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = bytes(range(32))
MINUTE = timedelta(minutes=1)
REASON = "经核对，按原文保留。"
OFFICE = Unit(id=1, name="本单位", line=(1,))


def a_person(number: int, login: str, name: str, *roles: Role) -> Person:
    grants = frozenset(Grant(role=role) for role in roles)
    return Person(id=number, login=login, name=name, grants=grants)


LIN = a_person(1, "lin", "林小雨", Role.EDITOR)
QIAN = a_person(2, "qian", "钱多", Role.EDITOR)
CHEN = a_person(3, "chen", "陈明", Role.FIRST)
ZHOU = a_person(4, "zhou", "周芳", Role.SECOND)
HE = a_person(5, "he", "何建平", Role.FINAL)
WU = a_person(6, "wu", "吴倩", Role.PUBLISHER)
ZHENG = a_person(7, "zheng", "郑凯", Role.ADMIN)
SU = a_person(8, "su", "苏敏", Role.AUDITOR)
DUO = a_person(9, "duo", "多能", Role.EDITOR, Role.FIRST, Role.SECOND, Role.FINAL, Role.PUBLISHER)
TONG = a_person(10, "tong", "全通", Role.FIRST, Role.SECOND, Role.FINAL, Role.PUBLISHER)
MI = a_person(11, "mi", "宓岚", Role.SECRECY)
STAFF = (LIN, QIAN, CHEN, ZHOU, HE, WU, ZHENG, SU, DUO, TONG, MI)
REVIEWERS = (CHEN, ZHOU, HE)


def a_document(body: str = "请按时办理登记。", title: str = "关于办理登记的通知") -> Document:
    return Document(title=title, body=body)


def a_finding(severity: Severity, start: int = 0, gate: Gate = Gate.TEXT) -> Finding:
    return Finding(
        rule="TXT101",
        name="错别字",
        gate=gate,
        severity=severity,
        span=Span(field="body", start=start, end=start + 2),
        message="疑似错别字，请核对。",
    )


def a_report(
    document: Document, *findings: Finding, failed: str = "", ruleset: str = "sha256:" + "a" * 64
) -> Report:
    """The report that finds just this in a text; `failed` names a rule that raised."""
    failures = (Failure(rule=failed, gate=Gate.TEXT, error="ValueError"),) if failed else ()
    return Report(
        document=document.digest,
        ruleset=ruleset,
        as_of=date(2026, 11, 23),
        gates=tuple(
            GateResult(
                gate=gate,
                rules=1,
                findings=tuple(finding for finding in findings if finding.gate is gate),
                failures=failures if gate is Gate.TEXT else (),
            )
            for gate in Gate
        ),
    )


AFTER = ((StepKind.SECOND, Role.SECOND), (StepKind.FIRST, Role.FIRST))
NOTHING_SECRET = tuple(Reply(question=question, yes=False) for question in Question)


def signature(draft: Draft) -> Signature:
    """Whatever the waiting step asks of whoever signs it."""
    step = draft.current_step
    return Signature(
        seen=seen(draft),
        opinion="同意。",
        replies=NOTHING_SECRET if step and step.asks_questions else (),
        endorsed=tuple(waiver.finding for waiver in awaiting(draft)),
    )


def route(document: Document, report: Report) -> Route:
    """Three reviews by three roles, whatever the text."""
    if report.document != document.digest:
        raise ValueError("the report is about another document")
    kinds = (
        (StepKind.FIRST, Role.FIRST),
        (StepKind.SECOND, Role.SECOND),
        (StepKind.FINAL, Role.FINAL),
    )
    return Route(
        grade=Grade.A,
        reasons=("类别为动态，按A级（普通）审核。",),
        steps=tuple(
            Step(kind=kind, role=role, reason="核对文字和事实。", hours=8) for kind, role in kinds
        ),
    )


def on_watch(person: Person) -> Person:
    """The same while they are on duty for the office."""
    return replace(person, watches=frozenset({OFFICE.id}))


def lane(after: tuple[tuple[StepKind, Role], ...] = AFTER) -> Route:
    """应急通道: whoever is on duty signs, two others countersign."""
    first = Step(kind=StepKind.FINAL, role=Role.FINAL, reason="先签先发。", hours=1, on_duty=True)
    return Route(
        grade=Grade.C,
        reasons=("走应急通道。",),
        steps=(
            first,
            *(
                Step(kind=kind, role=role, reason="发布后补签。", hours=24, later=True)
                for kind, role in after
            ),
        ),
    )


class Story:
    """A draft moved along by hand; `moves` keeps everything that was done, oldest first."""

    def __init__(
        self,
        document: Document | None = None,
        *findings: Finding,
        author: Person = LIN,
        number: int = 1,
    ) -> None:
        self.document = document or a_document()
        self.report = a_report(self.document, *findings)
        self.texts = [(self.document, self.report)]
        title = self.document.title
        self.moves = [
            flow.start(
                id=number, title=title, author=author, unit=OFFICE, report=self.report, now=NOW
            )
        ]

    @property
    def draft(self) -> Draft:
        return self.moves[-1].draft

    @property
    def now(self) -> datetime:
        """A minute after the last move."""
        return NOW + MINUTE * len(self.moves)

    def do(self, actor: Person, request: Request) -> Moved:
        self.moves.append(flow.move(self.draft, request, actor, self.now))
        return self.moves[-1]

    def edit(self, body: str, *findings: Finding) -> Story:
        self.document = a_document(body)
        self.report = a_report(self.document, *findings)
        self.texts.append((self.document, self.report))
        self.do(self.draft.author, Edit(title=self.document.title, report=self.report))
        return self

    def submit(self, way: Route | None = None) -> Story:
        way = way or route(self.document, self.report)
        request = Submission(report=self.report, route=way)
        self.do(self.draft.author, request)
        return self

    def sign(self, *people: Person) -> Story:
        for person in people:
            assert self.draft.seen is not None
            self.do(person, signature(self.draft))
        return self

    def emerge(self) -> Story:
        """Approved in the emergency lane, by whoever is on duty alone."""
        return self.submit(lane()).sign(on_watch(HE))

    def countersign(self, *people: Person) -> Story:
        for person in people:
            assert self.draft.seen is not None
            self.do(person, Countersignature(seen=self.draft.seen, opinion="补签同意。"))
        return self

    def approve(self) -> Story:
        return self.submit().sign(*REVIEWERS)

    def release(self, *platforms: str) -> Story:
        order = ReleaseOrder(report=self.report, platforms=platforms or ("folder",))
        self.do(WU, order)
        return self


def story_in(state: State) -> Story:
    """A draft that got to a state the way drafts do."""
    story = Story()
    if state in (State.IN_REVIEW, State.REJECTED):
        story.submit()
    elif state is not State.DRAFTING:
        story.approve()
        if state is not State.APPROVED:
            story.release()
    if state is State.REJECTED:
        story.do(CHEN, Rejection(seen=seen(story.draft), reason=REASON))
    if state in (State.RELEASED, State.CORRECTED):
        story.do(SYSTEM, Confirmation(postings={"folder": True}))
    if state is State.CORRECTED:
        story.do(SYSTEM, Correction(by=2))
    if state is State.WITHDRAWN:
        story.do(HE, Withdrawal(reason=REASON))
    return story


def seen(draft: Draft) -> Seen:
    at_no_step = Seen(round=draft.round, step=0, document=draft.document, report=draft.report)
    return draft.seen or at_no_step


def settled_story() -> Story:
    """A draft with one finding waived and one answered, not submitted yet."""
    block, warn = a_finding(Severity.BLOCK), a_finding(Severity.WARN, 3)
    story = Story(None, block, warn)
    story.do(LIN, Waiving(report=story.report, finding=block.key, reason=REASON))
    story.do(LIN, Answering(report=story.report, finding=warn.key, reason=REASON))
    return story
