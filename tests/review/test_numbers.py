from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.numbers import is_credit_code, is_id_number, is_luhn


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_identity_numbers_of_the_standard_hold(number: str):
    assert is_id_number(number)
    assert is_id_number(number.lower())


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_digit_changed_in_an_identity_number_is_noticed(at: int, digit: str):
    number = "11010519491231002X"
    changed = number[:at] + digit + number[at + 1 :]
    assert is_id_number(changed) == (changed == number)


@pytest.mark.parametrize(
    "number",
    ["", "1101051949123100", "110105194902300021", "99010519491231002X", "１１010519491231002X"],
)
def test_what_only_looks_like_an_identity_number_is_none(number: str):
    assert not is_id_number(number)


@pytest.mark.parametrize(
    "code",
    ["11441700007280420Y", "11500000MB1B37366Q", "11341600731642621U", "91350100M000100Y43"],
)
def test_credit_codes_of_real_offices_hold_and_are_no_identity_numbers(code: str):
    assert is_credit_code(code)
    assert not is_id_number(code)


@given(st.text("0123456789", min_size=15, max_size=18))
def test_exactly_one_last_digit_makes_a_card_number(digits: str):
    assert sum(is_luhn(digits + last) for last in "0123456789") == 1
