"""代签: a role lent for a time, and whose signature it then is."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from service.actions.disable_person import disable_person
from service.actions.errors import InvalidError, MissingError
from service.actions.lend_role import Lending, lend_role
from service.actions.set_roles import set_roles
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_back_role import take_back_role
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import Store
from service.store.backup import back_up, restore
from tests.stories import CHEN, KEY, LIN, NOW, SU, TONG, WU, ZHENG, ZHOU, a_document

PASSWORD = "correct-horse-42-battery"


def lending(**other: object) -> Lending:
    facts = {
        "lender": CHEN.id,
        "borrower": WU.id,
        "unit": 1,
        "role": Role.FIRST,
        "starts_at": NOW - timedelta(hours=1),
        "ends_at": NOW + timedelta(days=2),
        "reason": "出差三天。",
    }
    return Lending(**(facts | other))


def in_review(office: Office, author: Person = LIN):
    draft = start_draft(office, author, a_document("没有问题。"), form_key="k" * 12)
    return submit_draft(office, author, draft.id, version=1)


def test_a_lent_role_signs_in_its_lenders_stead_and_that_is_recorded(house: Office):
    draft = in_review(house)
    with pytest.raises(NotAllowedError):
        sign_draft(house, WU, draft.id, seen=draft.seen)
    lend_role(house, CHEN, lending())
    signed = sign_draft(house, WU, draft.id, seen=draft.seen)
    assert signed.sign_offs[0].person.id == WU.id
    assert signed.sign_offs[0].on_behalf.id == CHEN.id
    with house.read() as unit:
        kept = unit.drafts.get(draft.id).sign_offs[0]
    assert (kept.person.id, kept.on_behalf.id) == (WU.id, CHEN.id)
    assert verify_audit(house) == ()


def test_whoever_was_signed_for_has_signed(house: Office):
    draft = in_review(house)
    lend_role(house, TONG, lending(lender=TONG.id))
    draft = sign_draft(house, WU, draft.id, seen=draft.seen)
    with pytest.raises(NotAllowedError) as caught:
        sign_draft(house, TONG, draft.id, seen=draft.seen)
    assert caught.value.reason is Refusal.SIGNED_TWICE
    assert sign_draft(house, ZHOU, draft.id, seen=draft.seen).step == 2


def test_nobody_signs_in_the_authors_stead(house: Office):
    set_roles(house, ZHENG, LIN.id, {Role.EDITOR, Role.FIRST})
    draft = in_review(house)
    lend_role(house, LIN, lending(lender=LIN.id))
    with pytest.raises(NotAllowedError) as caught:
        sign_draft(house, WU, draft.id, seen=draft.seen)
    assert caught.value.reason is Refusal.OWN_TEXT


def test_a_lent_role_ends_in_time_when_taken_back_and_with_its_lender(house: Office):
    draft = in_review(house)
    lent = lend_role(house, ZHENG, lending())
    take_back_role(house, CHEN, lent.id)
    take_back_role(house, CHEN, lent.id)
    lend_role(house, CHEN, lending(starts_at=NOW + timedelta(hours=1)))
    third = lend_role(house, CHEN, lending(borrower=SU.id))
    with pytest.raises(NotAllowedError):
        sign_draft(house, WU, draft.id, seen=draft.seen)
    disable_person(house, ZHENG, CHEN.id)
    with pytest.raises(NotAllowedError):
        sign_draft(house, SU, draft.id, seen=draft.seen)
    assert third.borrower.id == SU.id
    assert verify_audit(house) == ()


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.EDITOR},
        {"role": Role.FINAL},
        {"borrower": CHEN.id},
        {"ends_at": NOW - timedelta(minutes=1)},
        {"ends_at": NOW + timedelta(days=100)},
        {"reason": "无"},
        {"unit": 99},
        {"borrower": 99},
    ],
)
def test_what_cannot_be_lent_is_told_in_one_sentence(house: Office, other):
    with pytest.raises((InvalidError, MissingError, NotAllowedError)) as caught:
        lend_role(house, CHEN, lending(**other))
    assert str(caught.value).endswith("。")


def test_only_the_lender_or_an_administrator_lends(house: Office):
    for actor in (WU, SU):
        with pytest.raises(NotAllowedError):
            lend_role(house, actor, lending())
    lent = lend_role(house, ZHENG, lending())
    with pytest.raises(NotAllowedError):
        take_back_role(house, WU, lent.id)


def test_what_was_lent_survives_a_backup(house: Office, tmp_path: Path):
    lend_role(house, CHEN, lending())
    back_up(house.store, tmp_path / "b.zip", NOW)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(url, tmp_path / "b.zip")
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert len(unit.delegations.of(CHEN.id)) == 1
        assert list(unit.audit()) == []
