"""The house as administration needs it: store, passwords and clock, without loading the rules."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from review.quiet import Quiet
from review.refusal import NotAllowedError
from review.ruleset import compile_ruleset
from review.text import Segmenter
from service.actions.errors import ActionError
from service.clock import wall_clock
from service.commands import CommandError
from service.commands._ruleset import load_settings
from service.office import Office, open_store, passwords_of
from service.settings import Settings, SettingsError
from service.store import StoreError


def add_database_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", metavar="URL", default="", help="数据库地址，默认取设置")


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings, with the database named on the command line if one was."""
    settings = load_settings()
    given: str = options.database
    return replace(settings, database_url=given) if given else settings


@contextmanager
def explained() -> Iterator[None]:
    """Whatever the house refuses, as the command line says it."""
    try:
        yield
    except (SettingsError, StoreError, ActionError, NotAllowedError) as error:
        raise CommandError(str(error)) from error


@contextmanager
def opened_house(settings: Settings) -> Iterator[Office]:
    """An office that judges no text and sends nothing. Raises CommandError."""
    with explained():
        segmenter = Segmenter(settings.data_dir / "jieba")
        nothing = compile_ruleset([], {}, segmenter, version="0", sources={})
        store = open_store(settings)
        # Without the house's route file too: it is held against the lists, which are not loaded.
        office = Office(
            settings=settings,
            clock=wall_clock,
            store=store,
            ruleset=nothing,
            platforms={},
            passwords=passwords_of(settings),
            key=store.key,
            quiet=Quiet.of(settings.quiet_hours),
        )
        try:
            yield office
        finally:
            office.close()
