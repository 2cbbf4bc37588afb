"""Runs of a Word file parted and made: what shows stays what it is."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from review.output.remarks import writable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""Set to `preserve`, it keeps the blanks at the ends of a text."""


def part_text(element: BaseOxmlElement, at: int) -> BaseOxmlElement:
    """Parts a text there, and its run with it; the element that now holds the rest."""
    text = element.text or ""
    after: BaseOxmlElement = copy.copy(element)
    after.text, element.text = text[at:], text[:at]
    element.addnext(after)
    for part in (element, after):
        part.set(SPACE, "preserve")
    part_run(after)
    return after


def part_run(element: BaseOxmlElement) -> None:
    """Makes an element of a run the first of a run of its own, which takes all behind it."""
    run = element.getparent()
    before = element.getprevious()
    if run.tag != qn("w:r") or before is None or before.tag == qn("w:rPr"):
        return
    rest = OxmlElement("w:r")
    look = run.find(qn("w:rPr"))
    if look is not None:
        rest.append(copy.deepcopy(look))
    for part in (element, *element.itersiblings()):
        rest.append(part)
    run.addnext(rest)


def new_run(text: str, tag: str, look: BaseOxmlElement | None = None) -> BaseOxmlElement:
    run, inner = OxmlElement("w:r"), OxmlElement(tag)
    if look is not None:
        run.append(copy.deepcopy(look))
    inner.text = writable(text)
    inner.set(SPACE, "preserve")
    run.append(inner)
    return run
