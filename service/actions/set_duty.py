"""排班: one turn or a month of them, all or none."""

from __future__ import annotations

from collections.abc import Sequence

from review.draft import Person, Unit
from review.refusal import clock_time
from service.actions.errors import ActionError, InvalidError
from service.actions.roster_facts import (
    LONGEST_WATCH,
    WatchFacts,
    check_span,
    rostering,
    serving,
)
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.duty import Watch
from service.store.instant import written

_MOST = 400


def set_duty(
    office: Office, actor: Person, unit_id: int, turns: Sequence[WatchFacts]
) -> tuple[Watch, ...]:
    """The new turns on a unit's roster. Several people may share one.

    Raises InvalidError that names the turn, MissingError, NotAllowedError.
    """
    if not turns:
        raise InvalidError("没有可排的班次，请填写日期和人员。")
    if len(turns) > _MOST:
        raise InvalidError(f"一次最多排{_MOST}个班次，请分几次导入。")
    with office.write() as unit:
        by, where = rostering(office, unit, actor, unit_id)
        made: list[Watch] = []
        for number, turn in enumerate(turns, 1):
            try:
                made.append(_set(office, unit, by, where, turn))
            except ActionError as error:
                if len(turns) == 1:
                    raise
                sentence = f"第{number}个班次没有排上，全部未保存：{error.sentence}"
                raise InvalidError(sentence) from None
        return tuple(made)


def _set(office: Office, unit: UnitOfWork, by: Person, where: Unit, turn: WatchFacts) -> Watch:
    now = office.now()
    check_span(turn.starts_at, turn.ends_at, now, LONGEST_WATCH, "值班")
    person = serving(unit, where, turn.person)
    for other in unit.duty.of(person.id, turn.starts_at, turn.ends_at):
        if other.unit == where.id:
            sentence = f"{person.name}{clock_time(other.starts_at)}起已排了班，请勿重复；"
            raise InvalidError(sentence + "要调整的请先撤下原来的班次。")
    for away in unit.leaves.of(person.id, turn.starts_at, turn.ends_at):
        sentence = f"{person.name}{clock_time(away.starts_at)}至{clock_time(away.ends_at)}休假，"
        raise InvalidError(sentence + "不能值班；请另排他人。")
    watch = unit.duty.add(
        Watch(
            id=0,
            unit=where.id,
            person=person,
            starts_at=turn.starts_at,
            ends_at=turn.ends_at,
            made_by=by.id,
            at=now,
        )
    )
    detail = {
        "duty": str(watch.id),
        "unit": str(where.id),
        "person": str(person.id),
        "starts": written(watch.starts_at),
        "ends": written(watch.ends_at),
    }
    unit.events.record(Deed.DUTY_SET, by, now, detail=detail)
    return watch
