"""Places where a person publishes by hand: a list of ours, or the office's own file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.settings import SettingsError

OURS = Path(__file__).with_name("places.toml")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,31}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`readable`: its public pages show the text to whoever is not signed in."""

    name: str
    label: str
    hosts: tuple[str, ...]
    readable: bool = True
    checklist: tuple[str, ...] = ()


def places_in(path: Path) -> Mapping[str, Place]:
    """Every place a file lists, by name. Raises SettingsError, which names the entry."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"代发平台清单 {path} 读不出来（{error}），请改正。") from None
    found: dict[str, Place] = {}
    for number, entry in enumerate(values.get("place", []), 1):
        place = _place(path, number, entry)
        if place.name in found:
            raise SettingsError(f"代发平台清单 {path} 里“{place.name}”写了两次，请删去一处。")
        found[place.name] = place
    return found


def _place(path: Path, number: int, entry: object) -> Place:
    where = f"代发平台清单 {path} 第 {number} 个平台"
    if not isinstance(entry, dict):
        raise SettingsError(f"{where}应写成 [[place]] 一节，请改正。")
    name, label, hosts = (entry.get(key) for key in ("name", "label", "hosts"))
    checklist = entry.get("checklist", [])
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise SettingsError(f"{where}的 name 应为小写字母、数字和下划线，请改正。")
    if not isinstance(label, str) or not label.strip():
        raise SettingsError(f"{where}没有写 label（中文名称），请补上。")
    if (
        not isinstance(hosts, list)
        or not hosts
        or not all(isinstance(host, str) and _HOST.fullmatch(host) for host in hosts)
    ):
        raise SettingsError(f'{where}的 hosts 应为域名的列表，如 ["toutiao.com"]，请改正。')
    if not isinstance(checklist, list) or not all(isinstance(one, str) for one in checklist):
        raise SettingsError(f"{where}的 checklist 应为句子的列表，请改正。")
    return Place(
        name=name,
        label=label.strip(),
        hosts=tuple(hosts),
        readable=entry.get("readable", True) is True,
        checklist=tuple(checklist),
    )
