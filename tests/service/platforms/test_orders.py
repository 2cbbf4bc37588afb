"""There is no order but over a release whose seal held, for the very text that was sealed."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.model import Document, Variant, VariantKind, digest_of
from review.release import BrokenSealError, Release, Verified, sealed, verify
from review.seals import HouseKey, seal_of
from service.platforms import Order, Rendering
from tests.service.platforms.stages import KEY, a_document, an_order

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)


class Wall:
    """The least there can be of a platform."""

    name, label, depends_on = "wall", "墙", ()

    def render(self, document: Document) -> Rendering:
        told = f"{document.title}\n{document.body}"
        return Rendering(
            platform="wall", title=document.title, summary="", author="", content=told, text=told
        )


ORDER = an_order(Wall())  # type: ignore[arg-type]  # all that the making of an order asks of one
RELEASE = ORDER.sealed.release


def test_nobody_vouches_for_a_release_but_verify():
    for held in (None, object(), True, KEY):
        with pytest.raises(TypeError):
            Verified(RELEASE, held)
    with pytest.raises(AttributeError):
        ORDER.sealed.release = replace(RELEASE, id="8")  # type: ignore[misc]


@given(st.sampled_from(["title", "body", "summary", "author", "source", "correction"]), WORDS)
def test_another_text_makes_no_order(name: str, words: str):
    document = replace(a_document(), **{name: words})
    if document == ORDER.document:
        return
    with pytest.raises(BrokenSealError):
        replace(ORDER, document=document)


def test_another_variant_or_platform_makes_no_order():
    weibo = (Variant(kind=VariantKind.WEIBO, text="短文"),)
    facts = replace(a_document().facts, platforms=("wall",))
    for document in (a_document(variants=weibo), a_document(facts=facts)):
        with pytest.raises(BrokenSealError):
            replace(ORDER, document=document)


@given(st.sampled_from([one.name for one in fields(Rendering)]), WORDS)
def test_another_rendering_makes_no_order(name: str, words: str):
    changed: object = (words,) if isinstance(getattr(ORDER.rendering, name), tuple) else words
    rendering = replace(ORDER.rendering, **{name: changed})
    if rendering == ORDER.rendering:
        return
    with pytest.raises(BrokenSealError):
        replace(ORDER, rendering=rendering)


@given(WORDS)
def test_another_key_makes_no_order(key: str):
    if key != ORDER.key:
        with pytest.raises(BrokenSealError):
            replace(ORDER, key=key)


def test_a_seal_by_anybody_else_vouches_for_nothing():
    plain = replace(RELEASE, seal="")
    others = HouseKey.of(b"the secret of somebody else, say", signing=b"o" * 32)
    for forged in (seal_of(digest_of(sealed(plain)), others), "", "ed25519:", "hmac-sha256:"):
        with pytest.raises(BrokenSealError):
            verify(replace(plain, seal=forged), KEY)


def test_an_order_of_one_release_does_not_serve_another():
    other = an_order(Wall(), a_document(title="另一篇"), key="8-a1")  # type: ignore[arg-type]
    assert isinstance(other.sealed.release, Release)
    with pytest.raises(BrokenSealError):
        Order(
            sealed=other.sealed,
            key=ORDER.key,
            document=ORDER.document,
            rendering=ORDER.rendering,
            since=ORDER.since,
            now=ORDER.now,
        )
