"""抽查扣分: an office's own points as a file; ours are the default and say that they are ours."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from review.inspection import Points
from review.model import Gate, Severity

DEFAULT: Final = Path(__file__).with_name("points.toml")


class PointsError(ValueError):
    """A file of points that cannot be used. One Chinese sentence naming the place and the cure."""


def load_points(path: Path = DEFAULT) -> Points:
    """The points of a file. Raises PointsError."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise PointsError(f"扣分文件 {path} 打不开，请核对路径。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PointsError(f"扣分文件 {path} 的格式不对（{error}），请改正。") from None
    source = told.get("source")
    if not isinstance(source, str) or not source.strip():
        raise PointsError(f"扣分文件 {path} 没有写 source（分值是谁定的），请补上。")
    full = told.get("full")
    if not isinstance(full, int) or full <= 0:
        raise PointsError(f"扣分文件 {path} 的 full（满分）应为正整数，请改正。")
    cost: dict[tuple[Gate, Severity], Fraction] = {}
    for name, by_severity in _table(path, told, "cost").items():
        gate = _gate(path, name)
        if not isinstance(by_severity, dict):
            raise PointsError(f"扣分文件 {path} 的 cost.{name} 应写成 {{ block = 5 }} 这样。")
        for severity, value in by_severity.items():
            if severity not in {one.value for one in Severity}:
                raise PointsError(
                    f"扣分文件 {path} 的 cost.{name} 里没有“{severity}”这一级，"
                    "只能是 block、warn、hint。"
                )
            cost[gate, Severity(severity)] = _number(path, f"cost.{name}.{severity}", value)
    cap = {
        _gate(path, name): _number(path, f"cap.{name}", value)
        for name, value in _table(path, told, "cap").items()
    }
    return Points(full=full, cost=cost, cap=cap, source=source.strip())


def _table(path: Path, told: dict[str, Any], name: str) -> dict[str, Any]:
    table = told.get(name, {})
    if not isinstance(table, dict):
        raise PointsError(f"扣分文件 {path} 的 {name} 应为一节（[{name}]），请改正。")
    return table


def _gate(path: Path, name: str) -> Gate:
    if name not in {gate.value for gate in Gate}:
        raise PointsError(f"扣分文件 {path} 里没有“{name}”这一关，请改正。")
    return Gate(name)


def _number(path: Path, where: str, value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise PointsError(f"扣分文件 {path} 的 {where} 应为不小于 0 的数，请改正。")
    return Fraction(str(value))
