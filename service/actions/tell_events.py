"""逐条告知: what the log gained since is told to whom it concerns, each entry once.

The log's own number is the place where the last look ended: whatever becomes of the clock or of a
worker, no entry is told twice and none is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from review.draft import SYSTEM, Action, Draft, Person, Role, State
from service.actions.announce import announce, signers_of, step_told
from service.actions.route_plan import at_work
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed, Verb
from service.store.events import Entry
from service.store.notices import NoticeKind

_MOST: Final = 100


@dataclass(slots=True)
class _Teller:
    """One look: the people at work are asked for once, and only if anybody is to be told."""

    office: Office
    unit: UnitOfWork
    now: datetime
    _people: tuple[Person, ...] | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        if self._people is None:
            self._people = at_work(self.office, self.unit)
        return self._people

    def tell(
        self,
        kind: NoticeKind,
        people: tuple[Person, ...],
        key: str,
        entry: Entry,
        draft: Draft,
        **more: str,
    ) -> None:
        announce(
            self.office,
            self.unit,
            kind,
            (person for person in people if person.id != entry.actor_id),
            key=key,
            now=self.now,
            draft=draft.id,
            detail={"verb": entry.verb.value, **more},
        )

    def by(self, entry: Entry) -> str:
        """The name of whoever did it."""
        account = self.unit.people.get(entry.actor_id) if entry.actor_id != SYSTEM.id else None
        return account.person.name if account else ""

    def there(self, *people: Person) -> tuple[Person, ...]:
        """Those of them who are at work."""
        wanted = {person.id for person in people}
        return tuple(person for person in self.people if person.id in wanted)

    def holding(self, role: Role, draft: Draft) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.holds(role, draft.unit))


def tell_events(office: Office) -> int:
    """Tells of everything new in the log; returns how many entries that was.

    On the very first look nothing is told: what happened before is known.
    """
    with office.read() as unit:
        head, last = unit.notices.head(), unit.events.head()
        if last is None or (head is not None and last.seq <= head):
            return 0
    with office.write() as unit:
        head, last = unit.notices.head(), unit.events.head()
        if head is None:
            unit.notices.set_head(last.seq if last else 0)
            return 0
        entries = unit.events.after(head, _MOST)
        teller = _Teller(office, unit, office.now())
        for entry in entries:
            told = _TOLD.get(entry.verb)
            draft = unit.drafts.get(entry.draft) if told and entry.draft else None
            if told is not None and draft is not None:
                told(teller, entry, draft)
        if entries:
            unit.notices.set_head(entries[-1].seq)
        return len(entries)


def _moved_on(teller: _Teller, entry: Entry, draft: Draft) -> None:
    """A step was reached: whoever can sign it, and once it is approved whoever goes on from there."""
    if draft.state is State.APPROVED and entry.value("state") == State.APPROVED.value:
        people = (*teller.there(draft.author), *teller.holding(Role.PUBLISHER, draft))
        teller.tell(NoticeKind.APPROVED, people, f"event-{entry.seq}", entry, draft)
    if draft.waits_at is None:
        return
    kind = NoticeKind.ARRIVED if draft.state is State.IN_REVIEW else NoticeKind.OWED
    key = f"{kind.value}-{draft.id}-{draft.round}-{draft.waits_at}"
    teller.tell(kind, signers_of(draft, teller.people), key, entry, draft, **step_told(draft))


def _assigned(teller: _Teller, entry: Entry, draft: Draft) -> None:
    whom = tuple(one for one in teller.people if str(one.id) == entry.value("person"))
    key = f"arrived-{draft.id}-{draft.round}-{draft.waits_at}"
    more = {"assigned": "yes", **step_told(draft)}
    teller.tell(NoticeKind.ARRIVED, whom, key, entry, draft, **more)


def _returned(teller: _Teller, entry: Entry, draft: Draft) -> None:
    whom, key = teller.there(draft.author), f"event-{entry.seq}"
    teller.tell(NoticeKind.RETURNED, whom, key, entry, draft, by=teller.by(entry))


def _out(teller: _Teller, entry: Entry, draft: Draft) -> None:
    whom, key = teller.there(draft.author), f"event-{entry.seq}"
    teller.tell(NoticeKind.OUT, whom, key, entry, draft, by=teller.by(entry))


def _objected(teller: _Teller, entry: Entry, draft: Draft) -> None:
    final, publishers = (teller.holding(one, draft) for one in (Role.FINAL, Role.PUBLISHER))
    people = (*final, *publishers, *teller.there(draft.author))
    key = f"event-{entry.seq}"
    teller.tell(NoticeKind.OBJECTED, people, key, entry, draft, by=teller.by(entry))


def _commented(teller: _Teller, entry: Entry, draft: Draft) -> None:
    whom, key = teller.there(draft.author), f"event-{entry.seq}"
    teller.tell(NoticeKind.COMMENTED, whom, key, entry, draft, by=teller.by(entry))


def _tampered(teller: _Teller, entry: Entry, draft: Draft) -> None:
    whom, key = teller.holding(Role.PUBLISHER, draft), f"event-{entry.seq}"
    teller.tell(NoticeKind.TROUBLE, whom, key, entry, draft)


_TOLD: Final[Mapping[Verb, Callable[[_Teller, Entry, Draft], None]]] = {
    Action.SUBMIT: _moved_on,
    Action.SIGN: _moved_on,
    Action.RELEASE: _moved_on,
    Action.COUNTERSIGN: _moved_on,
    Action.SEND_BACK: _returned,
    Action.REJECT: _returned,
    Action.CONFIRM: _out,
    Action.WITHDRAW: _out,
    Action.OBJECT: _objected,
    Deed.COMMENTED: _commented,
    Deed.DRAFT_ASSIGNED: _assigned,
    Deed.POSTING_TAMPERED: _tampered,
}
