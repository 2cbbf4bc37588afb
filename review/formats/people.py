"""Names of people and offices that a file's properties tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from review.model import Hidden

OUR_NAME = "先审"
"""The author of remarks that the checker writes into files it gives back."""

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


def names_told(elements: Iterable[Any], marks: int = 0) -> list[Hidden]:
    """What property elements tell, as one text; `marks`: how many revision marks stand with them."""
    found: list[str] = []
    for element in elements:
        label = _LABELS.get(str(element.tag).rpartition("}")[2])
        name = (element.text or "").strip()
        if label and not _NOBODY.fullmatch(name):
            found.append(f"{label}：{name}")
    if found and marks:
        found.append(f"修订标识：{marks} 个")
    return [Hidden(text="\n".join(found), means=PROPERTIES)] if found else []
