"""The ruleset as the commands load it, every refusal in one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

import rules
from review.model import Gate
from review.ruleset import BadRuleError, Ruleset
from review.wordlist import BadWordlistError
from service.commands import CommandError
from service.settings import Settings, SettingsError


def load_settings() -> Settings:
    """The settings of this installation. Raises CommandError for one that can't be used."""
    try:
        return Settings.from_environ(os.environ)
    except SettingsError as error:
        raise CommandError(str(error)) from error


def load_ruleset(gates: Collection[Gate] | None = None) -> Ruleset:
    """All rules, or those of some gates. Raises CommandError for a broken rule or list."""
    settings = load_settings()
    try:
        return rules.load(
            cache_dir=cache_folder(os.environ, settings),
            gates=gates,
            wordlists=settings.wordlists,
        )
    except (BadRuleError, BadWordlistError) as error:
        raise CommandError(str(error)) from error


def cache_folder(environ: Mapping[str, str], settings: Settings) -> Path:
    """Where the segmenter's dictionary may be kept between runs.

    The data folder if one was named; else the user's own cache, for a check must not leave
    folders behind wherever it is called. Never the system's temporary folder (review/text.py).
    """
    if environ.get("XIANSHEN_DATA_DIR", "").strip():
        return settings.data_dir / "jieba"
    if sys.platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / "xianshen" / "jieba"
    home = environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "xianshen" / "jieba"
