"""What the log tells of, held against what the tables hold.

The log's own hashes say whether the log is whole; this says whether everything else agrees with
it: a signature, role or release that nobody logged, and one logged that is gone or different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select, union

from review.release import BrokenSealError, verify
from service.store.audit import Damage, Flaw
from service.store.canonical import document_read, report_read
from service.store.errors import DamagedError
from service.store.ledger import as_held, as_logged
from service.store.releases import Releases
from service.store.tables import documents, drafts, releases, reports, submissions, versions


def flaws_of_tables(connection: Connection, key: bytes) -> Iterator[Flaw]:
    """Every disagreement between log and tables, and every digest or seal that does not hold."""
    told, held = as_logged(connection), as_held(connection)
    yield from _compared("人员", told.people, held.people)
    yield from _compared("统一身份", told.identities, held.identities)
    yield from _compared("单位", told.units, held.units)
    yield from _compared("委托", told.delegations, held.delegations)
    yield from _compared("值守", told.duty, held.duty)
    yield from _compared("账号登记", told.register, held.register)
    yield from _compared("稿件", told.drafts, held.drafts)
    yield from _compared("稿件所属单位", told.homes, held.homes)
    yield from _compared("稿件版本", told.versions, held.versions)
    yield from _compared("送审记录", told.submissions, held.submissions)
    yield from _compared("签字", told.sign_offs, held.sign_offs)
    yield from _compared("豁免", told.waivers, held.waivers)
    yield from _compared("核对", told.answers, held.answers)
    yield from _compared("豁免认可", told.endorsements, held.endorsements)
    yield from _compared("保密问答", told.replies, held.replies)
    yield from _compared("问题下文", told.fates, held.fates)
    yield from _compared("理由", told.remarks, held.remarks)
    yield from _compared("批注", told.comments, held.comments)
    yield from _compared("发布单", told.releases, held.releases)
    yield from _compared("发送记录", told.postings, held.postings)
    yield from _compared("呈现", told.renderings, held.renderings)
    yield from _compared("撤下", told.takedowns, held.takedowns)
    yield from _compared("事件", told.incidents, held.incidents)
    yield from _compared("词库调整", told.overlays, held.overlays)
    yield from _compared("第二读者", told.second_readings, held.second_readings)
    yield from _lost_contents(connection)
    yield from _broken_digests(connection)
    yield from _broken_seals(connection, key)


def _compared(what: str, told: Mapping[str, str], held: Mapping[str, str]) -> Iterator[Flaw]:
    for name in sorted(told.keys() | held.keys()):
        if name not in held:
            damage, how = Damage.REMOVED, "留痕里有，表里没有：被删除"
        elif name not in told:
            damage, how = Damage.INSERTED, "表里有，留痕里没有：不是程序写入的"
        elif told[name] != held[name]:
            damage, how = Damage.ALTERED, "与留痕所记不一致：被改动过"
        else:
            continue
        yield Flaw(damage=damage, where=f"{what} {name}", sentence=f"{what}（{name}）{how}。")


def _lost_contents(connection: Connection) -> Iterator[Flaw]:
    """Texts and reports that other rows name by their digest, and that are gone."""
    named = (
        ("稿件版本", documents, (versions.c.document, submissions.c.document)),
        ("检查报告", reports, (drafts.c.report, submissions.c.report)),
    )
    for what, table, columns in named:
        digests = union(*(select(column.label("digest")) for column in columns)).subquery()
        lost = select(digests.c.digest).where(digests.c.digest.not_in(select(table.c.digest)))
        for digest in connection.execute(lost.order_by(digests.c.digest)).scalars():
            short = str(digest).rpartition(":")[2][:12]
            sentence = f"{what}（{short}）的内容不见了：被删除。"
            yield Flaw(damage=Damage.REMOVED, where=str(digest), sentence=sentence)


def _broken_digests(connection: Connection) -> Iterator[Flaw]:
    for table, read in ((documents, document_read), (reports, report_read)):
        query = select(table.c.digest, table.c.content).order_by(table.c.digest)
        for row in connection.execute(query.execution_options(yield_per=20)):
            try:
                read(row.content, row.digest)
            except DamagedError as error:
                yield Flaw(damage=Damage.ALTERED, where=row.digest, sentence=str(error))


def _broken_seals(connection: Connection, key: bytes) -> Iterator[Flaw]:
    for name in connection.execute(select(releases.c.id).order_by(releases.c.id)).scalars():
        sentence = _seal_problem(connection, name, key)
        if sentence:
            yield Flaw(damage=Damage.ALTERED, where=name, sentence=sentence)


def _seal_problem(connection: Connection, name: str, key: bytes) -> str:
    try:
        release = Releases(connection).get(name)
        if release is not None:
            verify(release, key)
            return ""
    except BrokenSealError as error:
        return str(error)
    except (DamagedError, KeyError, ValueError, TypeError):
        pass  # a row it is put together from makes no sense
    return f"发布单{name}缺了签字、人员或送审记录，或内容读不懂：被改动过。"
