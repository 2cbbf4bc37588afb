"""WeChat's limits, in one table with source and date. Platforms change them: change them here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.platforms.pictures import PictureLimit

_SOURCE = "developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add"
_READ = date(2026, 11, 1)


class Unit(StrEnum):
    CHARACTERS = "characters"
    BYTES = "bytes"

    def measure(self, text: str) -> int:
        return len(text) if self is Unit.CHARACTERS else len(text.encode("utf-8", "replace"))

    @property
    def label(self) -> str:
        return "字" if self is Unit.CHARACTERS else "字节"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `most` (inclusive) of `unit` in the field sent as `field`."""

    field: str
    label: str
    most: int
    unit: Unit
    source: str
    read: date

    def complaint(self, text: str) -> str:
        """A Chinese sentence if the text is too long, else ""."""
        found = self.unit.measure(text)
        if found <= self.most:
            return ""
        return (
            f"{self.label}有 {found} {self.unit.label}，"
            f"超过微信上限 {self.most} {self.unit.label}，请缩短后重新送审。"
        )


def _limit(field: str, label: str, most: int, unit: Unit = Unit.CHARACTERS) -> Limit:
    return Limit(field=field, label=label, most=most, unit=unit, source=_SOURCE, read=_READ)


# The content counts raw: every tag's characters too (community threads named by the same page).
LIMITS = (
    _limit("title", "标题", 32),
    _limit("author", "作者", 16),
    _limit("digest", "摘要", 128),
    _limit("content", "正文（含排版标签）", 19_999),
    _limit("content", "正文（含排版标签）", 1_048_575, Unit.BYTES),
    _limit("content_source_url", "“阅读原文”网址", 1_024, Unit.BYTES),
)

# Left empty, the digest is made of the body's first characters; we do it, so that it is signed.
DIGEST_FROM_BODY = 54

# media/uploadimg: "jpg/png < 1 MB" (copies of the official page, read 2026-11; older ones say 2 MB).
# How many one text may hold is not documented; twenty is what a draft of ours may have.
PICTURES = PictureLimit(
    platform="微信", kinds=frozenset({"jpeg", "png"}), most=1024 * 1024 - 1, number=20
)
