"""The verbs of `xianshen`: one file = one command, found by walking; there is no list to edit.

A module `service/commands/<name>.py` exports `COMMAND`, whose name is the module's. Only the
command asked for is imported, so a module may import at its top whatever it needs; the overview
(`xianshen --help`) imports all of them.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One verb. `help` is one Chinese line; `run` returns the exit status of the process."""

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class CommandError(Exception):
    """Ends a command with exit status 2. The message is one Chinese sentence for the user."""


def command_names() -> tuple[str, ...]:
    """The commands there are, in alphabetical order; nothing is imported for it."""
    return tuple(
        sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name[0] != "_")
    )


def find_command(name: str) -> Command:
    """Imports one command; KeyError if there is none of that name."""
    if name not in command_names():
        raise KeyError(name)
    command = importlib.import_module(f"{__name__}.{name}").COMMAND
    if not isinstance(command, Command) or command.name != name:
        raise TypeError(f"service/commands/{name}.py must export COMMAND with name {name!r}")
    return command
