"""A house with a release on its way, and platforms that do as a test says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from review.draft import Draft, Person, Role
from review.model import Document
from review.release import PostingState, Release
from service.actions.add_person import add_person
from service.actions.deliver_postings import deliver_postings
from service.actions.release_draft import release_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.office import Office
from service.platforms import Order, Platform, PlatformError, Receipt, Rendering
from service.store.deed import Deed
from service.store.postings import PostingRecord

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "correct-horse-42-battery"


@dataclass
class Hands:
    """The clock's hands: they stand still until a test moves them."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


@dataclass
class Board(Platform):
    """A notice board: a platform in memory whose every answer a test may spoil.

    `answers` are raised one after the other, before posting or (`after`) once it hangs there.
    """

    name: ClassVar[str] = "board"
    label: ClassVar[str] = "公告栏"
    depends_on: ClassVar[tuple[str, ...]] = ()
    settle: ClassVar[timedelta] = timedelta(minutes=1)

    before: list[BaseException] = field(default_factory=list)
    after: list[BaseException] = field(default_factory=list)
    blind: list[PlatformError] = field(default_factory=list)
    hung: list[Order] = field(default_factory=list)
    asked: int = 0
    shown: str = ""

    def render(self, document: Document) -> Rendering:
        return Rendering(
            platform=self.name,
            title=document.title,
            summary="",
            author="",
            content=document.body,
            text=f"{document.title}\n{document.body}",
        )

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        return () if rendering.title else ("公告栏要求标题，请先填写。",)

    def send(self, order: Order) -> Receipt:
        if self.before:
            raise self.before.pop(0)
        self.hung.append(order)
        if self.after:
            raise self.after.pop(0)
        return self._receipt(order)

    def find(self, order: Order) -> Receipt | None:
        self.asked += 1
        if self.blind:
            raise self.blind.pop(0)
        return next((self._receipt(one) for one in self.hung if one.key == order.key), None)

    def read_back(self, receipt: Receipt) -> str:
        if self.blind:
            raise self.blind.pop(0)
        order = next(one for one in self.hung if one.key == receipt.handle)
        return self.shown or order.rendering.text

    def _receipt(self, order: Order) -> Receipt:
        return Receipt(handle=order.key, url=f"https://board.example.gov.cn/{order.key}")


class Loudspeaker(Board):
    """Says aloud what hangs on the board; nobody can ask it afterwards."""

    name: ClassVar[str] = "loudspeaker"
    label: ClassVar[str] = "大喇叭"
    depends_on: ClassVar[tuple[str, ...]] = ("board",)


@dataclass
class House:
    """An office, its people, its clock."""

    office: Office
    hands: Hands
    people: Mapping[str, Person]

    def with_platforms(self, *platforms: Platform) -> House:
        named = {platform.name: platform for platform in platforms}
        return replace(self, office=replace(self.office, platforms=named))

    def approved(self, document: Document | None = None) -> Draft:
        """A draft that three persons have signed."""
        office, people = self.office, self.people
        document = document or Document(title="通知", body="请按时办理相关事项，逾期后果自负。")
        draft = start_draft(office, people["editor"], document, form_key=document.digest[7:47])
        draft = submit_draft(office, people["editor"], draft.id, version=draft.version)
        for login in ("first", "second", "final"):
            assert draft.seen is not None
            draft = sign_draft(office, people[login], draft.id, seen=draft.seen)
        return draft

    def released(self, *platforms: str, document: Document | None = None) -> Release:
        """A release whose postings are planned for these platforms (default: all there are)."""
        names = platforms or tuple(self.office.platforms)
        draft = self.approved(document)
        return release_draft(self.office, self.people["publisher"], draft.id, platforms=names)

    def deliver(self, wait: timedelta = timedelta(0)) -> int:
        self.hands.forward(wait)
        return deliver_postings(self.office)

    def posting(self, release: Release, platform: str) -> PostingRecord:
        with self.office.read() as unit:
            return next(one for one in unit.postings.of(release.id) if one.platform == platform)

    def states(self, release: Release) -> dict[str, PostingState]:
        with self.office.read() as unit:
            return {one.platform: one.state for one in unit.postings.of(release.id)}

    def draft(self, release: Release) -> Draft:
        with self.office.read() as unit:
            found = unit.drafts.get(release.draft)
        assert found is not None
        return found

    def deeds(self, release: Release, platform: str = "") -> list[Deed]:
        """What the log says about a release's postings, oldest first."""
        with self.office.read() as unit:
            return [
                entry.verb
                for entry in unit.events.of(release.draft)
                if isinstance(entry.verb, Deed)
                and entry.verb is not Deed.POSTING_PLANNED
                and platform in ("", entry.value("platform"))
            ]

    def waiting(self) -> list[str]:
        with self.office.read() as unit:
            return [posting.key for posting in unit.postings.waiting_for_person()]


ROLES = {
    "editor": Role.EDITOR,
    "first": Role.FIRST,
    "second": Role.SECOND,
    "final": Role.FINAL,
    "publisher": Role.PUBLISHER,
    "auditor": Role.AUDITOR,
}


def peopled(office: Office) -> Mapping[str, Person]:
    """One person of each role, named like it."""
    return {
        login: add_person(
            office, None, login=login, name=role.label, roles={role}, password=PASSWORD
        )
        for login, role in ROLES.items()
    }
