"""Archives made for tests, and runs over them with a small ruleset that loads at once."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest

from review.kinds import pattern, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from review.ruleset import Ruleset
from review.wordlist import parse_wordlist
from service.batch.checker import Options
from service.batch.run import Order, Outcome, carry_out
from service.batch.sources.opening import open_source

TODAY = date(2026, 11, 24)
NUMBER = "11010519491231002X"

_LIST = parse_wordlist(
    "political/names",
    """
title    = "名称"
keeper   = "测试"
reviewed = 2026-11-23

[[group]]
source   = "测试用"
verified = true
valid_from = 2018-04-01
words = [{ word = "国土资源部", suggest = ["自然资源部"] }]

[[group]]
source   = "测试用"
verified = true
words = [{ word = "登陆网站", suggest = ["登录网站"] }]
""",
)
_BASIS = (Basis("测试依据", "第一条"),)


def _rule(identity: str, gate: Gate, check: object, bad: str, severity: Severity) -> Rule:
    return Rule(
        id=identity,
        name=f"规则{identity}",
        gate=gate,
        severity=severity,
        basis=_BASIS,
        message="请核对。",
        check=check,  # type: ignore[arg-type]
        bad=(Bad(bad), Bad(bad)),
        good=("好。",),
    )


@pytest.fixture(scope="session")
def small(compile_rules: Callable[..., Ruleset]) -> Ruleset:
    """A name outdated since 2018, a slip that always was one, a private number, an injected line."""
    return compile_rules(
        _rule("POL101", Gate.POLITICAL, words("political/names"), "【国土资源部】", Severity.WARN),
        _rule("CON101", Gate.CONFIDENTIALITY, pattern("[0-9]{17}[0-9xX]"), "【1】", Severity.BLOCK),
        _rule("ADV401", Gate.ADVERTISING, pattern("久久精品"), "【久久精品】", Severity.BLOCK),
        lists=(_LIST,),
    )


@pytest.fixture
def check(small: Ruleset, tmp_path: Path) -> Callable[..., Outcome]:
    """A run over sources into a folder; options as they are named in Order and Options."""

    def run(*sources: Path | str, out: Path, query: str = "SELECT * FROM posts", **given: object):
        opts = {name: given.pop(name) for name in ("published", "today", "cache") if name in given}
        order = Order(
            sources=tuple(open_source(str(each), query) for each in sources),
            out=out,
            options=Options(cache_dir=str(tmp_path / "c"), **{"today": TODAY, **opts}),
            quiet=bool(given.pop("quiet", True)),
            **given,  # type: ignore[arg-type]
        )
        return carry_out(order, small, io.StringIO())

    return run


def write_jsonl(path: Path, records: Iterable[Mapping[str, object] | str | bytes]) -> Path:
    with path.open("wb") as file:
        for record in records:
            if isinstance(record, bytes):
                file.write(record + b"\n")
                continue
            text = record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
            file.write(text.encode() + b"\n")
    return path


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def outputs(out: Path) -> dict[str, bytes]:
    """Every file of a run but run.json, which tells how long it took."""
    return {
        path.name: path.read_bytes()
        for path in out.iterdir()
        if path.is_file() and path.name not in {"run.json", ".lock"}
    }
