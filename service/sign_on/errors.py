"""What may go wrong between us and whoever keeps the accounts elsewhere."""

from __future__ import annotations


class SignOnError(Exception):
    """One Chinese sentence: what happened, what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DownError(SignOnError):
    """It cannot be reached, is too slow, or answers what is no answer."""


class DoubtError(SignOnError):
    """It answered, and the answer must not be believed, or says no."""
