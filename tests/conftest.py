"""What every test may ask for: the real ruleset once a process, and small rulesets of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from review.rule import Rule
from review.ruleset import Ruleset, compile_ruleset
from review.text import Segmenter
from review.wordlist import Wordlist
from rules import load


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("jieba")


@pytest.fixture(scope="session")
def segmenter(cache_dir: Path) -> Segmenter:
    return Segmenter(cache_dir)


@pytest.fixture(scope="session")
def ruleset(cache_dir: Path) -> Ruleset:
    """Every rule and list of the product."""
    return load(cache_dir=cache_dir, proved=False)


@pytest.fixture(scope="session")
def compile_rules(segmenter: Segmenter) -> Callable[..., Ruleset]:
    """A ruleset of just these rules and lists."""

    def compile_(*rules: Rule, lists: tuple[Wordlist, ...] = ()) -> Ruleset:
        return compile_ruleset(
            rules, {each.name: each for each in lists}, segmenter, version="0", sources={}
        )

    return compile_


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        choices=("check", "update"),
        default="check",
        help="update: write golden files anew; then read the diff",
    )


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--golden") == "update")
