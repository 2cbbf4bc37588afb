"""账号摸底: a list of accounts found in the wild is held against the register, and each is settled."""

from __future__ import annotations

from collections.abc import Sequence

from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from review.register import Found, matched
from review.staff import Unit
from service.actions.desk import found_unit, seated, words
from service.actions.errors import InvalidError, MissingError
from service.clock import day_of
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.register import in_use
from service.store.surveys import Survey, SurveyVerdict

MOST = 5000
_SURVEYING = (Role.ADMIN, Role.AUDITOR)


def take_survey(
    office: Office, actor: Person, unit_id: int, name: str, found: Sequence[Found]
) -> Survey:
    """The survey of a unit and all below it. Raises InvalidError, MissingError, NotAllowedError."""
    if not found:
        raise InvalidError("名单里没有账号，请核对文件。")
    if len(found) > MOST:
        raise InvalidError(f"一次最多核对{MOST}个账号，请分几次导入。")
    called = " ".join(name.split())[:60] or "账号摸底"
    with office.write() as unit:
        now = office.now()
        by, where = surveying(unit, actor, office, unit_id)
        below = [one.id for one in unit.units.known().values() if where.id in one.line]
        register = {one.id: one.profile for one in in_use(unit.register.of(below))}
        result = matched(found, register, day_of(now))
        made = unit.surveys.add(where.id, called, result, by.id, now)
        detail = {"survey": str(made.id), "unit": str(where.id), "found": str(len(found))}
        unit.events.record(Deed.SURVEY_TAKEN, by, now, detail=detail)
        return made


def settle_survey_row(  # a decision has a who, a what and a why
    office: Office,
    actor: Person,
    survey_id: int,
    number: int,
    verdict: SurveyVerdict,
    reason: str,
) -> None:
    """What becomes of one account that was found. Raises InvalidError, MissingError,
    NotAllowedError.
    """
    with office.write() as unit:
        now = office.now()
        survey = found_survey(unit, survey_id)
        by, _ = surveying(unit, actor, office, survey.unit)
        if all(row.number != number for row in unit.surveys.rows(survey_id)):
            raise MissingError(f"这次摸底没有第{number}个账号，请从摸底页重新选择。")
        why = words(reason, "说明")
        if verdict is SurveyVerdict.FOREIGN and not why:
            raise InvalidError("认定“不是我们的账号”要写明依据。")
        unit.surveys.settle(survey_id, number, verdict, why, by.id, now)
        detail = {"survey": str(survey_id), "number": str(number), "verdict": verdict.value}
        unit.events.record(Deed.SURVEY_SETTLED, by, now, detail=detail)


def surveying(unit: UnitOfWork, actor: Person, office: Office, unit_id: int) -> tuple[Person, Unit]:
    """Who surveys a unit and those below it: whoever keeps or audits it."""
    by = seated(unit, actor, office.now())
    where = found_unit(unit, unit_id).unit
    if not by.holds_any(_SURVEYING, where):
        sentence = f"账号摸底由{where.name}的管理员或审计人员进行，您没有这个角色。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    return by, where


def found_survey(unit: UnitOfWork, survey_id: int) -> Survey:
    """The survey; MissingError if there is none."""
    found = unit.surveys.get(survey_id)
    if found is None:
        raise MissingError(f"没有编号为{survey_id}的摸底，请从账号摸底页重新选择。")
    return found
