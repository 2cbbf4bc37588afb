"""A JSON object somebody else answered with, read with suspicion."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """A wrong type reads as absent: what was promised in a document is not yet in the answer."""

    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """A string, or a number where the platform writes one (ids are numbers in practice)."""
        value = self.values.get(key)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def number(self, key: str) -> int | None:
        value = self.values.get(key)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool:
        return self.values.get(key) in (True, 1)

    def part(self, key: str) -> Answer:
        value = self.values.get(key)
        return Answer(value if isinstance(value, dict) else {})

    def parts(self, key: str) -> tuple[Answer, ...]:
        value = self.values.get(key)
        rows = value if isinstance(value, list) else []
        return tuple(Answer(row) for row in rows if isinstance(row, dict))


def read_answer(content: bytes) -> Answer | None:
    """The object these bytes are; None if they are none, whatever they call themselves."""
    try:
        values = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return Answer(values) if isinstance(values, dict) else None
