"""What a docx says of itself without showing it: who wrote it where, what its pictures tell."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from review.formats.docx_parts import root_of
from review.formats.photo import POSITION, POSITION_KEPT, tells_position
from review.model import Hidden, Media

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

PROPERTIES = "文件属性"
"""The means by which names of authors and their office are hidden."""

_LABELS = {
    "creator": "作者",
    "lastModifiedBy": "最后修改者",
    "Manager": "主管",
    "Company": "单位",
}
# What programs and unpacked computers put there by themselves: it names nobody.
_NOBODY = re.compile(
    r"(?:python-docx|administrator|admin|root|user|owner|pc|test|windows|microsoft|office|apache poi|unknown|"
    r"hp|dell|lenovo|asus|thinkpad|china|wps|kingsoft|lenovo \(beijing\)|微软|微软中国|中国|用户|管理员|未知|联想|"
    r"(?:microsoft|windows|wps|微软) ?(?:office)? ?(?:user|用户)|wps_?[0-9]+|微信用户|(?:mc )?system|lenovo-?[0-9]*|"
    r"(?:desktop|laptop|pc|win)-?[0-9a-z]{4,12})?",
    re.IGNORECASE,
)
_ABOUT = ("/docProps/core.xml", "/docProps/app.xml")


def properties_of(part: Part) -> list[Hidden]:
    """Author, editor, manager and company as the file's properties name them, as one text.

    Together with them the number of revision marks (w:rsid), by which two files of one hand can
    be told; alone they name nobody.
    """
    if part.package is None:
        return []
    found: list[str] = []
    marks = 0
    for other in part.package.iter_parts():
        if str(other.partname) in _ABOUT:
            for element in root_of(other):
                label = _LABELS.get(str(element.tag).rpartition("}")[2])
                name = (element.text or "").strip()
                if label and not _NOBODY.fullmatch(name):
                    found.append(f"{label}：{name}")
        elif str(other.partname) == "/word/settings.xml":
            marks = sum(1 for _ in root_of(other).iter(qn("w:rsid")))
    if found and marks:
        found.append(f"修订标识：{marks} 个")
    return [Hidden(text="\n".join(found), means=PROPERTIES)] if found else []


def picture_of(part: Part) -> tuple[Media, list[Hidden]]:
    """A picture of the file, and a remark if it says where it was taken."""
    digest = "sha256:" + hashlib.sha256(part.blob).hexdigest()
    name = str(part.partname).rpartition("/")[2]
    told = [Hidden(text=f"{name}：{POSITION_KEPT}", means=POSITION)]
    return Media(name=name, digest=digest), told if tells_position(part.blob) else []


def hidden_comment(comment: BaseOxmlElement) -> Hidden:
    """A comment, a line per paragraph."""
    lines = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in comment.iter(qn("w:p"))
    )
    return Hidden(text="\n".join(line for line in lines if line), means="批注")


OUR_NAME = "先审"
"""The author of the comments that output.docx writes."""

_OUR_REMARK = re.compile(r"【(?:拦截|核对|提示)】")


def is_our_remark(comment: BaseOxmlElement) -> bool:
    """Whether a comment is one that the checker wrote into an earlier copy of the file."""
    return comment.get(qn("w:author"), "") == OUR_NAME and bool(
        _OUR_REMARK.match(hidden_comment(comment).text)
    )


def notes_of(part: Part) -> list[BaseOxmlElement]:
    """The foot- or endnotes of a part, without the rules drawn above them."""
    return [note for note in root_of(part) if note.get(qn("w:type"), "normal") == "normal"]
