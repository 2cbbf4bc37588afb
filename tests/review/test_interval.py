"""Wilson's interval against values worked out by hand from his equation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.scoring.interval import Z95, share


@given(st.integers(1, 5000), st.data())
def test_its_ends_solve_the_equation_they_come_from(total: int, data):
    hits = data.draw(st.integers(0, total))
    found = share(hits, total)
    assert 0 <= found.low <= found.value <= found.high <= 1
    for end in (found.low, found.high):
        # |p − P| = z √(P(1−P)/n), Wilson 1927.
        far = (found.value - end) ** 2
        assert far == pytest.approx(Z95**2 * end * (1 - end) / total, abs=1e-9)


def test_known_values():
    found = share(8, 10)
    assert (found.low, found.high) == (
        pytest.approx(0.4902, abs=1e-4),
        pytest.approx(0.9433, abs=1e-4),
    )
    assert share(0, 10).low == 0
    assert share(10, 10).high == 1


def test_more_cases_make_it_narrower():
    widths = [share(n // 2, n).high - share(n // 2, n).low for n in (2, 20, 200, 2000)]
    assert widths == sorted(widths, reverse=True)


def test_of_nothing_everything_is_possible():
    found = share(0, 0)
    assert (found.value, found.low, found.high) == (0, 0, 1)


@pytest.mark.parametrize(("hits", "total"), [(2, 1), (-1, 3)])
def test_what_is_no_share_is_refused(hits: int, total: int):
    with pytest.raises(ValueError, match="share"):
        share(hits, total)
