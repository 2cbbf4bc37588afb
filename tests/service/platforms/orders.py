"""Documents and sealed orders for the platforms' tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from review.draft import SYSTEM
from review.model import Document, Facts, Link, Span, Variant, digest_of
from review.release import Posting, Release, sealed, verify
from review.seals import HouseKey, seal_of
from review.terms import VariantKind
from service.platforms import Order, Platform
from tests.service.platforms.weibo_fake import DOMAIN

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHORT = "清远市部署今年政务公开工作，推进“一网通办”。"
KEY = HouseKey.of(b"the key of this suite's own house", signing=b"s" * 32)


def a_document(**changes: object) -> Document:
    body = "　　为贯徹上级部署，<全市>推进“一网通办”。\n\n　　一、工作目标\n　　详见政务服务网。"
    start = body.index("政务服务网")
    document = Document(
        title="清远市推进政务公开工作安排",
        body=body,
        summary="全市政务公开年度安排。",
        author="市政府办公室",
        source="市政府办公室",
        facts=Facts(),
        links=(
            Link(
                href="https://www.gdzwfw.gov.cn/?a=1&b=2",
                text="政务服务网",
                span=Span(field="body", start=start, end=start + 5),
            ),
        ),
        variants=(Variant(kind=VariantKind.WEIBO, text=SHORT),),
    )
    return replace(document, **changes)  # type: ignore[arg-type]  # a factory's free choice


def another(title: str) -> Document:
    """A document of another title, and another short text for where only that is shown."""
    return a_document(title=title, variants=(Variant(kind=VariantKind.WEIBO, text=title),))


def an_order(platform: Platform, document: Document | None = None, *, key: str = "7-a1") -> Order:
    """An order under a seal of this suite's own house."""
    document = document or a_document()
    rendering = platform.render(document)
    plain = Release(
        id="7",
        draft=7,
        round=1,
        document=document.digest,
        report="sha256:" + "0" * 64,
        ruleset="sha256:" + "1" * 64,
        sign_offs=(),
        waivers=(),
        postings=(
            Posting(key=key, platform=platform.name, rendering=rendering.digest, depends_on=()),
        ),
        released_by=SYSTEM,
        at=NOW,
        seal="",
    )
    release = replace(plain, seal=seal_of(digest_of(sealed(plain)), KEY))
    return Order(
        sealed=verify(release, KEY),
        key=key,
        document=document,
        rendering=rendering,
        since=NOW,
        now=NOW,
        links=dict.fromkeys(platform.depends_on[-1:], f"https://{DOMAIN}/7-a1/"),
    )
