"""登记培训, and the question whether somebody's training still counts (SEED-55)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from service.actions.errors import InvalidError
from service.actions.staff import found_account, keeper, units_of
from service.clock import day_of
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.trainings import Training

_LONGEST_TOPIC = 60
_MOST_HOURS = 1000
_LONGEST_YEARS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    topic: str
    hours: int
    day: date
    valid_until: date


def record_training(
    office: Office, actor: Person, people: Sequence[int], facts: TrainingFacts
) -> tuple[Training, ...]:
    """One training of everybody who took part: all are recorded or none.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    topic = " ".join(facts.topic.split())
    if not people:
        raise InvalidError("没有选人，请勾选参加培训的人员。")
    if not topic or len(topic) > _LONGEST_TOPIC:
        raise InvalidError(f"培训内容须为1到{_LONGEST_TOPIC}个字，请改正。")
    if not 0 < facts.hours <= _MOST_HOURS:
        raise InvalidError(f"学时应为1到{_MOST_HOURS}的整数，请改正。")
    if facts.valid_until < facts.day:
        raise InvalidError("有效期不能早于培训日期，请改正。")
    if facts.valid_until.year - facts.day.year > _LONGEST_YEARS:
        raise InvalidError(f"有效期最长{_LONGEST_YEARS}年，请改正。")
    with office.write() as unit:
        now = office.now()
        if facts.day > day_of(now):
            raise InvalidError(f"培训日期{facts.day}在今天之后，请在培训结束后登记。")
        made: list[Training] = []
        for number in dict.fromkeys(people):
            account = found_account(unit, number)
            by = keeper(office, unit, actor, *units_of(account.person)[:1])
            training = unit.trainings.add(
                Training(
                    id=0,
                    person=number,
                    topic=topic,
                    hours=facts.hours,
                    day=facts.day,
                    valid_until=facts.valid_until,
                    made_by=by.id,
                    at=now,
                )
            )
            detail = {
                "training": str(training.id),
                "person": str(number),
                "day": facts.day.isoformat(),
                "valid_until": facts.valid_until.isoformat(),
            }
            unit.events.record(Deed.TRAINING_RECORDED, by, now, detail=detail)
            made.append(training)
        return tuple(made)


def check_trained(office: Office, unit: UnitOfWork, signer: Person, now: datetime) -> None:
    """NotAllowedError if this house asks for training and the signer has none that counts."""
    if not office.settings.signing_needs_training:
        return
    until = unit.trainings.valid_until(signer.id)
    if until is not None and day_of(now) <= until:
        return
    ended = f"您的培训有效期到{until}为止" if until else "没有登记您的培训"
    sentence = f"{ended}，本单位规定审签人员须经培训；请联系管理员登记后再签。"
    raise NotAllowedError(Refusal.ROLE, sentence)
