"""先暂存、后发布: in which phase each posting of a release is, from where all of them stand.

First everything that can be is staged, where no reader sees it, and looked at again; only then is
anything published, each after what it points at. So one platform that refuses a text is known
before any other shows it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from review.release import PostingState


class Phase(StrEnum):
    """What a posting is due for; WAIT: for another posting of its release."""

    STAGE = "stage"
    SEND = "send"
    WAIT = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one posting stands. `stages`: its platform can hold a text unseen; `staged`: it does,
    and the text was found to be the signed one; `over`: nothing more is to become of it.
    """

    platform: str
    depends_on: tuple[str, ...]
    state: PostingState
    stages: bool = False
    staged: bool = False
    over: bool = False


def phase_of(mine: Standing, release: Collection[Standing]) -> Phase:
    """What this posting, not over and not doubtful, may go on to."""
    known = {standing.platform: standing for standing in release}
    needs = [known[name] for name in mine.depends_on if name in known]
    out = all(need.state is PostingState.CONFIRMED for need in needs)
    if mine.stages and not mine.staged:
        return Phase.STAGE if out or all(_held(need) for need in needs) else Phase.WAIT
    if not out or any(_to_be_staged(other, known) for other in release if other is not mine):
        return Phase.WAIT
    return Phase.SEND


def _held(one: Standing) -> bool:
    return one.state is PostingState.CONFIRMED or (one.staged and not one.over)


def _to_be_staged(one: Standing, known: dict[str, Standing]) -> bool:
    """Whether it is still to be staged, and can be before anything more is published."""
    return (
        not one.over
        and one.stages
        and not one.staged
        and all(
            _held(need) or _to_be_staged(need, known)
            for need in (known[name] for name in one.depends_on if name in known)
        )
    )
