"""寄出: how notices leave the house, by mail and by webhook. Both are off unless set up.

What is said is the number of a draft, its step and its time; its title only if the office wants it
so, its text never.
"""

from __future__ import annotations

from dataclasses import dataclass

from service.letters.hook import Hook, open_hook
from service.letters.mail import Mail, open_mail
from service.letters.trouble import BadAddressError, DownError, LetterError
from service.settings import Settings

__all__ = ["BadAddressError", "DownError", "Hook", "LetterError", "Mail", "Post", "open_post"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The ways out that are set up."""

    mail: Mail | None
    hook: Hook | None


def open_post(settings: Settings) -> Post:
    """As the settings have it. Connects to nothing yet. Raises SettingsError."""
    return Post(mail=open_mail(settings), hook=open_hook(settings))
