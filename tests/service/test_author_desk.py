"""What authors have kept for them: what they type, and their pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from review.model import Media
from review.refusal import NotAllowedError
from service.actions.autosave import autosave, drop_autosave
from service.actions.change_pictures import LARGEST, Added, change_pictures
from service.actions.errors import InvalidError
from service.actions.start_draft import start_draft
from service.office import Office
from service.store.autosaves import MOST
from tests.stories import (
    HE,
    LIN,
    NOW,
    QIAN,
    a_document,
)

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_what_is_typed_is_kept_form_by_form_for_its_writer_alone(house: Office):
    first = {"title": ("甲",), "body": ("第一个窗口",)}
    second = {"title": ("乙",), "body": ("第二个窗口",)}
    autosave(house, LIN, form="tab-1", fields=first)
    autosave(house, LIN, form="tab-2", fields=second)
    autosave(house, LIN, form="tab-1", fields=first | {"body": ("又写了几个字",)})
    with house.read() as unit:
        kept = {one.form: one.fields["body"] for one in unit.autosaves.of(LIN)}
        assert kept == {"tab-1": ("又写了几个字",), "tab-2": ("第二个窗口",)}
        assert unit.autosaves.of(QIAN) == ()
    drop_autosave(house, LIN, "tab-1")
    with house.read() as unit:
        assert [one.form for one in unit.autosaves.of(LIN)] == ["tab-2"]


def test_forms_that_were_left_are_not_kept_without_end(house: Office):
    for number in range(MOST + 5):
        later = replace(house, clock=lambda number=number: NOW + timedelta(minutes=number))
        autosave(later, LIN, form=f"tab-{number}", fields={"body": ("字",)})
    with house.read() as unit:
        assert len(unit.autosaves.of(LIN)) == MOST
    much_later = replace(house, clock=lambda: NOW + timedelta(days=30))
    autosave(much_later, LIN, form="tab-x", fields={"body": ("字",)})
    with house.read() as unit:
        assert [one.form for one in unit.autosaves.of(LIN)] == ["tab-x"]


def test_only_writers_have_their_typing_kept(house: Office):
    with pytest.raises(NotAllowedError):
        autosave(house, HE, form="tab-1", fields={"body": ("字",)})
    with pytest.raises(InvalidError):
        autosave(house, LIN, form="", fields={"body": ("字",)})
    with pytest.raises(InvalidError):
        autosave(house, LIN, form="tab-1", fields={"body": ("字" * 500_000,)})


def test_a_picture_becomes_part_of_the_text_and_its_description_is_read(house: Office):
    draft = start_draft(house, LIN, a_document(), form_key="form-1")
    media = Media(name="图.png", digest="", alt="办理大厅", credit="本单位", ai_generated=True)
    changed = change_pictures(
        house, LIN, draft.id, version=1, kept=(), added=(Added(media=media, data=PNG),)
    )
    with house.read() as unit:
        document = unit.drafts.document(changed.document)
        stored = unit.pictures.get(document.media[0].digest)
        assert list(unit.audit()) == []
    assert changed.version == 2
    assert document.captions == ("办理大厅",)
    assert document.media[0].ai_generated
    assert stored
    assert (stored.kind, stored.data) == ("image/png", PNG)
    gone = change_pictures(house, LIN, draft.id, version=2, kept=())
    with house.read() as unit:
        assert unit.drafts.document(gone.document) == a_document()


@pytest.mark.parametrize(
    ("data", "media", "told"),
    [
        (b"<svg/>", Media(name="a.svg", digest="", alt="图"), "不是"),
        (PNG + bytes(LARGEST), Media(name="a.png", digest="", alt="图"), "5 MB"),
        (PNG, Media(name="a.png", digest=""), "图片说明"),
        (PNG, Media(name="a.png", digest="", alt="地图", map_number="随便"), "审图号"),
    ],
)
def test_a_picture_that_cannot_go_out_is_refused(house: Office, data, media, told):
    draft = start_draft(house, LIN, a_document(), form_key="form-1")
    added = (Added(media=media, data=data),)
    with pytest.raises(InvalidError, match=told):
        change_pictures(house, LIN, draft.id, version=1, kept=(), added=added)
    with house.read() as unit:
        assert unit.drafts.get(draft.id) == draft
