"""The laws of the house as triggers: whoever writes past the program meets them here.

Append-only rows; a draft moves only as MOVES allows; a signature only at the waiting step, over
the present text, by a third person; a release only over a complete chain.
"""

from __future__ import annotations

from typing import NamedTuple

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Each table's keys: SQLite's REPLACE deletes the row that has one of them, and asks no trigger
# for deletions unless the connection wants recursive ones.
_APPEND_ONLY = {
    "documents": ("digest",),
    "reports": ("digest",),
    "versions": ("draft_id, version",),
    "submissions": ("draft_id, round",),
    "sign_offs": ("draft_id, round, step", "draft_id, round, person_id"),
    "waivers": ("draft_id, number",),
    "answers": ("draft_id, number",),
    "releases": ("id", "draft_id, round"),
    "events": ("seq", "hash"),
}
_NEVER_DELETED = {
    "drafts": ("id", "author_id, form_key"),
    "people": ("id", "login"),
    "postings": ("key", "release_id, platform"),
    "event_head": ("id",),
}


class Guard(NamedTuple):
    """A condition that must hold whenever a row is inserted into, or updated in, a table."""

    name: str
    on: str
    must: str


_PASSES = """
    (SELECT count(*) FROM sign_offs s WHERE s.draft_id = NEW.{draft} AND s.round = NEW.round
        AND s.document = NEW.document AND s.report = NEW.report AND s.decision = 'pass')"""
_SIGNERS = """
    (SELECT count(DISTINCT s.person_id) FROM sign_offs s JOIN drafts d ON d.id = s.draft_id
        JOIN submissions u ON u.draft_id = s.draft_id AND u.round = s.round
        WHERE s.draft_id = NEW.{draft} AND s.round = NEW.round AND s.document = NEW.document
        AND s.report = NEW.report AND s.decision = 'pass'
        AND s.person_id <> d.author_id AND s.person_id <> u.editor_id)"""
_STEPS = """
    (SELECT u.steps FROM submissions u WHERE u.draft_id = NEW.{draft} AND u.round = NEW.round
        AND u.document = NEW.document AND u.report = NEW.report AND u.steps >= 3)"""
_CHAIN = f"({_PASSES} = {_STEPS} AND {_SIGNERS} = {_STEPS})"
_RELEASED = """
    EXISTS (SELECT 1 FROM releases r WHERE r.draft_id = NEW.id AND r.round = NEW.round
        AND r.document = NEW.document AND r.report = NEW.report)"""

_BY_ANOTHER = """
    EXISTS (SELECT 1 FROM drafts d JOIN submissions u ON u.draft_id = d.id AND u.round = d.round
        WHERE d.id = NEW.draft_id AND d.state = 'approved' AND d.round = NEW.round
        AND d.document = NEW.document AND d.report = NEW.report
        AND NEW.released_by <> d.author_id AND NEW.released_by <> u.editor_id)"""

_GUARDS = (
    Guard(
        name="drafts_begin",
        on="INSERT ON drafts",
        must="NEW.state = 'drafting' AND NEW.round = 0 AND NEW.version = 1",
    ),
    Guard(
        name="drafts_keep_their_birth",
        on="UPDATE ON drafts",
        must="""NEW.id = OLD.id AND NEW.author_id = OLD.author_id AND NEW.form_key = OLD.form_key
            AND NEW.created_at = OLD.created_at
            AND coalesce(NEW.corrects, 0) = coalesce(OLD.corrects, 0)""",
    ),
    Guard(
        name="drafts_change_text_only_in_drafting",
        on="UPDATE ON drafts",
        must="""(NEW.document = OLD.document AND NEW.version = OLD.version)
            OR (OLD.state = 'drafting' AND NEW.state = 'drafting'
                AND NEW.version = OLD.version + 1)""",
    ),
    Guard(
        name="drafts_keep_their_report",
        on="UPDATE ON drafts",
        must="NEW.report = OLD.report OR OLD.state = 'drafting'",
    ),
    Guard(
        name="drafts_move_by_the_table",
        on="UPDATE ON drafts",
        must="""NEW.state = OLD.state OR (OLD.state || '>' || NEW.state) IN (
            'drafting>in_review', 'in_review>drafting', 'in_review>approved',
            'in_review>rejected', 'approved>drafting', 'approved>releasing',
            'releasing>released', 'releasing>withdrawn', 'released>withdrawn',
            'released>corrected')""",
    ),
    Guard(
        name="drafts_count_rounds",
        on="UPDATE ON drafts",
        must="""NEW.round = OLD.round + CASE
            WHEN OLD.state = 'drafting' AND NEW.state = 'in_review' THEN 1 ELSE 0 END""",
    ),
    Guard(
        name="drafts_step_by_signature",
        on="UPDATE ON drafts",
        must=f"""NEW.state <> 'in_review'
            OR (NEW.step = {_PASSES.format(draft="id")}
                AND NEW.step < {_STEPS.format(draft="id")})""",
    ),
    Guard(
        name="drafts_approved_by_a_chain",
        on="UPDATE ON drafts",
        must=f"NEW.state NOT IN ('approved', 'releasing') OR {_CHAIN.format(draft='id')}",
    ),
    Guard(
        name="drafts_out_by_a_release",
        on="UPDATE ON drafts",
        must=f"""NEW.state NOT IN ('releasing', 'released', 'corrected', 'withdrawn')
            OR {_RELEASED}""",
    ),
    Guard(
        name="versions_of_the_present_text",
        on="INSERT ON versions",
        must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
            AND d.version = NEW.version AND d.document = NEW.document AND d.state = 'drafting')""",
    ),
    Guard(
        name="submissions_of_the_present_text",
        on="INSERT ON submissions",
        must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
            AND d.round + 1 = NEW.round AND d.version = NEW.version
            AND d.document = NEW.document AND d.author_id = NEW.author_id
            AND d.state = 'drafting')""",
    ),
    Guard(
        name="sign_offs_at_the_waiting_step",
        on="INSERT ON sign_offs",
        must="""EXISTS (SELECT 1 FROM drafts d JOIN submissions u
            ON u.draft_id = d.id AND u.round = d.round
            WHERE d.id = NEW.draft_id AND d.state = 'in_review' AND d.round = NEW.round
            AND d.step = NEW.step AND d.document = NEW.document AND d.report = NEW.report
            AND NEW.person_id <> d.author_id AND NEW.person_id <> u.editor_id)""",
    ),
    Guard(
        name="sign_offs_by_the_living",
        on="INSERT ON sign_offs",
        must="""EXISTS (SELECT 1 FROM people p
            WHERE p.id = NEW.person_id AND p.disabled_at IS NULL)""",
    ),
    *(
        Guard(
            name=f"{table}_of_the_present_text",
            on=f"INSERT ON {table}",
            must="""EXISTS (SELECT 1 FROM drafts d WHERE d.id = NEW.draft_id
                AND d.version = NEW.version AND d.document = NEW.document
                AND d.state = 'drafting')""",
        )
        for table in ("waivers", "answers")
    ),
    Guard(
        name="releases_over_a_chain",
        on="INSERT ON releases",
        must=" AND ".join((_CHAIN.format(draft="draft_id"), _BY_ANOTHER)),
    ),
    Guard(
        name="postings_of_a_release",
        on="INSERT ON postings",
        must="""NEW.state = 'planned' AND EXISTS (SELECT 1 FROM releases r
            WHERE r.id = NEW.release_id AND r.draft_id = NEW.draft_id)""",
    ),
    Guard(
        name="postings_keep_their_plan",
        on="UPDATE ON postings",
        must="""NEW.key = OLD.key AND NEW.release_id = OLD.release_id
            AND NEW.draft_id = OLD.draft_id AND NEW.platform = OLD.platform
            AND NEW.rendering = OLD.rendering""",
    ),
    Guard(
        name="events_one_after_another",
        on="INSERT ON events",
        must="""NEW.seq = (SELECT coalesce(max(e.seq), 0) + 1 FROM events e)
            AND (NEW.seq = 1 OR NEW.previous =
                (SELECT e.hash FROM events e WHERE e.seq = NEW.seq - 1))""",
    ),
    Guard(
        name="event_head_moves_on",
        on="UPDATE ON event_head",
        must="""NEW.seq = OLD.seq + 1
            AND NEW.hash = (SELECT e.hash FROM events e WHERE e.seq = NEW.seq)""",
    ),
)


def upgrade() -> None:
    """Sets every guard, in the words of the database at hand."""
    execute = op.get_bind().exec_driver_sql
    statements = _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        execute(statement)


def _sqlite() -> list[str]:
    def trigger(name: str, on: str, when: str = "") -> str:
        return (
            f"CREATE TRIGGER {name} BEFORE {on} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )

    made: list[str] = []
    for table, keys in (_APPEND_ONLY | _NEVER_DELETED).items():
        if table in _APPEND_ONLY:
            made.append(trigger(f"{table}_never_updated", f"UPDATE ON {table}"))
        made.append(trigger(f"{table}_never_deleted", f"DELETE ON {table}"))
        for number, key in enumerate(keys):
            same = " AND ".join(f"{part} = NEW.{part}" for part in key.split(", "))
            exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our names
            made.append(trigger(f"{table}_never_replaced_{number}", f"INSERT ON {table}", exists))
    made += [
        trigger(guard.name, guard.on, f"WHEN NOT coalesce(({guard.must}), 0)") for guard in _GUARDS
    ]
    return made


def _postgresql() -> list[str]:
    def function(name: str, body: str) -> str:
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        )

    def refuse(what: str) -> str:
        # No % anywhere: the driver would take it for a placeholder.
        return (
            f"RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = {what};"
        )

    made = [
        function("never", refuse("lower(TG_OP) || ' of ' || TG_TABLE_NAME || ' is never done'"))
    ]
    for table in _APPEND_ONLY | _NEVER_DELETED:
        update = "UPDATE OR " if table in _APPEND_ONLY else ""
        made.append(
            f"CREATE TRIGGER {table}_never_changed BEFORE {update}DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION never()"
        )
        made.append(
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never()"
        )
    for guard in _GUARDS:
        refused = refuse(f"'{guard.name}'")
        made.append(
            function(
                guard.name,
                f"IF NOT coalesce(({guard.must}), false) THEN {refused} END IF; RETURN NEW;",
            )
        )
        made.append(
            f"CREATE TRIGGER {guard.name} BEFORE {guard.on} "
            f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
        )
    return made
