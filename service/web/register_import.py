"""导入登记表: a filled-in form is read and shown with every fault; only then is anything kept."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final

from fastapi import APIRouter, Request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.responses import Response

from review.refusal import NotAllowedError
from review.register import FIELDS, Block, Profile
from service.actions.enter_accounts import enter_accounts
from service.actions.errors import ActionError, InvalidError
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number
from service.edge.refusals import tell
from service.edge.register import Imported, UnitForm, forms_of, imported
from service.sheets.opening import BadTableError
from service.sheets.register.docx import read_register_docx
from service.sheets.register.xlsx import read_register_xlsx
from service.web.accounts import show_form
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere

router = APIRouter()
_MOST_BYTES: Final = 8 * 1024 * 1024
_KEPT_SECONDS: Final = 3600


@router.post("/accounts/units/{unit_id}/import")
def read_form(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A filled-in form, shown with everything that is wrong with it; nothing is kept yet."""
    (form,) = forms_of(pages.office, post.visitor.person, unit_id)
    file = post.file("form")
    data = file.file.read(_MOST_BYTES + 1) if file else b""
    if not data or len(data) > _MOST_BYTES:
        fault = "文件超过 8 MB，不像登记表，请核对。" if data else "没有选择文件，请选好再导入。"
        return _again(request, pages, post, unit_id, fault)
    name = (file.filename or "").lower() if file else ""
    try:
        read = (read_register_docx if name.endswith(".docx") else read_register_xlsx)(data)
    except BadTableError as error:
        return _again(request, pages, post, unit_id, str(error))
    found = imported(pages.office, form, read)
    if not found.rows:
        return _again(
            request,
            pages,
            post,
            unit_id,
            "文件里没有找到账号；请用本页导出的登记表填写，表中各栏名称不要改动。",
        )
    return pages.show(
        request,
        "accounts/import.html",
        post.visitor,
        form=form,
        found=found,
        fields=FIELDS,
        packed=_packer(pages, post.visitor).dumps(_packed(form, found)),
    )


@router.post("/accounts/units/{unit_id}/import/keep")
def keep_form(request: Request, unit_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """What was shown is kept: all of it, or only the rows without a fault if the user says so."""
    try:
        told = _packer(pages, post.visitor).loads(post.text("packed"), max_age=_KEPT_SECONDS)
    except BadSignature:
        return _again(request, pages, post, unit_id, "导入页已过期，没有登记；请重新导入文件。")
    try:
        if told["unit"] != unit_id or (told["faulty"] and not post.text("only_good")):
            sentence = "有的账号填写有误，没有登记；请改好文件再导入，或勾选“只登记没有问题的”。"
            raise InvalidError(sentence)  # a form's fault like the others
        profiles = [Profile(**{**one, "block": Block(one["block"])}) for one in told["profiles"]]
        reason = one_line(post.text("exception"))
        enter_accounts(
            pages.office,
            post.visitor.person,
            unit_id,
            profiles,
            exceptions={one.place: reason for one in profiles},
        )
    except (NotAllowedError, ActionError) as error:
        return _again(request, pages, post, unit_id, tell(error).sentence)
    return go(f"/accounts/units/{unit_id}", "account-entered")


def _again(request: Request, pages: Pages, post: Posted, unit_id: int, fault: str) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return show_form(request, pages, post.visitor, unit_id, fault=fault, status=status)


def _packer(pages: Pages, visitor: Visitor) -> URLSafeTimedSerializer:
    # Signed for this session: what is kept is what was shown, and to whom.
    return URLSafeTimedSerializer(pages.office.key, salt=f"register:{visitor.csrf}")


def _packed(form: UnitForm, found: Imported) -> dict[str, Any]:
    return {
        "unit": form.unit.id,
        "faulty": len(found.good) < len(found.rows),
        "profiles": [
            {name: value for name, value in asdict(one).items() if value} for one in found.good
        ],
    }
