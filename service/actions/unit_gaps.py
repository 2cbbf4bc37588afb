"""What a unit lacks to get a piece out: 分管负责人, writers, three different reviewers, a publisher."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from review.draft import Role
from review.staff import WRITING
from service.store.people import Account
from service.store.units import Bureau

_REVIEWS = (Role.FIRST, Role.SECOND, Role.FINAL)


def gaps_of(bureau: Bureau, accounts: Iterable[Account]) -> tuple[str, ...]:
    """Chinese sentences, one for each thing that is lacking; none for a closed unit.

    A unit nobody writes for needs nobody to sign. People count whose accounts are open.
    """
    if bureau.closed_at is not None:
        return ()
    staff = [account.person for account in accounts if account.disabled_at is None]
    by_id = {person.id for person in staff}
    found: list[str] = []
    if bureau.supervisor is None:
        found.append("没有分管负责人，请在单位页面指定。")
    elif bureau.supervisor not in by_id:
        found.append("分管负责人的账号已停用，请另行指定。")
    holders = {role: {one.id for one in staff if one.holds(role, bureau.unit)} for role in Role}
    writers = set().union(*(holders[role] for role in WRITING))
    if not writers:
        return tuple(found)
    missing = [role.label for role in (*_REVIEWS, Role.PUBLISHER) if not holders[role]]
    found.extend(f"没有人担任“{label}”，稿件走不完审签和发布。" for label in missing)
    if not missing and not _enough([holders[role] for role in _REVIEWS], writers):
        found.append("三审要由三个不同的人、且不是作者来做，现有人员不够，请增补审签人员。")
    if not missing and len(writers | holders[Role.PUBLISHER]) == 1:
        found.append("唯一的发布人员就是作者本人，稿件发不出去，请增补发布人员。")
    return tuple(found)


def gaps_of_house(bureaus: Iterable[Bureau], accounts: Collection[Account]) -> tuple[str, ...]:
    """The same for every unit, each sentence with the unit's name."""
    if not accounts:
        return ()
    return tuple(
        f"{bureau.unit.name}：{gap}" for bureau in bureaus for gap in gaps_of(bureau, accounts)
    )


def _enough(reviews: list[set[int]], writers: set[int]) -> bool:
    # Hall's theorem: there are different people for all of them if any few of them together
    # have at least as many; at least one writer must be left out of the three.
    return any(
        all(
            len(set().union(*some) - {writer}) >= len(some)
            for size in range(1, len(reviews) + 1)
            for some in combinations(reviews, size)
        )
        for writer in writers
    )
