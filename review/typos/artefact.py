"""The one file a model ships as: a head in JSON, and arrays behind it that are mapped, not read.

Mapped pages belong to the system's cache: processes share them, and opening costs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_MAGIC: Final = b"XSTYPO01"
_ALIGN: Final = 64


def write(path: Path, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> None:
    """Lay arrays down in one file. The same input gives the same bytes."""
    places: dict[str, dict[str, Any]] = {}
    at = 0
    for name, array in arrays.items():
        places[name] = {"dtype": array.dtype.str, "shape": array.shape, "at": at}
        at += -(-array.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({"about": about, "arrays": places}, ensure_ascii=False).encode()
    start = -(-(len(_MAGIC) + 8 + len(head)) // _ALIGN) * _ALIGN
    with path.open("wb") as file:
        file.write(_MAGIC + len(head).to_bytes(8, "little") + head)
        for name, array in arrays.items():
            file.seek(start + places[name]["at"])
            file.write(np.ascontiguousarray(array).tobytes())
        file.truncate(start + at)


def head_of(path: Path) -> tuple[dict[str, Any], int]:
    """The head of a model, and where its arrays begin. Raises ValueError for another kind of file."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            message = f"{path.name} 不是错别字模型，请用 make typo-model 重新生成。"
            raise ValueError(message)
        size = int.from_bytes(file.read(8), "little")
        head: dict[str, Any] = json.loads(file.read(size))
    return head, -(-(len(_MAGIC) + 8 + size) // _ALIGN) * _ALIGN


def read(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """The arrays of a model, mapped, and what its head says about it."""
    head, start = head_of(path)
    mapped = np.memmap(path, np.uint8, "r")
    arrays: dict[str, NDArray[Any]] = {}
    for name, place in head["arrays"].items():
        dtype = np.dtype(place["dtype"])
        shape = tuple(place["shape"])
        first = start + place["at"]
        size = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
        arrays[name] = np.frombuffer(mapped.data, dtype, size // dtype.itemsize, first).reshape(
            shape
        )
    return arrays, head["about"]
