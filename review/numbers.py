"""Numbers that prove themselves: check digits of identity cards, organisations and bank cards."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_ID_CHECKS = "10X98765432"
# GB/T 2260 and GB 11643: the first two digits. 81-83 stand on the residence permits of Hong Kong,
# Macao and Taiwan residents. Companies' credit codes begin with 91, so 9 is no region here.
_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_FIRST_YEAR = 1850  # nobody with a number was born before
_LAST_YEAR = 2100
_ID_LENGTH = 18


def is_id_number(number: str) -> bool:
    """Whether 18 characters are a resident identity number: region, real date, check digit."""
    number = number.upper()
    if len(number) != _ID_LENGTH or not number[:17].isascii() or not number[:17].isdigit():
        return False
    if number[:2] not in _REGIONS or not is_birthday(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11] == number[17]


def is_birthday(digits: str) -> bool:
    """Whether YYYYMMDD is a real day on which somebody with a number can have been born."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return _FIRST_YEAR <= day.year < _LAST_YEAR


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a unified social credit code (统一社会信用代码)."""
    code = code.upper()
    if len(code) != _ID_LENGTH or any(sign not in _USCC_SIGNS for sign in code):
        return False
    total = sum(
        _USCC_SIGNS.index(sign) * weight for sign, weight in zip(code, _USCC_WEIGHTS, strict=False)
    )
    return _USCC_SIGNS[(31 - total % 31) % 31] == code[17]


def is_luhn(digits: str) -> bool:
    """Whether a row of digits ends in its Luhn check digit, as bank cards do."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
