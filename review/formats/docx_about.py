"""What a docx says of itself without showing it: who wrote it where, what its pictures tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from review.formats.docx_parts import root_of
from review.formats.people import OUR_NAME, names_told
from review.formats.photo import POSITION, POSITION_KEPT, tells_position
from review.model import Hidden, Media, digest_of_bytes

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_ABOUT = ("/docProps/core.xml", "/docProps/app.xml")


def properties_of(part: Part) -> list[Hidden]:
    """Author, editor, manager and company as the file's properties name them, as one text.

    Together with them the number of revision marks (w:rsid), by which two files of one hand can
    be told; alone they name nobody.
    """
    if part.package is None:
        return []
    about: list[BaseOxmlElement] = []
    marks = 0
    for other in part.package.iter_parts():
        if str(other.partname) in _ABOUT:
            about += root_of(other)
        elif str(other.partname) == "/word/settings.xml":
            marks = sum(1 for _ in root_of(other).iter(qn("w:rsid")))
    return names_told(about, marks)


def picture_of(part: Part) -> tuple[Media, list[Hidden]]:
    """A picture of the file, and a remark if it says where it was taken."""
    name = str(part.partname).rpartition("/")[2]
    told = [Hidden(text=f"{name}：{POSITION_KEPT}", means=POSITION)]
    return Media(name=name, digest=digest_of_bytes(part.blob)), told if tells_position(
        part.blob
    ) else []


def hidden_comment(comment: BaseOxmlElement) -> Hidden:
    """A comment, a line per paragraph."""
    lines = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in comment.iter(qn("w:p"))
    )
    return Hidden(text="\n".join(line for line in lines if line), means="批注")


_OUR_REMARK = re.compile(r"【(?:拦截|核对|提示)】")


def is_our_remark(comment: BaseOxmlElement) -> bool:
    """Whether a comment is one that the checker wrote into an earlier copy of the file."""
    return comment.get(qn("w:author"), "") == OUR_NAME and bool(
        _OUR_REMARK.match(hidden_comment(comment).text)
    )


def notes_of(part: Part) -> list[BaseOxmlElement]:
    """The foot- or endnotes of a part, without the rules drawn above them."""
    return [note for note in root_of(part) if note.get(qn("w:type"), "normal") == "normal"]
