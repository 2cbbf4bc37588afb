"""Inputs of a command: files, folders walked through, standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.formats import EXTENSIONS, MAX_BYTES, Read, UnreadableError
from service.reading import OLD_ENDINGS, can_convert, read_file

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input still to be read; `failure` if it is known already that it can't be."""

    name: str
    path: Path | None = None
    failure: str = ""


def find_sources(paths: Sequence[str]) -> Iterator[Source]:
    """Every input the arguments stand for, folders walked in order of names.

    Hidden files and folders and Word's lock files (~$…) are left out; other files of kinds not
    read are counted aloud, so that nobody takes them for checked.
    """
    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            yield Source("<标准输入>")
        elif path.is_dir():
            yield from _walk(given, path)
        else:
            yield Source(given, path)


def _walk(given: str, folder: Path) -> Iterator[Source]:
    left_out: Counter[str] = Counter()
    failures: list[Source] = []
    found = False
    convertible = can_convert()

    def refuse(error: OSError) -> None:
        name = str(error.filename or given)
        failures.append(Source(name, failure=f"文件夹「{name}」打不开；请检查权限。"))

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.startswith((".", "~$")):
                continue
            ending = Path(name).suffix.lower()
            if ending in EXTENSIONS or (convertible and ending in OLD_ENDINGS):
                found = True
                path = Path(root) / name
                yield Source(str(path), path)
            else:
                left_out[ending or "无扩展名"] += 1
    yield from failures
    if left_out:
        kinds = "、".join(f"{ending} {count} 个" for ending, count in sorted(left_out.items()))
        print(f"xianshen：文件夹「{given}」中有不能检查的文件，已跳过：{kinds}。", file=sys.stderr)
    if not found and not failures:
        known = "、".join(EXTENSIONS)
        yield Source(given, failure=f"文件夹「{given}」里没有可检查的文件（{known}）；请核对路径。")


def read_source(source: Source, input_format: str = "auto") -> Read:
    """The document of one input. Raises UnreadableError."""
    return read_file(source.name, load_source(source), input_format=input_format)


def load_source(source: Source) -> bytes:
    """The bytes of one input. Raises UnreadableError."""
    if source.failure:
        raise UnreadableError(source.failure)
    if source.path is None:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with source.path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        reason = "不存在；请核对路径"
    except PermissionError:
        reason = "没有权限读取；请检查文件权限"
    except (OSError, ValueError) as error:
        reason = f"读取失败（{getattr(error, 'strerror', None) or '路径不合法'}）；请核对路径"
    raise UnreadableError(f"文件「{source.name}」{reason}。")
