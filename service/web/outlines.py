"""写作模板: a first outline of a piece of each category, from outlines.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from review.model import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`tips`: what is often forgotten in pieces of this category."""

    category: Category
    title: str
    body: str
    tips: tuple[str, ...]


@cache
def outlines() -> dict[Category, Outline]:
    """Every outline, by category. Raises ValueError for a category there is none of."""
    read = tomllib.loads(Path(__file__).with_name("outlines.toml").read_text(encoding="utf-8"))
    return {
        Category(name): Outline(
            category=Category(name),
            title=told["title"],
            body=told["body"].lstrip("\n"),
            tips=tuple(told["tips"]),
        )
        for name, told in read.items()
    }
