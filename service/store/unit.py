"""The unit of work: all of it is stored, events included, or nothing is. The only place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, SQLAlchemyError

from review.request import Moved
from service.store.approval_links import ApprovalLinks
from service.store.audit import Flaw, flaws_of_log
from service.store.autosaves import Autosaves
from service.store.chain import Chain
from service.store.comments import Comments
from service.store.crosscheck import flaws_of_tables
from service.store.delegations import Delegations
from service.store.drafts import Drafts
from service.store.duty import Duty
from service.store.engine import Engines, open_engines, take_the_floor
from service.store.errors import StoreError
from service.store.events import Events
from service.store.fates import Fates
from service.store.figures import Figures
from service.store.identities import Identities
from service.store.incidents import Incidents
from service.store.inspections import Inspections
from service.store.interpretations import Interpretations
from service.store.learning import Lessons
from service.store.leases import Leases
from service.store.leaves import Leaves
from service.store.letters import Letters
from service.store.media import Pictures
from service.store.notices import Notices
from service.store.overlays import Overlays
from service.store.people import People
from service.store.petitions import Petitions
from service.store.postings import Postings
from service.store.readings import Readings
from service.store.register import Register
from service.store.releases import Releases
from service.store.reminders import Reminders
from service.store.renderings import Renderings
from service.store.second_readings import SecondReadings
from service.store.sessions import Sessions
from service.store.surveys import Surveys
from service.store.takedowns import Takedowns
from service.store.tickets import Tickets
from service.store.trainings import Trainings
from service.store.units import Units


class UnitOfWork:
    """The repositories over one transaction. Made by a Store; good until its `with` ends."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self.people = People(connection)
        self.units = Units(connection)
        self.delegations = Delegations(connection)
        self.duty = Duty(connection)
        self.leaves = Leaves(connection)
        self.sessions = Sessions(connection)
        self.identities = Identities(connection)
        self.drafts = Drafts(connection)
        self.releases = Releases(connection)
        self.postings = Postings(connection)
        self.renderings = Renderings(connection)
        self.takedowns = Takedowns(connection)
        self.readings = Readings(connection)
        self.incidents = Incidents(connection)
        self.events = Events(connection, key)
        self.chain = Chain(connection)
        self.overlays = Overlays(connection)
        self.lessons = Lessons(connection)
        self.second_readings = SecondReadings(connection)
        self.fates = Fates(connection, key)
        self.figures = Figures(connection)
        self.leases = Leases(connection)
        self.notices = Notices(connection)
        self.letters = Letters(connection)
        self.reminders = Reminders(connection)
        self.approval_links = ApprovalLinks(connection)
        self.comments = Comments(connection)
        self.autosaves = Autosaves(connection)
        self.pictures = Pictures(connection)
        self.register = Register(connection)
        self.petitions = Petitions(connection)
        self.surveys = Surveys(connection)
        self.trainings = Trainings(connection)
        self.interpretations = Interpretations(connection)
        self.inspections = Inspections(connection)
        self.tickets = Tickets(connection)
        self._connection = connection
        self._key = key

    def audit(self) -> Iterator[Flaw]:
        """Every flaw of the log, and of what the tables hold against what it tells."""
        yield from flaws_of_log(self._connection, self._key)
        yield from flaws_of_tables(self._connection, self._key)

    def keep(self, moved: Moved, *, form_key: str = "") -> None:
        """Stores a moved draft and logs its move: never the one without the other.

        Where the waiting step is no longer the same, whoever held the draft has done with it.
        """
        self.drafts.keep(moved, form_key=form_key)
        self.events.append(moved.event)
        if moved.draft.since == moved.event.at:
            self.leases.end(moved.draft.id)


class Store:
    """One database. `key` seals the log; it never goes into the database."""

    def __init__(self, engines: Engines, key: bytes) -> None:
        self.engines = engines
        self.key = key

    @classmethod
    def open(cls, url: str, key: bytes) -> Self:
        """Raises StoreError for a URL that cannot be used; connects to nothing yet."""
        return cls(open_engines(url), key)

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """A unit of work that has the floor to itself and is stored when the block ends well."""
        with _explained(), self.engines.writing.begin() as connection:
            take_the_floor(connection)
            yield UnitOfWork(connection, self.key)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A unit of work that sees one consistent state and stores nothing."""
        with _explained(), self.engines.reading.connect() as connection:
            yield UnitOfWork(connection, self.key)

    def close(self) -> None:
        """Closes every connection."""
        self.engines.dispose()


@contextmanager
def _explained() -> Iterator[None]:
    # Statements and their parameters stay out of the message: they hold what people wrote.
    try:
        yield
    except IntegrityError:
        raise StoreError(
            "数据库的约束拒绝了这次操作（可能有人同时处理了同一稿件），没有保存；请刷新页面后重试。"
        ) from None
    except (OperationalError, InterfaceError):
        raise StoreError(
            "数据库暂时不能使用（连不上、正忙或磁盘已满），刚才的操作没有保存；"
            "请稍后重试，仍不行请联系管理员。"
        ) from None
    except SQLAlchemyError as error:
        raise StoreError(
            f"数据库操作出错（{type(error).__name__}），没有保存；请联系管理员。"
        ) from None
