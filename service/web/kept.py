"""What was typed into a form whose session had ended, carried through signing in.

It travels as hidden fields of the sign-in form: nothing of a person who is not signed in is
stored here, it survives a restart of the service, and only the browser that typed it has it.
It is never carried out on its own: after signing in the person sees it and sends it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile

_PREFIX: Final = "kept-"
_PATH: Final = "path"
_FIELD: Final = "field-"
_NEVER: Final = frozenset({"csrf", "password"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The fields of a form, in order, and the path it was sent to."""

    path: str
    form: FormData


def keep(path: str, form: FormData) -> Kept:
    """Everything typed but secrets; files stay on the person's own disk.

    A form that carries what another one held (that of signing in, or of proving it anew) is not
    what the person typed: what it carries is.
    """
    carried = kept_in(form)
    if carried is not None:
        return carried
    kept: list[tuple[str, str | UploadFile]] = [
        (name, value) for name, value in _pairs(form) if name not in _NEVER
    ]
    return Kept(path=path, form=FormData(kept))


def hidden_fields(kept: Kept | None) -> tuple[tuple[str, str], ...]:
    """Name (without its prefix) and value of the hidden fields that carry it."""
    if kept is None:
        return ()
    return ((_PATH, kept.path), *((_FIELD + name, value) for name, value in _pairs(kept.form)))


def kept_in(form: FormData) -> Kept | None:
    """What a sign-in form carries; None if nothing."""
    pairs = _pairs(form)
    path = next((value for name, value in pairs if name == _PREFIX + _PATH), "")
    if not path.startswith("/"):
        return None
    prefix = _PREFIX + _FIELD
    fields: list[tuple[str, str | UploadFile]] = [
        (name.removeprefix(prefix), value) for name, value in pairs if name.startswith(prefix)
    ]
    return keep(path, FormData(fields))


def _pairs(form: FormData) -> Iterable[tuple[str, str]]:
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
