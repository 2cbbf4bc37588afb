"""Workers killed while they release, again and again, until everything is out: exactly once?

`python -m tests.service.delivery.crash FOLDER [--url DATABASE] [--releases 1000] [--seed 1]` runs
it in a process of its own, for the workers are forked. Two workers a round: one is killed at a
step chosen in turn (STEPS), the other at a random moment. Platforms, in folders, refuse one
posting in ten and swallow the answer of another. Time moves only between rounds, when nobody is
at work, so that nobody's lease runs out under him. Prints what came of it as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from review.draft import State
from review.model import Document
from review.release import PostingState
from review.ruleset import compile_ruleset
from review.text import Segmenter
from service.actions.deliver_postings import _deliver_next
from service.actions.release_draft import release_draft
from service.office import Office, open_office
from service.platforms import (
    Again,
    Can,
    Order,
    Platform,
    Receipt,
    RefusedError,
    Rendering,
    Staged,
    UnknownError,
)
from service.settings import Settings
from service.store import Store, UnitOfWork, migrate
from tests.service.delivery.house import Hands, House, peopled

STEPS = (
    "claim uncommitted",
    "claimed",
    "before staging",
    "staged",
    "before sending",
    "sent",
    "before asking",
    "asked",
    "result uncommitted",
    "result kept",
)
MOST_ROUNDS = 4000
MOST_ATTEMPTS = 6
"""Of one worker in one round: enough for the steps, few enough for many rounds."""


@dataclass
class Bomb:
    """Kills its own process when `step` is reached once more than `spared` times; notes that."""

    folder: Path
    step: str = ""
    spared: int = 0
    writes: int = 0

    def at(self, step: str) -> None:
        if step == self.step:
            self.spared -= 1
        if self.spared < 0:
            (self.folder / f"{uuid.uuid4()}.{STEPS.index(step)}").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around(self, work: AbstractContextManager[UnitOfWork]) -> Iterator[UnitOfWork]:
        """A worker's transactions come in pairs: the claim, and the result."""
        first, second = ("claim uncommitted", "claimed")
        if self.writes % 2:
            first, second = ("result uncommitted", "result kept")
        with work as unit:
            yield unit
            self.at(first)
        self.writes += 1
        self.at(second)


class Mined(Store):
    """A store with a bomb at either side of every commit."""

    bomb: Bomb

    def write(self) -> AbstractContextManager[UnitOfWork]:
        return self.bomb.around(super().write())


@dataclass
class Ledge(Platform):
    """A platform in a folder: each file in `live/<key>` is one post that readers see."""

    name: ClassVar[str] = "ledge"
    label: ClassVar[str] = "窗台"
    depends_on: ClassVar[tuple[str, ...]] = ()
    settle: ClassVar[timedelta] = timedelta(minutes=1)

    folder: Path
    bomb: Bomb
    chance: random.Random = field(default_factory=random.Random)

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
        return () if rendering.title else ("窗台要求标题。",)

    def send(self, order: Order) -> Receipt:
        self.bomb.at("before sending")
        drawn = self.chance.random()
        if drawn < 0.1:
            raise RefusedError("太忙。", again=Again.SOON, handle=order.handle)
        place = self._live(order.key)
        place.mkdir(parents=True, exist_ok=True)
        (place / str(uuid.uuid4())).touch()
        self.bomb.at("sent")
        if drawn < 0.2:
            raise UnknownError("连接中断。", again=Again.SOON, handle=order.handle)
        return self._receipt(order.key)

    def find(self, order: Order) -> Receipt | None:
        self.bomb.at("before asking")
        out = self.posts(order.key)
        self.bomb.at("asked")
        return self._receipt(order.key) if out else None

    def read_back(self, receipt: Receipt) -> str:
        return receipt.handle

    def posts(self, key: str) -> int:
        place = self._live(key)
        return len(list(place.iterdir())) if place.exists() else 0

    def _live(self, key: str) -> Path:
        return self.folder / self.name / "live" / key

    def _receipt(self, key: str) -> Receipt:
        return Receipt(handle=key, url=f"https://{self.name}.example.gov.cn/{key}")


class Case(Ledge):
    """A platform that holds a text before it shows it; what was held is used up by showing."""

    name: ClassVar[str] = "case"
    label: ClassVar[str] = "橱窗"
    depends_on: ClassVar[tuple[str, ...]] = ("ledge",)
    can: ClassVar[frozenset[Can]] = frozenset({Can.STAGE, Can.FIND})

    def stage(self, order: Order) -> Staged:
        self.bomb.at("before staging")
        handle = str(uuid.uuid4())
        held = self.folder / self.name / "held"
        held.mkdir(parents=True, exist_ok=True)
        (held / handle).write_text(order.rendering.text, encoding="utf-8")
        self.bomb.at("staged")
        return Staged(handle=handle)

    def staged(self, order: Order) -> str:
        return (self.folder / self.name / "held" / order.handle).read_text(encoding="utf-8")


def _office(folder: Path, url: str, bomb: Bomb, hands: Hands, seed: int) -> Office:
    settings = Settings(
        data_dir=folder / "var",
        database_url=url,
        argon2_time=1,
        argon2_memory_kib=64,
        argon2_lanes=1,
    )
    rules = compile_ruleset((), {}, Segmenter(folder / "jieba"), version="0", sources={})
    made = [kind(folder, bomb, random.Random(seed)) for kind in (Ledge, Case)]
    platforms: dict[str, Platform] = {one.name: one for one in made}
    return open_office(settings, clock=hands, ruleset=rules, platforms=platforms)


def _worker(folder: Path, url: str, now: Hands, step: str, seed: int) -> None:
    """A forked process with a database connection of its own, and a few attempts to make."""
    bomb = Bomb(folder / "killed", step, spared=seed % 3)
    office = _office(folder, url, bomb, now, seed)
    store = Mined(office.store.engines, office.store.key)
    store.bomb = bomb
    mined = replace(office, store=store)
    for _ in range(MOST_ATTEMPTS):
        if not _deliver_next(mined):
            break


def run(folder: Path, url: str, releases: int, seed: int) -> dict[str, object]:
    """Everything released under fire; what came of it."""
    (folder / "killed").mkdir(parents=True)
    hands, chance = Hands(), random.Random(seed)
    migrate(url)
    office = _office(folder, url, Bomb(folder / "killed"), hands, seed)
    house = House(office=office, hands=hands, people=peopled(office))
    for number in range(releases):
        draft = house.approved(Document(title=f"通知{number}", body="请按时办理相关事项。"))
        release_draft(office, house.people["publisher"], draft.id, platforms=("ledge", "case"))
    office.close()
    rounds, interrupted = 0, 0
    started = time.monotonic()
    while rounds < MOST_ROUNDS and _open(folder, url, hands):
        step = STEPS[rounds % len(STEPS)]
        first = _forked(folder, url, hands, step, chance.random())
        second = _forked(folder, url, hands, "", chance.random())
        time.sleep(chance.uniform(0.01, 0.2))
        if os.waitpid(second, os.WNOHANG) == (0, 0):
            os.kill(second, signal.SIGKILL)
            interrupted += 1
            os.waitpid(second, 0)
        os.waitpid(first, 0)
        hands.forward(timedelta(minutes=11))
        rounds += 1
    told = _judged(folder, url, hands)
    steps = Counter(path.suffix[1:] for path in (folder / "killed").iterdir())
    return {
        "releases": releases,
        "rounds": rounds,
        "killed_at": {name: steps[str(number)] for number, name in enumerate(STEPS)},
        "killed_at_random": interrupted,
        "seconds": round(time.monotonic() - started, 1),
        **told,
    }


def _forked(folder: Path, url: str, hands: Hands, step: str, seed: float) -> int:
    child = os.fork()
    if child:
        return child
    try:
        _worker(folder, url, hands, step, int(seed * 1e9))
    except BaseException as error:  # noqa: BLE001  # a child must not go on as its parent
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


@contextmanager
def _looking(folder: Path, url: str, hands: Hands) -> Iterator[Office]:
    office = _office(folder, url, Bomb(folder / "killed"), hands, 0)
    try:
        yield office
    finally:
        office.close()


def _open(folder: Path, url: str, hands: Hands) -> bool:
    with _looking(folder, url, hands) as office, office.read() as unit:
        return bool(unit.drafts.list(state=State.RELEASING, limit=1))


def _judged(folder: Path, url: str, hands: Hands) -> dict[str, object]:
    """Lost: confirmed and not there. Doubled: there twice. Stuck: not at its end."""
    lost = doubled = stuck = 0
    with _looking(folder, url, hands) as office, office.read() as unit:
        for release in unit.releases.list(limit=10**6):
            for posting in unit.postings.of(release.id):
                platform = office.platforms[posting.platform]
                assert isinstance(platform, Ledge)
                posts = platform.posts(posting.key)
                lost += posts == 0
                doubled += posts > 1
                stuck += posting.state is not PostingState.CONFIRMED
        flaws = [flaw.sentence for flaw in unit.audit()]
    return {"lost": lost, "doubled": doubled, "stuck": stuck, "flaws": flaws[:5]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="")
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    address = given.url or f"sqlite:///{given.folder.absolute() / 'crash.db'}"
    print(json.dumps(run(given.folder, address, given.releases, given.seed), ensure_ascii=False))
