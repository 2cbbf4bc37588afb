"""Platforms, one connector a file, found by looking: whatever here exports `connect` is one.

`connect(settings)` returns the connector, several of them, or None where the office has not set the
platform up.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from service.platforms.platform import (
    BY_HAND,
    TO_CONFIRM,
    Again,
    Can,
    Health,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    Rendering,
    Staged,
    UnknownError,
)
from service.settings import Settings

__all__ = [
    "BY_HAND",
    "TO_CONFIRM",
    "Again",
    "Can",
    "Health",
    "Order",
    "Platform",
    "PlatformError",
    "Receipt",
    "RefusedError",
    "Rendering",
    "Staged",
    "UnknownError",
    "open_platforms",
]


def open_platforms(settings: Settings) -> Mapping[str, Platform]:
    """Every platform the settings describe, by name, in the order of dependence.

    Raises ValueError, a mistake in the program, if two connectors bear one name or the dependences run in a circle.
    """
    found: dict[str, Platform] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        connect = getattr(importlib.import_module(f"{__name__}.{module}"), "connect", None)
        made: Platform | tuple[Platform, ...] | None = connect(settings) if connect else None
        for platform in made if isinstance(made, tuple) else (made,):
            if platform is None:
                continue
            if platform.name in found:
                message = f"平台名称“{platform.name}”重复，请检查 service/platforms/{module}。"
                raise ValueError(message)
            found[platform.name] = platform
    return MappingProxyType(_ordered(found))


def _ordered(found: Mapping[str, Platform]) -> dict[str, Platform]:
    placed: dict[str, Platform] = {}
    while len(placed) < len(found):
        ready = [
            platform
            for name, platform in found.items()
            if name not in placed
            and all(need in placed or need not in found for need in platform.depends_on)
        ]
        if not ready:
            names = "、".join(sorted(found.keys() - placed.keys()))
            message = f"平台之间的依赖成环：{names}，请检查各平台的 depends_on。"
            raise ValueError(message)
        placed.update((platform.name, platform) for platform in ready)
    return placed
