"""Why a move is not allowed: a reason programs can tell apart and a sentence people can read."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from enum import StrEnum

_CHINA = timezone(timedelta(hours=8))


class Refusal(StrEnum):
    """The reasons `flow` and `release` refuse for; the API hands them out as they are."""

    STATE = "state"
    ROLE = "role"
    NOT_AUTHOR = "not_author"
    OWN_TEXT = "own_text"
    SIGNED_TWICE = "signed_twice"
    ALREADY_SIGNED = "already_signed"
    STALE = "stale"
    REASON = "reason"
    NO_FINDING = "no_finding"
    SEVERITY = "severity"
    REPORT = "report"
    FAILURES = "failures"
    UNWAIVED = "unwaived"
    UNANSWERED = "unanswered"
    UNENDORSED = "unendorsed"
    SECRECY = "secrecy"
    MARKED = "marked"
    ROUTE = "route"
    CHAIN = "chain"
    PLATFORMS = "platforms"
    POSTINGS = "postings"
    EMPTY = "empty"


class NotAllowedError(Exception):
    """A law of the flow forbids it. The message is one Chinese sentence."""

    def __init__(self, reason: Refusal, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence

    @property
    def code(self) -> str:
        """The reason as handed out by the API."""
        return self.reason.value


def clock_time(at: datetime) -> str:
    """A moment as people in the office read it off the clock (China has one time zone)."""
    local = at.astimezone(_CHINA)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"
