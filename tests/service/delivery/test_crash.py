"""Killed at every step and at random, workers lose nothing, double nothing, leave nothing lying.

CRASH_RELEASES says how many releases are sent so (1000 as the office was promised; fewer here).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.service.delivery.crash import STEPS


def test_whatever_is_killed_everything_goes_out_exactly_once(empty_url: str, tmp_path: Path):
    number = os.environ.get("CRASH_RELEASES", "24")
    made = subprocess.run(
        [
            *(sys.executable, "-m", "tests.service.delivery.crash", str(tmp_path / "run")),
            *("--url", empty_url, "--releases", number),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=6 * 3600,
    )
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert (told["lost"], told["doubled"], told["stuck"]) == (0, 0, 0), told
    assert told["flaws"] == []
    assert told["releases"] == int(number)
    never = [step for step in STEPS if not told["killed_at"][step]]
    assert not never, f"never killed at {never}: {told}"
