"""What an author says when handing in: a lower grade and why, the five secrecy answers, and whether
it is to go by the emergency lane.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import FormData

from review.draft import Grade
from review.routes import Lowering
from service.web.asked import Ticked, ticked_in
from service.web.posted import field as field_of

_GRADES: Final[Mapping[str, Grade]] = {grade.value: grade for grade in Grade}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSubmission:
    """The submission form as it was filled in."""

    grade: str = ""
    reason: str = ""
    emergency: bool = False
    ticked: Ticked = field(default_factory=Ticked)

    @property
    def lowering(self) -> Lowering | None:
        """The lower grade asked for, if one was."""
        grade = _GRADES.get(self.grade)
        return Lowering(grade=grade, reason=self.reason) if grade else None


NOTHING_TYPED: Final = TypedSubmission()


def typed_in(form: FormData) -> TypedSubmission:
    """What the submission form holds."""
    return TypedSubmission(
        grade=field_of(form, "grade"),
        reason=field_of(form, "lower_reason"),
        emergency=field_of(form, "emergency") == "yes",
        ticked=ticked_in(form),
    )
