"""The few kinds of check that most rules are instances of, in one place for rule files to import."""

from __future__ import annotations

from review.around import around
from review.citation import citations
from review.near import near
from review.pattern import pattern
from review.structure import links, pairs, structure
from review.typos.check import typos
from review.words import words

__all__ = [
    "around",
    "citations",
    "links",
    "near",
    "pairs",
    "pattern",
    "structure",
    "typos",
    "words",
]
