"""保密审查: the five questions a secrecy signature answers one by one, and the marking at the door.

The questions follow the approval sheets of 宣传报道保密审查 (state secrets, projects, their results,
defence and foreign affairs, and whatever else should stay inside); the duty to review before
publishing is 保守国家秘密法 (2024) 第三十五条 and 政府信息公开条例 (2019) 第十七条.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MARKINGS = frozenset({"CON107"})
"""Rules whose blocking finding means that a text bears the marking of a state secret. Such a text
must not be in this system at all: it is refused at the door, and no signature lets it pass."""


class Question(StrEnum):
    """Stored as it stands here; a value once used is never given another meaning."""

    SECRETS = "secrets"
    PROJECTS = "projects"
    RESULTS = "results"
    DEFENCE = "defence"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "secrets": "国家秘密、工作秘密和内部信息",
            "projects": "涉密项目",
            "results": "涉密成果和载体",
            "defence": "军事和涉外",
            "other": "其他不宜公开的内容",
        }[self]

    @property
    def sentence(self) -> str:
        return {
            "secrets": "文字、图片、附件里有没有国家秘密、工作秘密或者只供内部掌握的信息？",
            "projects": "有没有说出涉密项目的名称、内容或者进展？",
            "results": "有没有涉密成果、图纸、数据，或者拍到涉密场所、设备、文件的照片？",
            "defence": "有没有涉及军事、军工或者不宜对外的涉外事项？",
            "other": "有没有其他公开后会造成不良影响、暂时或者永远不宜公开的内容？",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One question answered: yes, there is such a thing in this text; or no."""

    question: Question
    yes: bool


def unanswered(replies: Sequence[Reply]) -> tuple[Question, ...]:
    """The questions without exactly one answer."""
    given = [reply.question for reply in replies]
    return tuple(question for question in Question if given.count(question) != 1)


def affirmed(replies: Sequence[Reply]) -> tuple[Question, ...]:
    """The questions answered with yes."""
    return tuple(reply.question for reply in replies if reply.yes)


def told(replies: Sequence[Reply]) -> str:
    """The answers as log and seal have them, in the order of the questions."""
    rank = list(Question).index
    ordered = sorted(replies, key=lambda reply: rank(reply.question))
    return ",".join(f"{reply.question}={'yes' if reply.yes else 'no'}" for reply in ordered)
