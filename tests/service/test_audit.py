"""核验: whatever is altered, removed or inserted behind the program's back is found and located.

The forger here may do everything with the database, triggers included, but has not the key.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from review.draft import State
from service.store import DamagedError, Store, UnitOfWork
from service.store.audit import Damage, Flaw
from service.store.deed import Deed
from service.store.events import hash_of
from service.store.tables import METADATA
from tests.service.databases import unguarded
from tests.service.keeping import keep
from tests.stories import KEY, LIN, NOW, settled_story, story_in


@pytest.fixture(scope="module")
def told(shared_store: Store) -> Store:
    """A store with a long log: a release, a rejection, waivers and answers."""
    store = shared_store
    keep(store, story_in(State.RELEASED))
    keep(store, settled_story().submit())
    keep(store, story_in(State.REJECTED))
    return store


def flaws(forger: Connection, key: bytes = KEY) -> list[Flaw]:
    """What the audit finds, seen from within the forger's own transaction."""
    return list(UnitOfWork(forger, key).audit())


def flaws_in(store: Store) -> list[Flaw]:
    with store.read() as unit:
        return list(unit.audit())


def last(store: Store) -> int:
    with store.read() as unit:
        head = unit.events.head()
    assert head is not None
    return head.seq


def located(forger: Connection) -> list[tuple[Damage, str]]:
    found = flaws(forger)
    assert all(str(flaw).endswith("。") for flaw in found)
    return [(flaw.damage, flaw.where) for flaw in found]


def test_a_log_nobody_touched_is_whole(told: Store):
    assert flaws_in(told) == []


def test_every_state_leaves_a_log_that_agrees_with_the_tables(store: Store):
    for state in State:
        keep(store, story_in(state))
    assert flaws_in(store) == []


ALTERED = {
    "at": "'2026-01-01T00:00:00.000000+00:00'",
    "actor_id": "2",
    "actor": "'qian'",
    "verb": "'recall'",
    "draft_id": "2",
    "detail": "'{}'",
    "previous": "'sha256:0'",
    "hash": "'sha256:0'",
    "seal": "'hmac-sha256:0'",
}


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_entry_is_found_where_it_is(told: Store, column: str):
    with unguarded(told, "events") as forger:
        forger.execute(text(f"UPDATE events SET {column} = {ALTERED[column]} WHERE seq = 13"))
        assert "13" in {where for _, where in located(forger)[:2]}


@pytest.mark.parametrize("seq", [1, 13])
def test_a_removed_entry_is_found_where_it_was(told: Store, seq: int):
    with unguarded(told, "events") as forger:
        forger.execute(text(f"DELETE FROM events WHERE seq = {seq}"))
        assert located(forger)[0] == (Damage.REMOVED, str(seq))


@pytest.mark.parametrize("count", [1, 3])
def test_entries_cut_off_the_end_are_found(told: Store, count: int):
    end = last(told)
    with unguarded(told, "events") as forger:
        forger.execute(text(f"DELETE FROM events WHERE seq > {end - count}"))
        where = str(end) if count == 1 else f"{end - count + 1}-{end}"
        assert (Damage.REMOVED, where) in located(forger)


def test_entries_cut_off_with_the_head_set_back_are_found(told: Store):
    end = last(told) - 2
    with unguarded(told, "events", "event_head") as forger:
        forger.execute(text(f"DELETE FROM events WHERE seq > {end}"))
        forger.execute(
            text(
                "UPDATE event_head SET seq = e.seq, hash = e.hash, seal = e.seal"
                f" FROM (SELECT seq, hash, seal FROM events WHERE seq = {end}) AS e"
            )
        )
        assert (Damage.ALTERED, "末条标记") in located(forger)


def test_a_whole_log_wiped_out_is_found(told: Store):
    end = last(told)
    with unguarded(told, "events") as forger:
        forger.execute(text("DELETE FROM events"))
        assert located(forger)[0] == (Damage.REMOVED, f"1-{end}")


def test_a_missing_head_is_found(told: Store):
    with unguarded(told, "event_head") as forger:
        forger.execute(text("DELETE FROM event_head"))
        assert located(forger) == [(Damage.REMOVED, "末条标记")]


FORGED = """INSERT INTO events SELECT {seq}, at, actor_id, actor, verb, draft_id, detail,
        {previous}, {hash}, seal FROM events WHERE seq = 13"""


def test_an_entry_put_at_the_end_is_found_there(told: Store):
    end = last(told)
    with unguarded(told, "events") as forger:
        before = f"(SELECT hash FROM events WHERE seq = {end})"
        forger.execute(text(FORGED.format(seq=end + 1, previous=before, hash="'sha256:1'")))
        assert (Damage.INSERTED, str(end + 1)) in located(forger)


def test_an_entry_put_in_the_middle_is_found_from_there_on(told: Store):
    with unguarded(told, "events") as forger:
        for seq in range(last(told), 12, -1):
            forger.execute(text(f"UPDATE events SET seq = {seq + 1} WHERE seq = {seq}"))
        forged = FORGED.format(seq=13, previous="previous", hash="'sha256:1'")
        forger.execute(text(forged.replace("WHERE seq = 13", "WHERE seq = 14")))
        assert located(forger)[0] == (Damage.INSERTED, "13")


def test_two_entries_changing_places_are_found(told: Store):
    with unguarded(told, "events") as forger:
        for was, becomes in ((13, 0), (14, 13), (0, 14)):
            forger.execute(text(f"UPDATE events SET seq = {becomes} WHERE seq = {was}"))
        assert {"13", "14"} <= {where for _, where in located(forger)}


def test_a_chain_computed_anew_is_found_from_where_it_was_forged(told: Store):
    """Hashes anybody can compute; the seals nobody can."""
    with unguarded(told, "events", "event_head") as forger:
        forger.execute(text("UPDATE events SET actor = 'qian', actor_id = 2 WHERE seq = 13"))
        previous = forger.execute(text("SELECT hash FROM events WHERE seq = 12")).scalar_one()
        rows = forger.execute(text("SELECT * FROM events WHERE seq > 12 ORDER BY seq")).all()
        for row in rows:
            hashed = hash_of(
                seq=row.seq,
                at=row.at,
                actor_id=row.actor_id,
                actor=row.actor,
                verb=row.verb,
                draft=row.draft_id,
                detail=row.detail,
                previous=previous,
            )
            change = text("UPDATE events SET hash = :hash, previous = :previous WHERE seq = :seq")
            forger.execute(change, {"hash": hashed, "previous": previous, "seq": row.seq})
            previous = hashed
        forger.execute(text("UPDATE event_head SET hash = :hash"), {"hash": previous})
        assert located(forger)[0] == (Damage.INSERTED, "13")


@pytest.mark.parametrize("detail", ["'['", "'[]'", "'null'", "'{\"a\": {}}'", "'文'"])
def test_nonsense_in_the_log_is_told_and_breaks_nothing(told: Store, detail: str):
    with unguarded(told, "events") as forger:
        forger.execute(text("UPDATE events SET detail = " + detail.replace(":", "\\:")))
        forger.execute(text("UPDATE events SET verb = '文', at = '文', actor = '文'"))
        assert len(located(forger)) >= last(told)


def test_a_log_sealed_with_another_key_is_not_whole(told: Store):
    assert flaws_in(Store(told.engines, KEY[::-1]))[0].where == "1"


def test_nothing_is_written_after_a_broken_head(told: Store):
    with unguarded(told, "event_head") as forger:
        forger.execute(text("UPDATE event_head SET seal = 'x'"))
        with pytest.raises(DamagedError):
            UnitOfWork(forger, KEY).events.record(Deed.SIGN_IN, LIN, NOW)


CHANGES = {
    "a person's roles": "UPDATE grants SET role = 'final' WHERE person_id = 3",
    "a role granted": "INSERT INTO grants VALUES (1, 1, 'final', '')",
    "a role taken": "DELETE FROM grants WHERE person_id = 5",
    "a person shut out": "UPDATE people SET disabled_at = '2026' WHERE id = 5",
    "a draft's state": "UPDATE drafts SET state = 'approved', step = NULL WHERE id = 2",
    "a draft's text": "UPDATE drafts SET document = report WHERE id = 3",
    "a version's editor": "UPDATE versions SET editor_id = 2 WHERE draft_id = 2",
    "a submitted report": "UPDATE submissions SET report = 'x' WHERE draft_id = 2",
    "an opinion": "UPDATE sign_offs SET opinion = '不同意' WHERE step = 1",
    "a signer": "UPDATE sign_offs SET person_id = 6 WHERE step = 1",
    "a signature's moment": "UPDATE sign_offs SET at = '2026' WHERE step = 1",
    "a signature gone": "DELETE FROM sign_offs WHERE step = 1",
    "a waiver's reason": "UPDATE waivers SET reason = '随便写的理由'",
    "a waiver gone": "DELETE FROM waivers",
    "an answer gone": "DELETE FROM answers",
    "a release's postings": "UPDATE releases SET postings = '[]'",
    "a release's postings, beyond reading": "UPDATE releases SET postings = '['",
    "a release's seal": "UPDATE releases SET seal = '封'",
    "a release gone": "DELETE FROM releases",
    "a posting gone": "DELETE FROM postings",
    "a posting's rendering": "UPDATE postings SET rendering = 'x'",
    "a text gone": "DELETE FROM documents",
    "a report gone": "DELETE FROM reports",
    "a text": "UPDATE documents SET content = replace(content, '登记', '登录')",
    "a report": "UPDATE reports SET content = replace(content, '101', '102')",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_the_log_tells_of_is_held_against_the_tables(told: Store, change: str):
    with unguarded(told, *METADATA.tables) as forger:
        assert forger.execute(text(change)).rowcount > 0
        assert flaws(forger) != []
