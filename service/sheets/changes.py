"""What an import would change in a list: entries added, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from review.wordlist import Entry, Wordlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """`changed` pairs each entry with the names of what differs; `of_list` those of the list."""

    added: tuple[Entry, ...]
    changed: tuple[tuple[Entry, tuple[str, ...]], ...]
    removed: tuple[Entry, ...]
    of_list: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.added or self.changed or self.removed or self.of_list)


def changes(before: Wordlist | None, after: Wordlist) -> Changes:
    """What differs; everything is added to a list that is not there yet."""
    if before is None:
        return Changes(added=after.entries, changed=(), removed=())
    old, new = _by_word(before.entries), _by_word(after.entries)
    return Changes(
        added=tuple(entry for key, entry in new.items() if key not in old),
        changed=tuple(
            (entry, differing)
            for key, entry in new.items()
            if key in old and (differing := _differing(old[key], entry))
        ),
        removed=tuple(entry for key, entry in old.items() if key not in new),
        of_list=tuple(
            name
            for name in ("title", "keeper", "reviewed", "allow")
            if getattr(before, name) != getattr(after, name)
        ),
    )


def _by_word(entries: Sequence[Entry]) -> dict[tuple[str, int], Entry]:
    # A word may be listed twice, for two times: the first stands for the first.
    seen: dict[str, int] = {}
    found: dict[tuple[str, int], Entry] = {}
    for entry in entries:
        seen[entry.word] = seen.get(entry.word, 0) + 1
        found[entry.word, seen[entry.word]] = entry
    return found


def _differing(one: Entry, other: Entry) -> tuple[str, ...]:
    names = (field.name for field in fields(Entry))
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))
