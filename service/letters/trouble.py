"""Why a letter did not go. Sentences are for people; what a server said is never in them."""

from __future__ import annotations


class LetterError(Exception):
    """One letter did not go; it is tried again later. One Chinese sentence."""


class DownError(LetterError):
    """The whole way is out of order: no letter needs to be tried on it for a while."""


class BadAddressError(LetterError):
    """It will never go: the address is refused for good."""
