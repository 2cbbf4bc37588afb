"""Photographs: whether they say where they were taken, and nothing else."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.formats.photo import tells_position, tells_position_inline
from tests.review.photographs import photograph


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_position_is_told_from_none_in_both_byte_orders(order):
    assert tells_position(photograph(position=True, order=order))
    assert not tells_position(photograph(position=False, order=order))


def test_the_containers_of_other_kinds_are_looked_into():
    block = photograph(position=True)[4 + 2 + 6 : -2]
    assert tells_position(block)
    assert tells_position(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x80eXIf" + block)
    assert tells_position(b"RIFF\0\0\0\0WEBPEXIF\0\0\0\0" + block)
    assert tells_position(b"\0\0\0\x18ftypheic" + bytes(40) + b"Exif\0\0" + block)
    assert not tells_position(b"GIF89a" + block)


def test_an_address_that_is_no_picture_is_none():
    inline = base64.b64encode(photograph(position=True)).decode()
    assert tells_position_inline(f"data:image/jpeg;base64,{inline}")
    assert not tells_position_inline(f"data:text/html;base64,{inline}")
    assert not tells_position_inline("data:image/jpeg;base64,=")
    assert not tells_position_inline("http://a.cn/1.jpg")


@given(cut=st.integers(0, 200), junk=st.binary(max_size=60))
def test_a_damaged_head_is_no_reason_to_fail(cut, junk):
    whole = photograph(position=True)
    assert tells_position(whole[:cut] + junk + whole[cut:]) in {True, False}
