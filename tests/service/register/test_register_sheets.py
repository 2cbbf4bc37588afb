"""登记表 in Excel and Word: out and in again equal, and read the way people hand it back."""

from __future__ import annotations

import contextlib
import io
import random
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.register import FIELDS, Block, Form, Header, Profile, problems_of, tidy
from service.sheets.opening import BadTableError
from service.sheets.register.docx import read_register_docx, write_register_docx
from service.sheets.register.layout import NOTES
from service.sheets.register.xlsx import read_register_xlsx, write_register_xlsx
from tests.review.register.test_form import FORM, TODAY, WECHAT

BOTH = pytest.mark.parametrize(
    ("write", "read"),
    [
        (write_register_xlsx, read_register_xlsx),
        (write_register_docx, read_register_docx),
    ],
    ids=["xlsx", "docx"],
)
WORDS = st.text("清河发布交通局政务号AbC09-_=+@'.无", min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@st.composite
def forms(draw):
    profiles = []
    for block in Block:
        for _ in range(draw(st.integers(0, 2))):
            values = {name: draw(WORDS) for name in FIELDS[block]}
            profiles.append(Profile(block=block, **values))
    header = Header(**{name: draw(WORDS) for name in ("sponsor", "leader", "post")}, count="3")
    return tidy(Form(header=header, profiles=tuple(profiles)))


@BOTH
def test_a_form_comes_back_as_it_went_out(write, read):
    assert read(write(FORM)).form == FORM


@BOTH
@settings(max_examples=15, deadline=None)
@given(form=forms())
def test_whatever_is_filled_in_comes_back(write, read, form):
    assert read(write(form)).form == form


@BOTH
def test_an_empty_form_has_no_accounts(write, read):
    assert read(write(Form(header=Header()))).form == Form(header=Header())


def test_a_problem_is_named_with_its_cell():
    wrong = replace(FORM, profiles=(replace(WECHAT, original_id="gh_1"), *FORM.profiles[1:]))
    read = read_register_xlsx(write_register_xlsx(wrong))
    (problem,) = [one for one in problems_of(read.form, TODAY) if one.error]
    assert read.located(problem).startswith("第9行C列：第1个账号（微信“清河交通”）的“原始ID”")


def test_cells_unmerged_dates_as_numbers_and_full_width_digits_are_read():
    workbook = openpyxl.load_workbook(io.BytesIO(write_register_xlsx(FORM)))
    sheet = workbook.worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "2018-05-04":
                cell.value = date(2018, 5, 4)
            if cell.value == "12000":
                cell.value = "１２０００"
            if cell.value == "12345678":
                cell.value = 12345678
    file = io.BytesIO()
    workbook.save(file)
    assert read_register_xlsx(file.getvalue()).form == FORM


def test_the_same_account_twice_in_a_sheet_is_named():
    twice = replace(
        FORM,
        header=replace(FORM.header, count="5"),
        profiles=(FORM.profiles[0], FORM.profiles[0], *FORM.profiles[1:]),
    )
    read = read_register_xlsx(write_register_xlsx(twice))
    told = [read.located(one) for one in problems_of(read.form, TODAY) if one.error]
    assert len(told) == 1
    assert "与第1个账号是同一个" in told[0]


@pytest.mark.parametrize("read", [read_register_xlsx, read_register_docx])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0" * 300, b"name,1\n"])
def test_a_file_that_is_none_is_refused_in_one_sentence(read, data):
    with pytest.raises(BadTableError) as caught:
        read(data)
    assert caught.value.faults[0].endswith("。")


def test_no_cell_is_taken_for_a_formula():
    form = Form(header=replace(FORM.header, sponsor="=1+1"))
    sheet = openpyxl.load_workbook(io.BytesIO(write_register_xlsx(form))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert "填表说明" in NOTES[0]


@BOTH
def test_a_damaged_file_is_never_a_traceback(write, read):
    data = bytearray(write(FORM))
    chance = random.Random(1)
    for _ in range(60):
        hurt = bytearray(data)
        for _ in range(5):
            hurt[chance.randrange(len(hurt))] ^= 1 << chance.randrange(8)
        with contextlib.suppress(BadTableError):
            read(bytes(hurt))
