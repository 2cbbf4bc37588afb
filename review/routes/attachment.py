"""随附材料: what must lie beside a piece before it may be submitted, and whether it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from review.model import Document, EnclosureKind

_MAP_NUMBER = re.compile(r"审图号[：:]?\s*[^\s，。；]{0,4}S[（(〔]?[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One thing to be attached. `wanted` tells the author how to bring it."""

    name: str
    label: str
    wanted: str
    there: Callable[[Document], bool]


def _has_map_number(document: Document) -> bool:
    return any(media.map_number.strip() for media in document.media) or bool(
        _MAP_NUMBER.search("\n".join((document.body, *document.captions)))
    )


def _encloses(kind: EnclosureKind, word: str = "") -> Callable[[Document], bool]:
    """Whether a file of a kind lies beside it, or one of its pictures is called so."""
    return lambda document: (
        any(one.kind is kind for one in document.enclosures)
        or any(word and word in media.name + media.alt for media in document.media)
    )


ATTACHMENTS = {
    each.name: each
    for each in (
        Attachment(
            name="basis_document",
            label="原始公文",
            wanted="请在“依据文件”一栏填写公文的文号或全称，或在“随附材料”里附上原文",
            there=lambda document: (
                bool(document.facts.basis_document.strip())
                or any(one.kind is EnclosureKind.BASIS for one in document.enclosures)
            ),
        ),
        Attachment(
            name="map_number",
            label="审图号",
            wanted="请在图片信息或图下注明审图号",
            there=_has_map_number,
        ),
        Attachment(
            name="authorisation",
            label="授权书",
            wanted="请在“随附材料”里附上授权书扫描件",
            there=_encloses(EnclosureKind.AUTHORISATION, "授权书"),
        ),
        Attachment(
            name="secrecy_questions",
            label="五项保密问答",
            wanted="请在送审时逐项回答五个保密问题",
            there=lambda document: True,  # noqa: ARG005  # answered when submitting, not in the text
        ),
        Attachment(
            name="source_url",
            label="原文网址",
            wanted="请填写转载原文的网址",
            there=lambda document: bool(document.facts.source_url.strip()),
        ),
    )
}
"""Every attachment a route may ask for, by its name in the book."""
