"""How long pages take over a hundred thousand drafts and a million entries of the log.

`python -m tests.bench.service [--drafts 100000] [--url DATABASE]`: builds such a database in a folder
of its own (SQLite, unless a URL of an empty PostgreSQL database is given), asks every page of the
desks in turn through the whole application, and prints the median and the number of statements.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from review.draft import State
from rules import load
from service.app import create_app
from service.office import Office, open_office
from service.settings import Settings
from service.store import migrate
from tests.bench.crowd import ENTRIES, NOW, PASSWORD, SENTENCE, build

ROUNDS = 25


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements sent while the block runs."""
    told: list[str] = []

    def count(*given: object) -> None:
        told.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", count)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", count)


def measure(office: Office, number: int) -> None:
    """Asks each page ROUNDS times and prints the median."""
    app = create_app(office)
    engine = office.store.engines.reading
    in_review = _some(office, State.IN_REVIEW)
    pages: tuple[tuple[str, str], ...] = (
        ("everywhere", "/approvals"),
        ("everywhere", "/approvals?due=late&category=notice"),
        ("first", "/approvals"),
        ("everywhere", "/drafts"),
        ("everywhere", "/drafts?show=rejected"),
        ("first", "/drafts?show=in_review"),
        ("editor0", "/drafts"),
        ("editor5", "/drafts?show=all"),
        ("editor5", "/drafts?show=withdrawn"),
        ("everywhere", f"/drafts/{in_review}"),
        ("everywhere", f"/approvals/{in_review}"),
        ("everywhere", f"/drafts/{in_review}/history"),
        ("auditor", f"/drafts/{number}/history"),
        ("auditor", "/dashboards?period=month&day=2026-10-01"),
        ("auditor", "/dashboards?period=year"),
        ("editor0", "/dashboards?period=year"),
        ("auditor", "/rules"),
    )
    print(f"{'page':44} {'who':11}   wall ms  processor ms  statements")
    for login, path in pages:
        with _signed_in(app, login) as client:
            client.get(path)
            taken = [
                _timed(lambda client=client, path=path: client.get(path)) for _ in range(ROUNDS)
            ]
            with counted(engine) as told:
                answer = client.get(path)
            wall = statistics.median(one for one, _ in taken) * 1000
            processor = statistics.median(one for _, one in taken) * 1000
            print(
                f"{path:44} {login:11} {wall:9.1f} {processor:13.1f} {len(told):11}"
                f"{'' if answer.status_code == 200 else f'  ANSWERED {answer.status_code}'}"
            )
    with _signed_in(app, "editor0") as client:
        csrf = client.get("/drafts/new").text.partition('name="csrf" value="')[2].partition('"')[0]
        body = {"csrf": csrf, "title": "标题", "body": (SENTENCE * 80)[:3000]}
        taken = [_timed(lambda: client.post("/check", data=body)) for _ in range(ROUNDS)]
        wall = statistics.median(one for one, _ in taken) * 1000
        processor = statistics.median(one for _, one in taken) * 1000
        print(f"{'/check, 3,000 characters':56} {wall:9.1f} {processor:13.1f}")


def _some(office: Office, state: State) -> int:
    with office.read() as unit:
        everywhere = unit.people.find("everywhere")
        assert everywhere
        return unit.drafts.queue.ids(everywhere.person, limit=1)[0]


@contextmanager
def _signed_in(app: FastAPI, login: str) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://xianshen.test") as client:
        page = client.get("/sign-in").text
        csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
        page = client.post(
            "/sign-in", data={"csrf": csrf, "login": login, "password": PASSWORD}
        ).text
        if "退出" not in page:
            told = page.partition('role="alert"')[2][:300] or page[-600:]
            raise RuntimeError(f"{login} could not sign in: {told}")
        yield client


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall, and of processor time: what it would take on an idle computer."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--drafts", type=int, default=100_000)
    given.add_argument("--url", default="")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder),
            database_url=asked.url,
            argon2_time=1,
            argon2_memory_kib=64,
            argon2_lanes=1,
        )
        migrate(settings.database_url)
        # The rules' own examples are proved by their tests.
        ruleset = load(cache_dir=Path(folder), proved=False)
        office = open_office(settings, clock=lambda: NOW, ruleset=ruleset)
        try:
            start = time.perf_counter()
            build(office, asked.drafts)
            took = time.perf_counter() - start
            print(f"{asked.drafts} drafts, {asked.drafts * ENTRIES} entries, made in {took:.0f} s")
            measure(office, asked.drafts)
        finally:
            office.close()


if __name__ == "__main__":
    main()
