"""A posted form: who sent it, that our own page sent it, and its fields."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from service.edge.door import OfficeHere, Visitor, VisitorHere, csrf_holds, own_page
from service.edge.manuscript import clean, normalise

MOST_FIELDS: Final = 3000
_ESCAPES: Final = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


class SignInNeededError(Exception):
    """A page was asked for by nobody."""


class LostSessionError(Exception):
    """A form came without a live session, or with the token of another one. Its fields are kept."""

    def __init__(self, form: FormData) -> None:
        super().__init__()
        self.form = form


class ForeignFormError(Exception):
    """A form that none of our pages sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A form by a signed-in person whose page it was."""

    visitor: Visitor
    form: FormData

    def text(self, name: str) -> str:
        """A field, line ends as LF; "" if there is none."""
        return field(self.form, name)

    def number(self, name: str) -> int:
        """A field as a number; -1 if it is none."""
        return whole(self.text(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a field that may come several times."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def file(self, name: str) -> UploadFile | None:
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def removed(self) -> int:
        """How many unprintable characters `clean` takes out of the fields."""
        return sum(
            clean(value)[1] for _, value in self.form.multi_items() if isinstance(value, str)
        )


def field(form: FormData, name: str) -> str:
    """A field of a form, line ends as LF; "" if there is none."""
    value = form.get(name)
    return normalise(value) if isinstance(value, str) else ""


def whole(value: str) -> int:
    """A number as our pages write one; -1 for anything else, however long."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The fields. Async because only the event loop can read the body; does nothing else.

    They are kept with the request too, for a page that has to tell of an error to show again.
    """
    if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        # A text of megabytes takes seconds to decode; others must not wait for it.
        form = await run_in_threadpool(_parse, await request.body())
    else:
        form = await request.form(max_files=1, max_fields=MOST_FIELDS)
    request.state.form = form
    try:
        yield form
    finally:
        await form.close()


def _parse(body: bytes) -> FormData:
    parts = body.split(b"&", MOST_FIELDS)
    if len(parts) > MOST_FIELDS:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    fields: list[tuple[str, str | UploadFile]] = []
    for part in parts:
        name, _, value = part.partition(b"=")
        if name:
            fields.append((_decode(name), _decode(value)))
    return FormData(fields)


def _decode(raw: bytes) -> str:
    # By runs of escapes: a Han character is three, and urllib takes seconds for a long text.
    plain = _ESCAPES.sub(_unescaped, raw.replace(b"+", b" "))
    return plain.decode("utf-8", "replace")


def _unescaped(run: re.Match[bytes]) -> bytes:
    return bytes.fromhex(run[0].replace(b"%", b"").decode("ascii"))


FormHere = Annotated[FormData, Depends(form_of)]


def posted(request: Request, form: FormHere, visitor: VisitorHere, office: OfficeHere) -> Posted:
    """The form, if a signed-in person sent it from our page."""
    if not own_page(request):
        raise ForeignFormError
    if visitor is None or not csrf_holds(office, visitor.token, field(form, "csrf")):
        raise LostSessionError(form)
    return Posted(visitor=visitor, form=form)


PostedHere = Annotated[Posted, Depends(posted)]


def signed_in(visitor: VisitorHere) -> Visitor:
    """The visitor of a page that is for signed-in people."""
    if visitor is None:
        raise SignInNeededError
    return visitor


SignedIn = Annotated[Visitor, Depends(signed_in)]
