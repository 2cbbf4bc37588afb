"""The zip around an office file, looked at before anything in it is unpacked: is it whole, is it sane?

Sizes are those the directory declares; a member that holds more than it declares is cut there by
zipfile and then fails its checksum, so lying gains nothing.
"""

from __future__ import annotations

import io
import zipfile

from review.formats.source import UnreadableError

MAX_MEMBERS = 4000
MAX_UNPACKED = 400 * 1024 * 1024
MAX_XML = 96 * 1024 * 1024
MAX_RATIO = 250
_SMALL = 4 * 1024 * 1024
"""Below this size no ratio is suspicious: long runs of the same markup pack well."""


def inspect_container(name: str, data: bytes) -> frozenset[str]:
    """The names of the members. Raises UnreadableError for a broken, locked or hostile archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OverflowError) as error:
        raise broken(name) from error
    if any(member.flag_bits & 0x1 for member in members):
        raise locked(name)
    unpacked = sum(member.file_size for member in members)
    too_much = (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or any(_suspicious(member) for member in members)
        or (unpacked > _SMALL and unpacked > MAX_RATIO * max(len(data), 1))
    )
    if too_much:
        if len(members) > MAX_MEMBERS and unpacked <= MAX_UNPACKED:
            raise UnreadableError(
                f"「{name}」里有 {len(members)} 个部件（多半是图片），超过了 {MAX_MEMBERS} 个，没有打开；"
                "疑似压缩炸弹的请核对来源，图片确实多的请拆成几份再试。"
            )
        message = (
            f"「{name}」解压后大得不正常（{len(members)} 个部件，约 {unpacked >> 20} MB），"
            "疑似压缩炸弹，没有打开；请核对来源，或用办公软件打开后另存为新的文件。"
        )
        raise UnreadableError(message)
    return frozenset(member.filename for member in members)


def _suspicious(member: zipfile.ZipInfo) -> bool:
    if member.file_size <= _SMALL:
        return False
    if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MAX_XML:
        return True
    return member.file_size > MAX_RATIO * max(member.compress_size, 1)


class BrokenError(UnreadableError):
    """A file that is no whole file of its kind."""


def broken(name: str, program: str = "Word", ending: str = "docx") -> BrokenError:
    """What is said of an office file that cannot be opened."""
    return BrokenError(
        f"「{name}」已经损坏或没有传完整，打不开；"
        f"请用 {program} 或 WPS 打开核对后另存为 {ending} 再试。"
    )


def locked(name: str) -> UnreadableError:
    """What is said of a file with a password."""
    return UnreadableError(f"「{name}」加了密码，读不了；请取消密码后另存为 docx 再试。")
