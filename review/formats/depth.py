"""How deep a page nests, told before it is parsed: time to parse grows with the square of it."""

from __future__ import annotations

import re

from review.formats.tags import SHALLOW

DEEPEST = 5000
"""Browsers stop at about 512; no page that people read comes near."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


def too_deep(markup: str) -> bool:
    """Whether more elements stand within each other than any page needs."""
    if markup.count("<") <= DEEPEST:
        return False
    depth = 0
    for match in _TAG.finditer(markup):
        if match[1]:
            depth = max(depth - 1, 0)
        elif match[2].lower() not in SHALLOW:
            depth += 1
            if depth > DEEPEST:
                return True
    return False
