"""A run in a process of its own, to be killed: `python driver.py ARCHIVE OUT WORKERS`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import service.batch.sources
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from review.ruleset import compile_ruleset
from review.text import Segmenter
from service.batch.checker import Options
from service.batch.run import Order, RunError, carry_out
from service.batch.sources.opening import open_source


def main(archive: str, out: str, workers: str, cache_dir: str) -> int:
    service.batch.sources.LEAST_SHARD = 4096
    rule = Rule(
        id="TXT101",
        name="登陆",
        gate=Gate.TEXT,
        severity=Severity.WARN,
        basis=(Basis("测试依据"),),
        message="请核对。",
        check=pattern("登陆网站|[0-9]{3}号"),
        bad=(Bad("【登陆网站】"), Bad("【登陆网站】")),
        good=("好。",),
    )
    ruleset = compile_ruleset([rule], {}, Segmenter(Path(cache_dir)), version="0", sources={})
    order = Order(
        sources=(open_source(archive, "SELECT * FROM posts"),),
        out=Path(out),
        options=Options(cache_dir=cache_dir, today=date(2026, 11, 24)),
        workers=int(workers),
        resume=True,
    )
    try:
        carry_out(order, ruleset)
    except RunError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
