"""How a petition begins and goes on its way: the laws around PETITION_MOVES."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from review.calendar import CHINA, Calendar
from review.refusal import NotAllowedError, Refusal
from review.register.form import Level
from review.register.petition import (
    PETITION_MOVES,
    Notice,
    Petition,
    PetitionAction,
    PetitionBy,
    PetitionKind,
    PetitionState,
)
from review.staff import TOP, WRITING, Person, Role, Unit

_DIGEST: Final = re.compile(r"(?:sha256:)?[0-9a-f]{64}")
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+\.[^\s]+")


def file_petition(
    petition: Petition, level: Level, *, occupied: bool, days: int, calendar: Calendar
) -> Petition:
    """A petition as it begins. Raises NotAllowedError for what may not be asked like that.

    `occupied`: the unit has an account on that platform already. `days`: working days a notice
    has to stand.
    """
    _check_host(petition.unit, petition.asked_by, "提出账号申请")
    reason = petition.reason.strip()
    if petition.kind is PetitionKind.CHANGE and petition.before == petition.after:
        raise NotAllowedError(Refusal.EMPTY, "变更前后的内容没有差别，请改好要变更的栏目再提交。")
    if not reason:
        _check_unusual(petition, level, occupied=occupied)
        sentence = f"请写明{petition.kind.label}的理由，批准的人要看。"
        raise NotAllowedError(Refusal.REASON, sentence)
    if petition.kind.announced:
        _check_notice(petition.notice, days, calendar)
    return replace(petition, state=PetitionState.ASKED, reason=reason)


def advance(
    petition: Petition,
    action: PetitionAction,
    actor: Person,
    now: datetime,
    *,
    opinion: str = "",
    notice: Notice | None = None,
) -> Petition:
    """The petition after an action; NotAllowedError, and nothing else, if a law forbids it.

    `notice`: what became of it meanwhile, handed in with the last action.
    """
    line = PETITION_MOVES.get((petition.state, action))
    if line is None:
        sentence = (
            f"这件申请现在是“{petition.state.label}”，不能{action.label}；"
            "可能刚有人处理过，请刷新页面。"
        )
        raise NotAllowedError(Refusal.STATE, sentence)
    refused = _refusal(petition, action, line.by, actor)
    if refused is not None:
        raise refused
    words = opinion.strip()
    if action in {PetitionAction.RETURN, PetitionAction.REFUSE} and not words:
        raise NotAllowedError(Refusal.REASON, f"{action.label}须写明理由，申请单位要看。")
    moved = replace(petition, state=line.target)
    if line.by is PetitionBy.AUTHORITY:
        return replace(moved, decided_by=actor, decided_at=now, opinion=words)
    if action is PetitionAction.ASK_AGAIN:
        return replace(moved, asked_by=actor, at=now, decided_by=None, decided_at=None)
    if action is PetitionAction.CARRY_OUT:
        moved = replace(moved, notice=notice or petition.notice, done_at=now)
        _check_carried_out(moved, now)
    return moved


def petition_actions(petition: Petition, actor: Person) -> tuple[PetitionAction, ...]:
    """What this person may do with it now, as far as state and role go: the page's buttons."""
    return tuple(
        action
        for (state, action), line in PETITION_MOVES.items()
        if state is petition.state and _refusal(petition, action, line.by, actor) is None
    )


def _refusal(
    petition: Petition, action: PetitionAction, by: PetitionBy, actor: Person
) -> NotAllowedError | None:
    if by is PetitionBy.HOST:
        try:
            _check_host(petition.unit, actor, action.label)
        except NotAllowedError as error:
            return error
        return None
    if actor.id == petition.asked_by.id:
        sentence = "这件申请是您提出的，须由主管单位的另一个人审批。"
        return NotAllowedError(Refusal.OWN_TEXT, sentence)
    # The topmost unit has nobody above it: there another of its own decides.
    above = petition.unit.line[:-1] or (TOP,)
    if any(
        grant.role in {Role.FINAL, Role.ADMIN} and grant.unit in above and not grant.platform
        for grant in actor.grants
    ):
        return None
    sentence = "账号的开设、变更、关停、注销由主管单位的终审或管理员审批，您没有这个角色。"
    return NotAllowedError(Refusal.ROLE, sentence)


def _check_host(unit: Unit, actor: Person, what: str) -> None:
    if actor.holds_any((*WRITING - {Role.CONTRACTOR}, Role.ADMIN), unit):
        return
    sentence = f"{what}需要在{unit.name}有“编辑”或“管理员”角色，请联系管理员。"
    raise NotAllowedError(Refusal.ROLE, sentence)


def _check_unusual(petition: Petition, level: Level, *, occupied: bool) -> None:
    if petition.kind is not PetitionKind.OPEN or petition.after is None:
        return
    place = petition.after.place
    if not level.opens_alone:
        sentence = (
            f"{petition.unit.name}是{level.label}，原则上不单独开设政务新媒体；"
            "确需开设的，请写明理由，由主管单位审批。"
        )
        raise NotAllowedError(Refusal.REASON, sentence)
    if occupied:
        sentence = (
            f"{petition.unit.name}在{place}已有账号，一个单位在同一平台原则上只开设一个；"
            "确需再开的，请写明理由，由主管单位审批。"
        )
        raise NotAllowedError(Refusal.REASON, sentence)


def _check_notice(notice: Notice, days: int, calendar: Calendar) -> None:
    if not _ADDRESS.fullmatch(notice.url):
        sentence = "请填停更公告的网址（http:// 或 https:// 开头）：关停、注销前须先在平台上公告。"
        raise NotAllowedError(Refusal.REASON, sentence)
    if notice.starts is None or notice.ends is None or notice.ends < notice.starts:
        sentence = "请填公告的起止日期，止期不早于起期。"
        raise NotAllowedError(Refusal.REASON, sentence)
    worked = _working_days(notice.starts, notice.ends, calendar)
    if worked < days:
        sentence = (
            f"公告自{notice.starts}至{notice.ends}只有{worked}个工作日，"
            f"不足{days}个工作日，请延长公告期。"
        )
        raise NotAllowedError(Refusal.REASON, sentence)


def _check_carried_out(petition: Petition, now: datetime) -> None:
    if not petition.kind.announced:
        return
    ends = petition.notice.ends
    if ends is not None and now.astimezone(CHINA).date() <= ends:
        sentence = f"公告期到{ends}为止，期满后才能办结{petition.kind.label}。"
        raise NotAllowedError(Refusal.STATE, sentence)
    if petition.kind is PetitionKind.DEREGISTER:
        if not _DIGEST.fullmatch(petition.notice.export):
            sentence = (
                "注销会删去平台上的全部历史内容，请先导出存档，"
                "填写存档文件的 SHA-256 摘要（64 位十六进制）。"
            )
            raise NotAllowedError(Refusal.REASON, sentence)
        if not petition.notice.kept_at.strip():
            raise NotAllowedError(Refusal.REASON, "请填写导出的存档放在哪里，以便日后调阅。")


def _working_days(starts: date, ends: date, calendar: Calendar) -> int:
    days = (ends - starts).days + 1
    return sum(calendar.works_on(starts + timedelta(days=number)) for number in range(days))
