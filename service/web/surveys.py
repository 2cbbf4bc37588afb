"""账号摸底: a list of what was found, held against the register, settled one by one, and the plan."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Role
from review.refusal import NotAllowedError
from service.actions.errors import ActionError, InvalidError, MissingError
from service.actions.take_survey import found_survey, settle_survey_row, take_survey
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.scope import branch_of
from service.sheets.opening import BadTableError
from service.sheets.register.found import read_found
from service.store.surveys import SurveyVerdict
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn

router = APIRouter()
_MOST_BYTES: Final = 8 * 1024 * 1024
_SURVEYING: Final = (Role.ADMIN, Role.AUDITOR)
_VERDICTS: Final = {verdict.value: verdict for verdict in SurveyVerdict}


@router.get("/surveys")
def list_surveys(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_surveys(request, pages, visitor)


def show_surveys(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    name: str = "",
    fault: str = "",
    fault_aid: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """Every survey of the units a person sees, and the form for one more."""
    office = pages.office
    with office.read() as unit:
        by = unit.delegations.acting(visitor.person, office.now())
        branch = branch_of(unit, by)
        surveys = unit.surveys.of(list(branch))
        open_rows = {
            one.id: sum(row.verdict is SurveyVerdict.OPEN for row in unit.surveys.rows(one.id))
            for one in surveys[:20]
        }
    return pages.show(
        request,
        "surveys/list.html",
        visitor,
        status=status,
        fault=fault,
        fault_aid=fault_aid,
        surveys=surveys,
        open_rows=open_rows,
        branch=branch,
        units=[one for one in branch.values() if by.holds_any(_SURVEYING, one)],
        name=name,
    )


@router.post("/surveys")
def take(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """A list that was handed in."""
    name = one_line(post.text("name"))
    file = post.file("list")
    data = file.file.read(_MOST_BYTES + 1) if file else b""
    try:
        if not data or len(data) > _MOST_BYTES:
            raise InvalidError(  # told like the others
                "文件超过 8 MB，请核对。" if data else "没有选择文件，请选好名单再导入。"
            )
        found = read_found(file.filename or "" if file else "", data)
        made = take_survey(pages.office, post.visitor.person, post.number("unit"), name, found)
    except BadTableError as error:
        return show_surveys(
            request,
            pages,
            post.visitor,
            name=name,
            fault="名单没有导入，有下面的问题，请改好再导入。",
            fault_aid="".join(error.faults),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_surveys(
            request, pages, post.visitor, name=name, fault=told.sentence, status=told.status
        )
    return go(f"/surveys/{made.id}", "survey-taken")


@router.get("/surveys/{survey_id}")
def open_survey(
    request: Request, survey_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_survey(request, pages, visitor, survey_id)


def show_survey(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    survey_id: int,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """What was found, what was not, and what is to be done: the plan of 整合."""
    office = pages.office
    with office.read() as unit:
        survey = found_survey(unit, survey_id)
        by = unit.delegations.acting(visitor.person, office.now())
        branch = branch_of(unit, by)
        if survey.unit not in branch:
            raise MissingError(f"没有编号为{survey_id}的摸底，请从账号摸底页重新选择。")
        rows = unit.surveys.rows(survey_id)
        accounts = {one.id: one for one in unit.register.of(list(branch))}
    order = {verdict: number for number, verdict in enumerate(SurveyVerdict)}
    return pages.show(
        request,
        "surveys/show.html",
        visitor,
        status=status,
        fault=fault,
        survey=survey,
        unit=branch[survey.unit],
        rows=sorted(rows, key=lambda row: (order[row.verdict], row.number)),
        counts={verdict: sum(row.verdict is verdict for row in rows) for verdict in SurveyVerdict},
        asleep=sum(row.asleep for row in rows),
        accounts=accounts,
        branch=branch,
        unseen=[accounts[number] for number in survey.unseen if number in accounts],
        settles=by.holds_any(_SURVEYING, branch[survey.unit]),
        verdicts=[one for one in SurveyVerdict if one is not SurveyVerdict.OPEN],
    )


@router.post("/surveys/{survey_id}/{number}")
def settle(
    request: Request, survey_id: Number, number: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """What becomes of one account."""
    try:
        verdict = _VERDICTS.get(post.text("verdict"))
        if verdict is None:
            raise InvalidError("请从列出的几种处理里选择。")  # told like the others
        settle_survey_row(
            pages.office, post.visitor.person, survey_id, number, verdict, post.text("words")
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_survey(
            request, pages, post.visitor, survey_id, fault=told.sentence, status=told.status
        )
    return go(f"/surveys/{survey_id}", "survey-settled")
