"""What is kept of a draft's past: its saved texts, and what was submitted as each round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.draft import Person, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One saved text of a draft; `version` counts from 1."""

    version: int
    document: str
    editor: Person
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What was submitted as one round, and the route it was given."""

    round: int
    version: int
    document: str
    report: str
    route: Route
    at: datetime
