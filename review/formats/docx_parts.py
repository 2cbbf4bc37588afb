"""What the parts beside the text of a docx say about it: styles that hide, targets of links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_FIELD_LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
TINY = 4
"""Half-points: a type of 2 pt and less is read by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style of the file; `hidden` and `colour` None where it leaves them to its parent."""

    name: str
    parent: str
    hidden: bool | None = None
    colour: str = ""


def root_of(part: Part) -> BaseOxmlElement:
    """The XML of a part, whether python-docx has a class for it or not. Resolves no entities."""
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def parts_of(part: Part, *kinds: str) -> list[Part]:
    """The parts a part refers to, of the kinds named (`header`, `footnotes`…), in stable order."""
    wanted = {getattr(RELATION, kind.upper()) for kind in kinds}
    found = [
        relation.target_part
        for relation in part.rels.values()
        if relation.reltype in wanted and not relation.is_external
    ]
    return sorted(found, key=lambda target: str(target.partname))


def read_styles(part: Part) -> dict[str, Style]:
    """All styles of a document by their id."""
    styles: dict[str, Style] = {}
    for target in parts_of(part, "styles"):
        for element in root_of(target).iter(qn("w:style")):
            look = element.find(qn("w:rPr"))
            styles[element.get(qn("w:styleId"), "")] = Style(
                name=value_of(element, "w:name").lower(),
                parent=value_of(element, "w:basedOn"),
                hidden=None if look is None else switch(look, "w:vanish"),
                colour="" if look is None else value_of(look, "w:color"),
            )
    return styles


def value_of(element: BaseOxmlElement, name: str) -> str:
    """The w:val of a child; empty if there is none."""
    child = element.find(qn(name))
    return "" if child is None else child.get(qn("w:val"), "")


def switch(element: BaseOxmlElement, name: str) -> bool | None:
    """A child that is on by being there; None if it is not."""
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"), "true").lower() not in _OFF


def style_name(styles: dict[str, Style], style_id: str) -> str:
    """What a style is called, in small letters; empty if there is no such style."""
    style = styles.get(style_id)
    return "" if style is None else style.name


def address_of(instruction: str) -> str:
    """Where a HYPERLINK field leads; empty for other fields and places within the file."""
    match = _FIELD_LINK.match(instruction)
    return match[1] if match and "://" in match[1] else ""


def hidden_by_style(styles: dict[str, Style], style_id: str) -> bool:
    """Whether a style or one it is based on makes text hidden."""
    for _ in range(20):
        style = styles.get(style_id)
        if style is None:
            return False
        if style.hidden is not None:
            return style.hidden
        style_id = style.parent
    return False


def means_of_hiding(run: BaseOxmlElement, styles: dict[str, Style], paragraph_style: str) -> str:
    """How a run keeps its text from being seen, in Chinese; empty if it doesn't."""
    look = run.find(qn("w:rPr"))
    if look is None:
        return "隐藏文字" if hidden_by_style(styles, paragraph_style) else ""
    vanish = switch(look, "w:vanish")
    if vanish is None:
        own = value_of(look, "w:rStyle")
        vanish = hidden_by_style(styles, own) or hidden_by_style(styles, paragraph_style)
    if vanish:
        return "隐藏文字"
    size = value_of(look, "w:sz")
    if size.isdecimal() and int(size) <= TINY:
        return "极小字号"
    if _white(value_of(look, "w:color")) and not _grounded(run, look):
        return "白色文字"
    return ""


def _white(colour: str) -> bool:
    try:
        return len(colour) == 6 and all(int(colour[at : at + 2], 16) >= 250 for at in (0, 2, 4))
    except ValueError:
        return False


def _grounded(run: BaseOxmlElement, look: BaseOxmlElement) -> bool:
    """Whether white text may have something darker behind it: shading, a shape, a table style."""
    if value_of(look, "w:highlight") or _shaded(look):
        return True
    for around in run.iterancestors():
        if around.tag in {qn("w:txbxContent"), qn("w:tblStyle")}:
            return True
        if around.tag == qn("w:tbl"):
            properties = around.find(qn("w:tblPr"))
            if properties is not None and properties.find(qn("w:tblStyle")) is not None:
                return True
        if any(_shaded(child) for child in around if str(child.tag).endswith("Pr")):
            return True
    return False


def _shaded(properties: BaseOxmlElement) -> bool:
    shading = properties.find(qn("w:shd"))
    if shading is None:
        return False
    return shading.get(qn("w:fill"), "auto").upper() not in {"AUTO", "FFFFFF"} or shading.get(
        qn("w:val"), "clear"
    ) not in {"clear", "nil"}
