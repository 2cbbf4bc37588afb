"""账号登记: the register by unit, a unit's form in and out, and one account with its figures."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from review.register import FIELDS, HEADER, Block, Header, Level, Profile
from service.actions.enter_accounts import enter_accounts
from service.actions.errors import ActionError, InvalidError
from service.actions.keep_sponsor import keep_sponsor
from service.actions.record_figures import record_figures
from service.clock import day_of
from service.edge.door import Visitor
from service.edge.figures import Chart, Series
from service.edge.manuscript import one_line
from service.edge.moments import day_typed
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.register import OneAccount, account_of, forms_of
from service.sheets.register.docx import write_register_docx
from service.sheets.register.xlsx import write_register_xlsx
from service.web.charts import Charts
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn, whole

router = APIRouter()
_MOST_BYTES: Final = 8 * 1024 * 1024
_KEPT_SECONDS: Final = 3600
_MOST_BARS: Final = 24
_PROFILE: Final = tuple(one.name for one in fields(Profile) if one.name != "block")

Blocks = Annotated[str, Query(pattern="^(wechat|weibo|app|other)?$")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAccount:
    """What was typed into one of the forms of a unit's page."""

    block: str = ""
    profile: Profile = field(default_factory=lambda: Profile(block=Block.WECHAT))
    exception: str = ""
    level: str = ""
    header: Header | None = None


def typed_profile(post: Posted, block: Block) -> Profile:
    """A block's fields as they were typed."""
    values = {name: one_line(post.text(name)) for name in _PROFILE if name in FIELDS[block]}
    return Profile(block=block, **values)


@router.get("/accounts")
def list_accounts(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    forms = forms_of(pages.office, visitor.person)
    return pages.show(request, "accounts/list.html", visitor, forms=forms)


@router.get("/accounts/units/{unit_id}")
def open_form(
    request: Request, unit_id: Number, visitor: SignedIn, pages: PagesHere, block: Blocks = ""
) -> Response:
    return show_form(request, pages, visitor, unit_id, typed=TypedAccount(block=block))


def show_form(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    unit_id: int,
    *,
    typed: TypedAccount | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """One unit's form: its head, its accounts, and what is wrong with them."""
    (form,) = forms_of(pages.office, visitor.person, unit_id)
    shown = typed or TypedAccount()
    header = shown.header or (form.sponsor.header if form.sponsor else Header())
    block = Block(shown.block) if shown.block else None
    return pages.show(
        request,
        "accounts/form.html",
        visitor,
        status=status,
        fault=fault,
        form=form,
        typed=shown,
        header=header,
        level=shown.level or form.level.value,
        levels=tuple(Level),
        labels=HEADER,
        blocks=tuple(Block),
        block=block,
        fields=FIELDS[block] if block else {},
    )


@router.post("/accounts/units/{unit_id}/head")
def keep_head(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Who answers for the unit's accounts."""
    names = ("leader", "post", "office_phone", "mobile")
    header = Header(**{name: one_line(post.text(name)) for name in names})
    level = post.text("level")
    try:
        if level not in {one.value for one in Level}:
            raise InvalidError("请从列出的几种里选择单位层级。")  # a form's fault like the others
        keep_sponsor(pages.office, post.visitor.person, unit_id, Level(level), header)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        typed = TypedAccount(level=level, header=header)
        return show_form(
            request,
            pages,
            post.visitor,
            unit_id,
            typed=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/accounts/units/{unit_id}", "saved-form")


@router.post("/accounts/units/{unit_id}/enter")
def enter(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """One account the unit has already."""
    known = {one.value for one in Block}
    block = Block(post.text("block")) if post.text("block") in known else Block.OTHER
    typed = TypedAccount(
        block=block.value,
        profile=typed_profile(post, block),
        exception=one_line(post.text("exception")),
    )
    try:
        enter_accounts(
            pages.office,
            post.visitor.person,
            unit_id,
            [typed.profile],
            exceptions={typed.profile.place: typed.exception},
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_form(
            request,
            pages,
            post.visitor,
            unit_id,
            typed=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/accounts/units/{unit_id}", "account-entered")


@router.get("/accounts/units/{unit_id}/form.{ending}")
def export(
    unit_id: Number,
    ending: Annotated[str, Path(pattern="^(xlsx|docx)$")],
    visitor: SignedIn,
    pages: PagesHere,
) -> Response:
    """The form, filled in."""
    (form,) = forms_of(pages.office, visitor.person, unit_id)
    write = write_register_xlsx if ending == "xlsx" else write_register_docx
    kind = {"xlsx": "spreadsheetml.sheet", "docx": "wordprocessingml.document"}[ending]
    headers = {"Content-Disposition": f'attachment; filename="register-{unit_id}.{ending}"'}
    media = f"application/vnd.openxmlformats-officedocument.{kind}"
    return Response(write(form.form), media_type=media, headers=headers)


@router.get("/accounts/{account_id}")
def open_account(
    request: Request, account_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_account(request, pages, visitor, account_id)


def show_account(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    account_id: int,
    *,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """One account: what the form has of it, its figures over time, what was asked about it."""
    one = account_of(pages.office, visitor.person, account_id)
    return pages.show(
        request,
        "accounts/show.html",
        visitor,
        status=status,
        fault=fault,
        one=one,
        charts=_charts(pages, one),
        today=day_of(pages.office.now()),
    )


@router.post("/accounts/{account_id}/figures")
def figures(request: Request, account_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A day's figures."""
    try:
        record_figures(
            pages.office,
            post.visitor.person,
            account_id,
            day_typed(post.text("day"), "日期"),
            fans=_count(post.text("fans"), "粉丝量"),
            reads=_count(post.text("reads"), "阅读量"),
            frequency=one_line(post.text("frequency")),
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_account(
            request, pages, post.visitor, account_id, fault=told.sentence, status=told.status
        )
    return go(f"/accounts/{account_id}", "figures")


def _charts(pages: Pages, one: OneAccount) -> tuple[tuple[Chart, str], ...]:
    """Fans and reads over time, each with its own scale, and where each is drawn."""
    shown = one.figures[-_MOST_BARS:]
    made = []
    for title, values in (
        ("粉丝量", [each.fans for each in shown]),
        ("平均阅读量", [each.reads for each in shown]),
    ):
        known = [
            (each.day.isoformat(), float(value))
            for each, value in zip(shown, values, strict=True)
            if value is not None
        ]
        if len(known) > 1:
            series = (Series(label=title, values=tuple(value for _, value in known)),)
            made.append(Chart(title=title, labels=tuple(day for day, _ in known), series=series))
    charts = Charts(pages.office)
    return tuple((chart, charts.address(chart)) for chart in made)


def _count(text: str, what: str) -> int | None:
    typed = text.strip().replace(",", "")
    if not typed:
        return None
    number = whole(typed)
    if number < 0:
        raise InvalidError(f"{what}“{text[:20]}”应为整数，请改正。")
    return number
