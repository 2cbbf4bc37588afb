"""政务新媒体账号登记: the register's form, who may open, change and close an account, and the survey.

Basis: 粤办函〔2019〕90号 and its annexed form (four blocks, fields in the form's own order).
"""

from __future__ import annotations

from review.register.form import (
    FIELDS,
    HEADER,
    Block,
    Form,
    Header,
    Level,
    Profile,
    place_of,
    plain_name,
)
from review.register.petition import (
    PETITION_MOVES,
    Notice,
    Petition,
    PetitionAction,
    PetitionBy,
    PetitionKind,
    PetitionMove,
    PetitionState,
)
from review.register.petitioning import advance, file_petition, petition_actions
from review.register.survey import Found, Likeness, Match, Matched, matched
from review.register.tidying import tidy, tidy_profile
from review.register.validation import Problem, Where, problems_of

__all__ = [
    "FIELDS",
    "HEADER",
    "PETITION_MOVES",
    "Block",
    "Form",
    "Found",
    "Header",
    "Level",
    "Likeness",
    "Match",
    "Matched",
    "Notice",
    "Petition",
    "PetitionAction",
    "PetitionBy",
    "PetitionKind",
    "PetitionMove",
    "PetitionState",
    "Problem",
    "Profile",
    "Where",
    "advance",
    "file_petition",
    "matched",
    "petition_actions",
    "place_of",
    "plain_name",
    "problems_of",
    "tidy",
    "tidy_profile",
]
