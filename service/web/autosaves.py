"""自动保存: the open form tells what it holds; its writer finds it again after a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.responses import JSONResponse, Response

from review.draft import Person
from review.refusal import NotAllowedError
from service.actions.autosave import autosave, drop_autosave
from service.actions.errors import ActionError, MissingError, SecretError
from service.clock import local_time
from service.edge.refusals import tell
from service.office import Office
from service.store.autosaves import Autosave
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere

router = APIRouter()
_NEVER: Final = frozenset({"csrf", "form_key", "draft", "version", "do"})


@router.post("/autosave")
def keep(post: PostedHere, pages: PagesHere) -> JSONResponse:
    """Keeps what the form holds; tells when, or why not."""
    draft = post.number("draft")
    try:
        made = autosave(
            pages.office,
            post.visitor.person,
            form=post.text("form_key"),
            fields=_fields(post.form),
            draft_id=draft if draft > 0 else None,
            version=post.number("version"),
        )
    except (NotAllowedError, ActionError, SecretError) as error:
        told = tell(error)
        return JSONResponse({"message": told.sentence}, status_code=told.status)
    return JSONResponse({"message": f"已自动保存 {local_time(made.at):%H:%M:%S}"})


@router.post("/autosave/drop")
def drop(post: PostedHere, pages: PagesHere) -> Response:
    """The text is not wanted any more."""
    drop_autosave(pages.office, post.visitor.person, post.text("form_key"))
    draft = post.number("draft")
    return go(f"/drafts/{draft}" if draft > 0 else "/drafts", "dropped")


def unsaved_of(office: Office, person: Person, draft_id: int | None) -> tuple[Autosave, ...]:
    """What this person typed and did not save: of one draft, or of no draft yet."""
    with office.read() as unit:
        return tuple(one for one in unit.autosaves.of(person) if one.draft == draft_id)


def resumed(office: Office, person: Person, form: str) -> Autosave:
    """One unsaved form of this person. MissingError if there is none, or it is another's."""
    with office.read() as unit:
        found = next((one for one in unit.autosaves.of(person) if one.form == form), None)
    if found is None:
        raise MissingError("没有这份未保存的文字，可能已经保存或丢弃；请从稿件列表里重新打开。")
    return found


def form_of(fields: Mapping[str, tuple[str, ...]]) -> FormData:
    """The form as it was when it was kept."""
    pairs: list[tuple[str, str | UploadFile]] = [
        (name, value) for name, values in fields.items() for value in values
    ]
    return FormData(pairs)


def _fields(form: FormData) -> dict[str, tuple[str, ...]]:
    kept: dict[str, tuple[str, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str) and name not in _NEVER:
            kept[name] = (*kept.get(name, ()), value)
    return kept
