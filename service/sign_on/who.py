"""Who somebody is elsewhere: bound to on issuer and subject alone, which are never given twice."""

from __future__ import annotations

from dataclasses import dataclass, field

LONGEST = 255
_LONGEST_CALLED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """`called`: a name to be recognised by, for an administrator's eyes; nothing hangs on it.

    `hint`: what the issuer knows this sign-in by; for signing out there.
    """

    issuer: str
    subject: str
    called: str = ""
    hint: str = field(default="", repr=False)


def printable(value: object) -> str:
    """What somebody elsewhere is called, as far as it can be shown."""
    text = value if isinstance(value, str) else ""
    return "".join(letter for letter in text if letter.isprintable())[:_LONGEST_CALLED]
