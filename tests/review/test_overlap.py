from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.model import Finding, Gate, Severity, Span
from review.overlap import giving_way, without_echoes


def finding(
    start: int, end: int, severity: Severity, gate: Gate = Gate.TEXT, *, delete: bool = False
) -> Finding:
    return Finding(
        rule="X", name="x", gate=gate, severity=severity, message="",
        span=Span(field="body", start=start, end=end), suggestions=("",) if delete else (),
    )  # fmt: skip


FINDINGS = st.lists(
    st.builds(
        lambda start, size, severity, gate, delete: finding(
            start, start + size, severity, gate, delete=delete
        ),
        st.integers(0, 12),
        st.integers(1, 6),
        st.sampled_from(Severity),
        st.sampled_from([Gate.TEXT, Gate.ADVERTISING]),
        st.booleans(),
    ),
    max_size=10,
)


@given(FINDINGS)
def test_only_what_lies_within_a_block_is_left_out(findings: list[Finding]):
    kept = without_echoes(findings)
    for one in findings:
        around = [
            other
            for other in findings
            if other.severity is Severity.BLOCK
            and other.span.start <= one.span.start
            and one.span.end <= other.span.end
            and (other.span != one.span or one.severity is not Severity.BLOCK)
            and (
                other.gate is one.gate
                or (other.suggestions == ("",) and one.severity is not Severity.BLOCK)
            )
        ]
        assert (one in kept) == (not around)


@given(FINDINGS)
def test_the_verdict_never_changes(findings: list[Finding]):
    def worst(some: list[Finding]) -> int:
        return min((one.severity.rank for one in some), default=3)

    assert worst(without_echoes(findings)) == worst(findings)


YIELDS = {"guess": 2, "list": 1}
MARKS = st.lists(
    st.builds(
        lambda start, size, severity, rule, cure: Finding(
            rule=rule,
            name="x",
            gate=Gate.TEXT,
            severity=severity,
            message="",
            span=Span(field="body", start=start, end=start + size),
            suggestions=("改",) * cure,
        ),
        st.integers(0, 12),
        st.integers(1, 6),
        st.sampled_from(Severity),
        st.sampled_from(["guess", "list", "sure"]),
        st.integers(0, 1),
    ),
    max_size=10,
)


@given(MARKS)
def test_a_guess_gives_way_to_what_is_known_over_the_same_characters(findings: list[Finding]):
    kept = giving_way(findings, YIELDS)
    for one in findings:
        better = [
            other
            for other in findings
            if YIELDS.get(other.rule, 0) < YIELDS.get(one.rule, 0)
            and other.suggestions
            and other.severity.rank <= one.severity.rank
            and other.span.start < one.span.end
            and one.span.start < other.span.end
        ]
        assert (one in kept) == (not better)


@given(MARKS)
def test_giving_way_never_changes_the_verdict(findings: list[Finding]):
    def worst(some: list[Finding]) -> int:
        return min((one.severity.rank for one in some), default=3)

    assert worst(giving_way(findings, YIELDS)) == worst(findings)
