"""What a batch run says of the drawn accounts: posts.jsonl and findings.jsonl, line by line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from review.inspection import Code, Observed, Update, code_of, update_of
from review.model import Gate, Severity
from review.register import Block, Profile, place_of, plain_name
from service.actions.errors import InvalidError
from service.store.inspections import Candidate

_LONGEST: Final = 300
_WECHAT: Final = frozenset({"微信", "微信公众号", "公众号", "wechat"})


@dataclass(slots=True)
class _Seen:
    posts: int = 0
    newest: date | None = None
    counts: Counter[tuple[Gate, Severity]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """All that a run says. `strangers`: accounts of the run that were not drawn."""

    seen: tuple[Observed, ...]
    candidates: tuple[Candidate, ...]
    strangers: tuple[str, ...]


def read_observation(
    inspection: int,
    drawn: Mapping[int, Profile],
    monitored_on: date,
    posts: Iterable[str],
    findings: Iterable[str],
) -> Observation:
    """What was seen. InvalidError names the file and line that cannot be read."""
    known = {
        **{(one.place, plain_name(one.name)): number for number, one in drawn.items()},
        **{("", plain_name(one.name)): number for number, one in drawn.items()},
    }
    seen = {number: _Seen() for number in drawn}
    strangers: dict[str, None] = {}
    for number, row in _rows("posts.jsonl", posts):
        account = _account(known, row)
        if account is None:
            strangers.setdefault(f"{row.get('platform') or ''} {row.get('account') or ''}".strip())
            continue
        one = seen[account]
        one.posts += 1
        day = _day("posts.jsonl", number, row.get("published_at"))
        if day is not None and day <= monitored_on and (one.newest is None or day > one.newest):
            one.newest = day
    candidates: list[Candidate] = []
    for number, row in _rows("findings.jsonl", findings):
        account = _account(known, row)
        if account is None:
            continue
        gate, severity = _graded("findings.jsonl", number, row)
        outdated = row.get("kind") == "outdated"
        if not outdated:
            seen[account].counts[gate, severity] += 1
        code = code_of(str(row.get("rule", "")), gate, severity, outdated=outdated)
        if code is not None:
            candidates.append(_candidate(inspection, account, code, row))
    for account, one in seen.items():
        update = update_of(one.newest, monitored_on)
        if update in {Update.STALE, Update.ZOMBIE}:
            candidates.append(
                Candidate(
                    inspection=inspection,
                    number=0,
                    account=account,
                    code=Code.STALE,
                    rule="",
                    place=f"最近一次更新：{one.newest}",
                    message=f"{update.label}（监测日{monitored_on}）。",
                )
            )
    return Observation(
        seen=tuple(
            Observed(account=number, posts=one.posts, newest=one.newest, counts=dict(one.counts))
            for number, one in seen.items()
        ),
        candidates=tuple(candidates),
        strangers=tuple(strangers),
    )


def _rows(name: str, lines: Iterable[str]) -> Iterable[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise InvalidError(
                f"{name} 第{number}行读不懂；请用 xianshen batch 的输出，不要改动文件内容。"
            )
        yield number, row


def _account(known: Mapping[tuple[str, str], int], row: Mapping[str, Any]) -> int | None:
    name = plain_name(str(row.get("account") or ""))
    platform = plain_name(str(row.get("platform") or ""))
    block = Block.WECHAT if platform in _WECHAT else Block.OTHER
    place = "微博" if "微博" in platform or platform == "weibo" else place_of(block, platform)
    return known.get((place, name)) or (known.get(("", name)) if not platform else None)


def _graded(name: str, number: int, row: Mapping[str, Any]) -> tuple[Gate, Severity]:
    try:
        return Gate(str(row.get("gate"))), Severity(str(row.get("severity")))
    except ValueError:
        raise InvalidError(
            f"{name} 第{number}行没有写明哪一关、哪一级；请用 xianshen batch 的输出。"
        ) from None


def _day(name: str, number: int, value: object) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InvalidError(f"{name} 第{number}行的发布日期（{str(value)[:20]}）读不懂。") from None


def _candidate(inspection: int, account: int, code: Code, row: Mapping[str, Any]) -> Candidate:
    place = str(row.get("url") or row.get("id") or row.get("record") or "")
    line = row.get("line")
    return Candidate(
        inspection=inspection,
        number=0,
        account=account,
        code=code,
        rule=str(row.get("rule", ""))[:16],
        place=(place + (f"（第{line}行）" if line else ""))[:_LONGEST],
        message=str(row.get("message", ""))[:_LONGEST],
    )
