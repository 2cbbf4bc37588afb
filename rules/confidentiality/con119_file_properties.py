"""文件属性和照片位置。

A file tells who wrote it and in which office, a photograph where it was taken; neither is seen in
the text. The text goes out without them, a file offered for download does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_PLACE = "照片的拍摄位置"
_MESSAGES = {
    "文件属性": (
        "文件属性里留有作者、单位等名称：以附件公开前，请在 Word 或 WPS 里用“检查文档”删去。",
        Severity.HINT,
    ),
    _PLACE: ("图片里存有拍摄地点的经纬度，可以查到人在哪里：发布前请去掉图片的位置信息。", None),
}


def find(reading: Reading) -> Iterator[Mark]:
    for number, hidden in enumerate(reading.document.hidden):
        if said := _MESSAGES.get(hidden.means):
            message, severity = said
            text = reading.text(f"hidden:{number}")
            yield Mark(
                span=text.raw_span(0, len(text.submitted)), message=message, severity=severity
            )


# The heads of photographs in either byte order, and of one without a position.
_INTEL = (
    "/9j/4QBgRXhpZgAASUkqAAgAAAACABIBAwABAAAAAQAAACWIBAABAAAAJgAAAAAAAAAEAAEAAgACAAAAAAAAAAIA"
    "BQADAAAAyAAAAAMAAgACAAAAAAAAAAQABQADAAAA4AAAAP/Z"
)
_MOTOROLA = (
    "/9j/4QBgRXhpZgAATU0AKgAAAAgAAgESAAMAAAABAAAAAYglAAQAAAABAAAAJgAAAAAABAABAAIAAAACAAAAAAAC"
    "AAUAAAADAAAAyAADAAIAAAACAAAAAAAEAAUAAAADAAAA4P/Z"
)
_SILENT = "/9j/4QAiRXhpZgAASUkqAAgAAAABABIBAwABAAAAAQAAAAAAAAD/2Q=="
_PAGE = "<p>⟦图片文件里存有拍摄地点的经纬度⟧</p><img src='data:image/jpeg;base64,%s'>"

RULE = Rule(
    id="CON119",
    name="文件属性和照片位置",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条、第二十八条", date(2021, 11, 1)),),
    message="文件里存有读者看不见的作者、单位或者拍摄位置，发布前请去掉。",
    check=structure(find),
    fields=("hidden",),
    bad=(
        Bad(_PAGE % _INTEL, format="html", marks="⟦⟧"),
        Bad(_PAGE % _MOTOROLA, format="html", marks="⟦⟧"),
    ),
    good=(
        Good(f"<p>活动现场</p><img src='data:image/jpeg;base64,{_SILENT}'>", format="html"),
        Good("<p>活动现场</p><img src='data:image/png;base64,iVBORw0KGgo='>", format="html"),
        Good("<p>活动现场</p><p hidden>拍摄位置：市政广场</p><img src=/a.jpg>", format="html"),
    ),
)
