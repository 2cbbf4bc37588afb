"""What a noun is signed by: its digest over a canonical form that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, cast


def digest_of(value: object) -> str:
    """SHA-256 over canonical JSON: keys sorted, no spaces, UTF-8. Written `sha256:<hex>`.

    NOTE: Choose carefully! Stored sign-offs and seals name digests made here; a change of the
    canonical form makes every one of them unverifiable.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """SHA-256 of a file's bytes, written as `digest_of` writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


LATER: Mapping[str, bool] = MappingProxyType({"later": True})
"""Metadata of a field that a noun did not have when first texts were signed.

Such a field is digested only where it says something, so that what was signed before stays what
it was. A field without it is digested always. Never take it away from a field again.
"""


def canonical(value: object) -> object:
    """A noun as it is digested: dataclasses as objects, `LATER` fields left out at their default."""
    if isinstance(value, str | int) or value is None:  # bool and enums among them
        return value
    if isinstance(value, tuple):
        return [canonical(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return {
        name: canonical(item)
        for name, default in _digested(cast("Hashable", type(value)))
        if (item := getattr(value, name)) != default
    }


@cache
def _digested(kind: Hashable) -> tuple[tuple[str, object], ...]:
    """Of a dataclass: its fields, and the value at which each is left out."""
    return tuple(
        (each.name, each.default if each.metadata.get("later") else _ALWAYS)
        for each in fields(cast("Any", kind))
    )


_ALWAYS = object()  # equal to no value: such a field is never left out
