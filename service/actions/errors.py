"""What an action may raise besides review's NotAllowedError. Knows nothing of HTTP.

SecretError           the text bears the marking of a state secret; nothing of it may be kept
FreshError            for this errand a person must prove anew who they are

ActionError
├── MissingError      there is no such draft, person or release
├── StaleError        somebody saved since; carries the draft as it is now
├── InvalidError      what was typed cannot be taken
├── SignInError       login or password wrong; never says which
└── ThrottledError    too many wrong passwords; carries until when
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from review.draft import Draft


class ActionError(Exception):
    """One Chinese sentence: what happened, where, what to do. `code` is for programs."""

    code: ClassVar[str] = "action"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class MissingError(ActionError):
    """There is no such thing."""

    code = "missing"


class StaleError(ActionError):
    """Somebody saved the draft since the page was opened. `draft` is the draft as it is now."""

    code = "stale"

    def __init__(self, sentence: str, draft: Draft) -> None:
        super().__init__(sentence)
        self.draft = draft


class InvalidError(ActionError):
    """What was typed cannot be taken; the sentence says why."""

    code = "invalid"


class SignInError(ActionError):
    """Login or password wrong, or the account is disabled: always the same sentence."""

    code = "sign_in"


class ThrottledError(ActionError):
    """Too many wrong passwords. `until`: when the next try is heard."""

    code = "throttled"

    def __init__(self, sentence: str, until: datetime) -> None:
        super().__init__(sentence)
        self.until = until


class SecretError(Exception):
    """A text was refused at the door. No ActionError: a page that shows a refused form again with
    what was typed in it must not do so with this one.
    """

    code: ClassVar[str] = "secret"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FreshError(Exception):
    """The session's person proved who they are too long ago. No ActionError: every page answers
    it alike, by asking for the proof and keeping what was typed meanwhile.
    """

    code: ClassVar[str] = "fresh"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
