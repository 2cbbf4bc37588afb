"""make typo-model CORPUS=… EVALUATION=…: builds the typo model from text, from first to last."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from tests.training.typos.build import Recipe, build


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="texts of the kind to be read")
    parser.add_argument("--more", type=Path, help="other prose, for short runs only")
    parser.add_argument(
        "--evaluation", type=Path, required=True, help="folder with csc/ and clean/"
    )
    parser.add_argument("--unihan", type=Path, default=Path("/usr/share/unicode"))
    parser.add_argument("--font", type=Path, required=True, help="NotoSansCJK-Regular.ttc")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="goes on record")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    build(
        Recipe(
            given.corpus,
            given.more,
            given.evaluation,
            given.unihan,
            given.font,
            given.date,
            given.seed,
        ),
        given.out,
        lambda line: print(line, file=sys.stderr, flush=True),
    )


main()
