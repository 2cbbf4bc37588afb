"""Units: a tree kept by its administrators, roles held in one, drafts seen by whose business they are."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from review.draft import Grant, Person, Role, Unit
from review.refusal import NotAllowedError, Refusal
from service.actions.add_person import add_person
from service.actions.add_unit import add_unit
from service.actions.change_unit import change_unit
from service.actions.close_unit import close_unit
from service.actions.disable_person import disable_person
from service.actions.errors import InvalidError, MissingError
from service.actions.reopen_unit import reopen_unit
from service.actions.set_password import set_password
from service.actions.set_roles import set_roles
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.edge.opened import open_draft
from service.office import Office
from service.store import Store, migrate
from service.store.backup import back_up, restore
from service.store.schema import upgrade
from tests.stories import CHEN, HE, KEY, LIN, NOW, OFFICE, SU, WU, ZHENG, a_document

PASSWORD = "correct-horse-42-battery"


def unit_named(office: Office, name: str, parent: int = 1) -> Unit:
    return add_unit(office, ZHENG, UnitFacts(name=name, parent=parent, supervisor=HE.id))


def person_in(office: Office, unit: Unit, login: str, *roles: Role) -> Person:
    return add_person(
        office, ZHENG, login=login, name=login, roles=roles, password=PASSWORD, unit_id=unit.id
    )


def test_units_make_a_tree_and_every_step_is_logged(house: Office):
    county = unit_named(house, "云溪区卫生健康局")
    clinic = unit_named(house, "云溪区疾控中心", county.id)
    assert clinic.line == (1, county.id, clinic.id)
    change_unit(
        house, ZHENG, clinic.id, UnitFacts(name="云溪区疾病预防控制局", parent=1, supervisor=HE.id)
    )
    close_unit(house, ZHENG, clinic.id)
    close_unit(house, ZHENG, clinic.id)
    reopen_unit(house, ZHENG, clinic.id)
    with house.read() as unit:
        names = [(one.unit.name, one.unit.parent) for one in unit.units.all()]
    assert names == [("本单位", None), ("云溪区卫生健康局", 1), ("云溪区疾病预防控制局", 1)]
    assert verify_audit(house) == ()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (UnitFacts(name=" ", parent=1, supervisor=HE.id), "单位名称"),
        (UnitFacts(name="x" * 41, parent=1, supervisor=HE.id), "单位名称"),
        (UnitFacts(name="本单位", parent=1, supervisor=HE.id), "已有名为"),
    ],
)
def test_what_cannot_be_a_unit_is_told_in_one_sentence(house: Office, facts, told: str):
    with pytest.raises(InvalidError, match=told):
        add_unit(house, ZHENG, facts)


def test_a_unit_without_a_supervisor_or_an_upper_unit_is_none(house: Office):
    for facts in (
        UnitFacts(name="甲", parent=1, supervisor=99),
        UnitFacts(name="甲", parent=99, supervisor=HE.id),
    ):
        with pytest.raises(MissingError):
            add_unit(house, ZHENG, facts)
    disable_person(house, ZHENG, WU.id)
    with pytest.raises(InvalidError, match="停用"):
        add_unit(house, ZHENG, UnitFacts(name="甲", parent=1, supervisor=WU.id))


def test_the_tree_keeps_its_top_and_gets_no_circle(house: Office):
    upper = unit_named(house, "甲")
    lower = unit_named(house, "乙", upper.id)
    with pytest.raises(InvalidError, match="下属"):
        change_unit(house, ZHENG, upper.id, UnitFacts(name="甲", parent=lower.id, supervisor=HE.id))
    with pytest.raises(InvalidError, match="不能停用"):
        close_unit(house, ZHENG, OFFICE.id)
    with pytest.raises(InvalidError, match="先停用或改挂"):
        close_unit(house, ZHENG, upper.id)
    change_unit(house, ZHENG, OFFICE.id, UnitFacts(name="云溪区政府", parent=99, supervisor=HE.id))
    with house.read() as unit:
        assert unit.units.known()[1].name == "云溪区政府"
    assert verify_audit(house) == ()


def test_an_administrator_keeps_their_own_branch_and_nothing_above_or_beside(house: Office):
    left, right = unit_named(house, "甲"), unit_named(house, "乙")
    keeper = person_in(house, left, "jia", Role.ADMIN)
    below = add_unit(house, keeper, UnitFacts(name="丙", parent=left.id, supervisor=HE.id))
    writer = add_person(
        house, keeper, login="bing", name="丙", roles={Role.EDITOR}, password=PASSWORD,
        unit_id=below.id,
    )  # fmt: skip
    for attempt in (
        lambda: add_unit(house, keeper, UnitFacts(name="丁", parent=right.id, supervisor=HE.id)),
        lambda: set_roles(house, keeper, writer.id, {Role.FINAL}, unit_id=1),
        lambda: set_roles(house, keeper, LIN.id, {Role.FIRST}),
        lambda: disable_person(house, keeper, LIN.id),
        lambda: set_password(house, keeper, LIN.id, password=PASSWORD),
    ):
        with pytest.raises(NotAllowedError) as caught:
            attempt()
        assert caught.value.reason is Refusal.ROLE
    disable_person(house, keeper, writer.id)


def test_roles_are_held_in_one_unit_or_for_one_account(house: Office):
    left = unit_named(house, "甲")
    person = person_in(house, left, "jia", Role.EDITOR)
    person = set_roles(house, ZHENG, person.id, {Role.PUBLISHER}, unit_id=1, platform="wechat")
    assert person.grants == {
        Grant(role=Role.EDITOR, unit=left.id),
        Grant(role=Role.PUBLISHER, unit=1, platform="wechat"),
    }
    assert person.holds(Role.PUBLISHER, OFFICE, "wechat")
    assert not person.holds(Role.PUBLISHER, OFFICE, "site")
    assert not person.holds(Role.EDITOR, OFFICE)
    with pytest.raises(InvalidError, match="外包"):
        set_roles(house, ZHENG, person.id, {Role.CONTRACTOR}, unit_id=1)
    assert verify_audit(house) == ()


def test_drafts_belong_to_the_unit_written_for(house: Office):
    left = unit_named(house, "甲")
    writer = person_in(house, left, "jia", Role.CONTRACTOR)
    draft = start_draft(house, writer, a_document(), form_key="k" * 12)
    assert draft.unit == left
    with pytest.raises(NotAllowedError, match="本单位新建稿件"):
        start_draft(house, writer, a_document(), form_key="l" * 12, unit_id=1)
    close_unit(house, ZHENG, left.id)
    with pytest.raises(InvalidError, match="已停用"):
        start_draft(house, writer, a_document("二"), form_key="m" * 12)
    assert verify_audit(house) == ()


def test_a_draft_is_seen_by_its_unit_and_those_above_and_nobody_beside(house: Office):
    left, right = unit_named(house, "甲"), unit_named(house, "乙")
    writer = person_in(house, left, "jia", Role.EDITOR)
    beside = person_in(house, right, "yi", Role.EDITOR, Role.FINAL)
    draft = start_draft(house, writer, a_document(), form_key="k" * 12)
    own = start_draft(house, LIN, a_document("本级。"), form_key="k" * 12)
    for person in (writer, SU, HE):
        assert open_draft(house, person, draft.id).draft == draft
    for person, hidden in ((beside, draft), (beside, own), (writer, own)):
        with pytest.raises(MissingError):
            open_draft(house, person, hidden.id)
    with house.read() as unit:

        def seen(reader: Person) -> list[int]:
            return [one.id for one in unit.drafts.list(reader=reader)]

        assert seen(writer) == [draft.id]
        assert seen(beside) == []
        assert seen(LIN) == [own.id, draft.id]


def test_a_reviewer_of_one_unit_signs_nothing_of_another(house: Office):
    left = unit_named(house, "甲")
    writer = person_in(house, left, "jia", Role.EDITOR)
    own = person_in(house, left, "jia2", Role.FIRST)
    person_in(house, left, "jia3", Role.SECOND)
    person_in(house, left, "jia4", Role.FINAL)
    draft = start_draft(house, writer, a_document("没有问题。"), form_key="k" * 12)
    draft = submit_draft(house, writer, draft.id, version=1)
    with pytest.raises(NotAllowedError) as caught:
        sign_draft(house, CHEN, draft.id, seen=draft.seen)
    assert caught.value.reason is Refusal.ROLE
    assert sign_draft(house, own, draft.id, seen=draft.seen).step == 1


def before_units(url: str) -> None:
    """Tables of version 0003 with a person in them."""
    with closing(Store.open(url, KEY)) as store, store.engines.writing.begin() as connection:
        upgrade(connection, "0003")
        connection.execute(
            text(
                "INSERT INTO people VALUES (1, 'lin', '林', '', '2026-01-01T00:00:00+00:00', NULL)"
            )
        )
        connection.execute(text("INSERT INTO person_roles VALUES (1, 'editor')"))


def test_roles_from_before_there_were_units_are_held_at_the_top(empty_url: str):
    before_units(empty_url)
    migrate(empty_url)
    with closing(Store.open(empty_url, KEY)) as store, store.read() as unit:
        account = unit.people.get(1)
        assert account is not None
        assert account.person.grants == {Grant(role=Role.EDITOR)}
        assert unit.units.known() == {1: OFFICE}


def test_units_survive_a_backup(house: Office, tmp_path: Path):
    unit_named(house, "甲")
    back_up(house.store, tmp_path / "b.zip", NOW)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(url, tmp_path / "b.zip")
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert [one.unit.name for one in unit.units.all()] == ["本单位", "甲"]
        assert list(unit.audit()) == []
