"""`xianshen words try --list`: what an entry would newly mark in everything published."""

from __future__ import annotations

from pathlib import Path

from review.output.run import make_visible
from review.overlay import Addition, BadOverlayError, overlaid
from review.ruleset import Ruleset
from review.wordlist import Entry
from service.archive import ArchiveError, ArchiveIndex, try_change
from service.archive.trial import Difference
from service.clock import day_of, wall_clock
from service.commands import CommandError
from service.commands._ruleset import load_ruleset

_SHOWN = 20


def try_entry(word: str, wordlist: str, suggest: str, archive: str | None) -> int:
    """Prints the marks there would be more, and those there would be no longer."""
    if not archive:
        raise CommandError(
            "试加进词库要有存档索引：请写 --archive 索引文件（用 xianshen archive add 建）。"
        )
    ruleset = load_ruleset()
    after = _with_entry(ruleset, word, wordlist, suggest)
    try:
        with ArchiveIndex(Path(archive)) as index:
            trial = try_change(index, word, ruleset, after, day_of(wall_clock()))
    except ArchiveError as error:
        raise CommandError(str(error)) from None
    print(trial.told)
    for (platform, account), count in trial.posts.items():
        print(f"  {platform or '（平台不详）'} {account or '（账号不详）'} {count} 篇")
    _show("新增标记", trial.more)
    _show("不再标记", trial.less)
    return 0


def _with_entry(ruleset: Ruleset, word: str, wordlist: str, suggest: str) -> Ruleset:
    if wordlist not in ruleset.library:
        message = f"没有名为“{wordlist}”的词库；可用的见 xianshen words check。"
        raise CommandError(message)
    entry = Entry(
        word=word,
        suggest=tuple(suggest.split("|")) if suggest else (),
        source="试用",
        verified=True,
    )
    try:
        return overlaid(ruleset, [Addition(number=0, wordlist=wordlist, entry=entry)], [])
    except BadOverlayError as error:
        raise CommandError(str(error)) from None


def _show(title: str, found: tuple[Difference, ...]) -> None:
    if not found:
        return
    print(f"{title}：")
    for one in found[:_SHOWN]:
        day = one.post.published_on.isoformat() if one.post.published_on else "日期不详"
        quoted = make_visible(f"{one.before}【{one.words}】{one.after}")
        print(
            f"  {day} {one.post.account} {one.post.document.title}：{quoted}（{one.finding.rule}）"
        )
    if len(found) > _SHOWN:
        print(f"  ……另有 {len(found) - _SHOWN} 处")
