"""`xianshen archive`: an index over everything that was published, and what stands in it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from service.archive import ArchivedPost, ArchiveError, ArchiveIndex
from service.batch.post import BadRecordError, post_of
from service.batch.sources import Source, SourceError
from service.batch.sources.opening import DEFAULT_QUERY, open_source
from service.commands import Command, CommandError

_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="动作")
    adding = actions.add_parser("add", help="把已发布的稿件收进索引；再次运行只收新的和变了的")
    adding.add_argument("sources", nargs="+", metavar="档案", help="与 xianshen batch 相同")
    adding.add_argument("--query", default=DEFAULT_QUERY, help="档案是数据库时取哪些行")
    finding = actions.add_parser("find", help="哪些稿件里出现一个词")
    finding.add_argument("word", metavar="词")
    finding.add_argument("--all", action="store_true", help="全部列出，不只最近的")
    for each in (adding, finding):
        each.add_argument("--index", required=True, metavar="文件", help="索引文件")


def run(options: argparse.Namespace) -> int:
    try:
        if options.action == "add":
            return _add(options.sources, options.query, Path(options.index))
        return _find(options.word, Path(options.index), everything=options.all)
    except (ArchiveError, SourceError) as error:
        raise CommandError(str(error)) from None


def _add(sources: list[str], query: str, path: Path) -> int:
    bad: list[str] = []
    with ArchiveIndex(path, writing=True) as index:
        for given in sources:
            new, same = index.add(_posts(open_source(given, query), bad))
            print(f"{given}：新收或更新 {new} 篇，未变 {same} 篇。")
        print(f"索引 {path} 共有 {len(index)} 篇。")
    for sentence in bad[:_SHOWN]:
        print(f"xianshen：{sentence}", file=sys.stderr)
    if bad:
        print(f"xianshen：共有 {len(bad)} 条没有收进索引。", file=sys.stderr)
    return 2 if bad else 0


def _posts(source: Source, bad: list[str]) -> Iterator[ArchivedPost]:
    with tempfile.TemporaryDirectory(prefix="xianshen-") as folder:
        work = Path(folder)
        source.stamp(work)
        for shard in source.plan(0, work):
            for record in source.read(shard, work):
                try:
                    if record.error:
                        raise BadRecordError(record.error)  # noqa: TRY301  # told like the others
                    post = post_of(record.fields or {}, document=record.document)
                except BadRecordError as error:
                    bad.append(f"{record.place}：{error}")
                    continue
                yield ArchivedPost(
                    key=f"{post.platform}/{post.account}/{post.id}",
                    platform=post.platform,
                    account=post.account,
                    published_on=post.published_at,
                    url=post.url,
                    document=post.document,
                )


def _find(word: str, path: Path, *, everything: bool) -> int:
    with ArchiveIndex(path) as index:
        counts = index.count(word)
        found = index.find(word, limit=None if everything else _SHOWN)
    total = sum(counts.values())
    if not total:
        print(f"{path} 里没有一篇出现“{word}”。")
        return 0
    print(f"“{word}”：{total} 篇，{len(counts)} 个账号。")
    for (platform, account), count in counts.items():
        print(f"  {platform or '（平台不详）'} {account or '（账号不详）'} {count} 篇")
    for post in found:
        day = post.published_on.isoformat() if post.published_on else "日期不详"
        print(f"{day}  {post.account}  {post.document.title}  {post.url}")
    if total > len(found):
        print(f"（只列最近 {len(found)} 篇，全部列出用 --all）")
    return 0


COMMAND = Command(
    name="archive", help="给已发布的稿件建索引，按词查找", configure=configure, run=run
)
"""The command as `cli` finds it."""
