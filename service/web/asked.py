"""What the waiting step asks of its signer besides 同意: endorsements, and the five questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import FormData

from review.draft import Draft
from review.secrecy import Question, Reply
from review.settling import awaiting
from service.web.posted import field as field_of
from service.web.reading import Reading, Shown

_ANSWERS: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What a form held of it: the endorsed findings' keys, and by question "yes" or "no"."""

    endorsed: frozenset[str] = frozenset()
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def replies(self) -> tuple[Reply, ...]:
        """The answers that are answers; what is missing the step itself complains of."""
        return tuple(
            Reply(question=question, yes=_ANSWERS[self.given[question.value]])
            for question in Question
            if self.given.get(question.value) in _ANSWERS
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`endorse`: the findings whose waivers its signer stands for. `questions`: () unless the step
    is 保密审查 or signed by whoever is on duty alone. `own`: the author's own answers, where the route asked for them.
    """

    endorse: tuple[Shown, ...]
    questions: tuple[Question, ...]
    own: tuple[Reply, ...]
    ticked: Ticked

    def own_of(self, question: Question) -> str:
        """What the author answered to this question; "" if it was not asked."""
        found = next((reply for reply in self.own if reply.question is question), None)
        return "" if found is None else ("有" if found.yes else "没有")


def ticked_in(form: FormData) -> Ticked:
    """What the signing form, or the author's on submission, holds."""
    endorsed = frozenset(key for key in form.getlist("endorse") if isinstance(key, str))
    given = {question.value: field_of(form, f"reply-{question.value}") for question in Question}
    return Ticked(endorsed=endorsed, given=given)


def asked_of(draft: Draft, reading: Reading, ticked: Ticked | None = None) -> Asked:
    """What the present step asks, with whatever was ticked already."""
    keys = {waiver.finding for waiver in awaiting(draft)}
    step = draft.current_step
    secrecy = step is not None and step.asks_questions
    return Asked(
        endorse=tuple(shown for shown in reading.shown if shown.finding.key in keys),
        questions=tuple(Question) if secrecy else (),
        own=draft.replies,
        ticked=ticked or Ticked(),
    )


def self_check(ticked: Ticked | None = None) -> Asked:
    """The five questions as an author is asked them before submitting."""
    return Asked(endorse=(), questions=tuple(Question), own=(), ticked=ticked or Ticked())
