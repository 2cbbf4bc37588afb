"""词库: the lists, who keeps them, what they did; and what units add, mute and propose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.agree_overlay import agree_overlay
from service.actions.end_overlay import end_overlay
from service.actions.errors import ActionError, InvalidError, MissingError
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.wordbook import found, laid_over, list_of, lists_of, own_units, tried
from service.overlays import write_file
from service.sheets.writing import rows_of, write_csv, write_xlsx
from service.store.overlays import OverlayKind
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
_PAGE: Final = 100
_LONGEST: Final = 60
_APART: Final = re.compile(r"[、|\n]")

Gate = Annotated[str, Path(pattern=r"^[a-z]{1,32}$")]
Name = Annotated[str, Path(pattern=r"^[a-z0-9_]{1,60}$")]
Words = Annotated[str, Query(max_length=_LONGEST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOverlay:
    """What was typed into one of the forms, to be shown again."""

    kind: str = ""
    unit: int = 0
    word: str = ""
    rule: str = ""
    suggest: str = ""
    within: str = ""
    source: str = ""
    verified: bool = False
    starts: str = ""
    ends: str = ""
    reason: str = ""


def show_lists(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    words: str = "",
    typed: TypedOverlay | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """All lists, the overlays, and the form that mutes a rule."""
    return pages.show(
        request,
        "wordlists/list.html",
        visitor,
        status=status,
        fault=fault,
        words=words,
        records=lists_of(pages.office, visitor.person, words),
        laid=laid_over(pages.office, visitor.person),
        units=own_units(pages.office, visitor.person),
        typed=typed or TypedOverlay(),
    )


def show_list(  # noqa: PLR0913  # what is asked for, and what was typed, all by name
    request: Request,
    pages: Pages,
    visitor: Visitor,
    name: str,
    *,
    words: str = "",
    page: int = 1,
    typed: TypedOverlay | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """One list: its entries, and the forms that add to it and mute an entry."""
    record = list_of(pages.office, visitor.person, name)
    entries = found(record.wordlist, words)
    first = (page - 1) * _PAGE
    return pages.show(
        request,
        "wordlists/show.html",
        visitor,
        status=status,
        fault=fault,
        record=record,
        words=words,
        total=len(entries),
        entries=entries[first : first + _PAGE],
        page=page,
        more=first + _PAGE < len(entries),
        laid=tuple(
            one for one in laid_over(pages.office, visitor.person) if one.overlay.wordlist == name
        ),
        units=own_units(pages.office, visitor.person),
        typed=typed or TypedOverlay(),
    )


@router.get("/wordlists")
def list_lists(
    request: Request, visitor: SignedIn, pages: PagesHere, words: Words = ""
) -> Response:
    return show_lists(request, pages, visitor, words=words)


@router.get("/wordlists/overlays.toml")
def overlay_file(
    visitor: SignedIn, pages: PagesHere, unit: Annotated[int, Query(ge=1, le=2**31 - 1)]
) -> Response:
    """What holds for a unit, as `xianshen check --overlay` takes it."""
    own = next((one for one in own_units(pages.office, visitor.person) if one.id == unit), None)
    if own is None:
        raise MissingError(f"没有编号为{unit}的单位，请从词库页重新选择。")
    with pages.office.read() as work:
        standing = work.overlays.standing(own.line, pages.office.as_of())
    headers = {"Content-Disposition": f'attachment; filename="overlays-{unit}.toml"'}
    return Response(write_file(own.name, standing), media_type="application/toml", headers=headers)


@router.get("/wordlists/{gate}/{name}")
def one_list(
    request: Request,
    gate: Gate,
    name: Name,
    visitor: SignedIn,
    pages: PagesHere,
    words: Words = "",
    page: Annotated[int, Query(ge=1, le=10000)] = 1,
) -> Response:
    return show_list(request, pages, visitor, f"{gate}/{name}", words=words, page=page)


@router.get("/wordlists/{gate}/{name}/export.{ending}")
def export(
    gate: Gate,
    name: Name,
    ending: Annotated[str, Path(pattern="^(csv|xlsx)$")],
    visitor: SignedIn,
    pages: PagesHere,
) -> Response:
    """The list as a table, as `xianshen words import` takes it."""
    record = list_of(pages.office, visitor.person, f"{gate}/{name}")
    rows = rows_of([record.wordlist])
    if ending == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        data = write_xlsx(rows)
    else:
        kind, data = "text/csv; charset=utf-8", write_csv(rows).encode("utf-8-sig")
    headers = {"Content-Disposition": f'attachment; filename="{gate}-{name}.{ending}"'}
    return Response(data, media_type=kind, headers=headers)


@router.post("/wordlists/overlays")
def lay(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Mutes a rule, or proposes to."""
    typed = typed_overlay(post)
    try:
        lay_overlay(pages.office, post.visitor.person, facts_of(typed, ""))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_lists(
            request, pages, post.visitor, typed=typed, fault=told.sentence, status=told.status
        )
    return go("/wordlists", "proposed")


@router.post("/wordlists/{gate}/{name}/overlays")
def lay_on_list(
    request: Request, gate: Gate, name: Name, post: PostedHere, pages: PagesHere
) -> Response:
    """Adds an entry to the list or mutes one, or proposes to."""
    typed, listed = typed_overlay(post), f"{gate}/{name}"
    try:
        lay_overlay(pages.office, post.visitor.person, facts_of(typed, listed))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_list(
            request,
            pages,
            post.visitor,
            listed,
            typed=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/wordlists/{listed}", "proposed")


@router.get("/wordlists/overlays/{overlay_id}/trial")
def trial(request: Request, overlay_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    """What a proposal would newly mark, or no longer mark, in everything published."""
    told = tried(pages.office, visitor.person, overlay_id)
    return pages.show(request, "wordlists/trial.html", visitor, told=told)


@router.post("/wordlists/overlays/{overlay_id}/agree")
def agree(request: Request, overlay_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        agree_overlay(pages.office, post.visitor.person, overlay_id)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_lists(request, pages, post.visitor, fault=told.sentence, status=told.status)
    return go("/wordlists", "laid")


@router.post("/wordlists/overlays/{overlay_id}/end")
def end(request: Request, overlay_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        end_overlay(pages.office, post.visitor.person, overlay_id)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_lists(request, pages, post.visitor, fault=told.sentence, status=told.status)
    return go("/wordlists", "overlay-ended")


def typed_overlay(post: Posted) -> TypedOverlay:
    """One of the forms, as it was sent."""
    return TypedOverlay(
        kind=post.text("kind"),
        unit=post.number("unit"),
        word=one_line(post.text("word")),
        rule=one_line(post.text("rule")).upper(),
        suggest=post.text("suggest"),
        within=post.text("within"),
        source=one_line(post.text("source")),
        verified=bool(post.text("verified")),
        starts=post.text("starts").strip(),
        ends=post.text("ends").strip(),
        reason=post.text("reason"),
    )


def facts_of(typed: TypedOverlay, wordlist: str) -> OverlayFacts:
    """What the form asks for. InvalidError for a date that is none."""
    if typed.kind not in {"add", "mute"}:
        raise InvalidError("请选择增补还是静音。")
    suggest = _parts(typed.suggest)
    return OverlayFacts(
        unit=max(typed.unit, 0),
        kind=OverlayKind(typed.kind),
        wordlist=wordlist,
        word=typed.word,
        rule="" if wordlist else typed.rule,
        suggest=tuple("" if each in {"（删去）", "删去"} else each for each in suggest),
        within=_parts(typed.within),
        source=typed.source,
        verified=typed.verified,
        starts=_day(typed.starts),
        ends=_day(typed.ends),
        reason=typed.reason,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _APART.split(text) if part.strip()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InvalidError(f"日期“{text[:20]}”不对，应写成 2026-11-23 这样，请改正。") from None
