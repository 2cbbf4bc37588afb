"""误写的单位符号. km, kg, kW, MPa: capitals have a meaning of their own in symbols of units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_RIGHT = {
    one.lower(): one
    for one in [
        "km",
        "kg",
        "kW",
        "kV",
        "kPa",
        "MPa",
        "Hz",
        "kHz",
        "MHz",
        "GHz",
        "dB",
        "mL",
        "cm",
        "mm",
        "mg",
        "kJ",
        "MW·h",
        "kW·h",
        "kWh",
        "kV·A",
        "kVA",
        "m²",
        "m³",
        "km²",
        "cm²",
        "mm²",
    ]
} | {"m2": "m²", "m3": "m³", "km2": "km²", "cm2": "cm²", "mm2": "mm²"}
_SYMBOLS = sorted({key.replace("·", "[·.]?") for key in _RIGHT}, key=len, reverse=True)


def _key(symbol: str) -> str:
    return symbol.lower().replace(".", "·")


def _wrong(match: re.Match[str]) -> bool:
    symbol = match["symbol"]
    if symbol.isupper() and _key(symbol) in {"mm", "mg", "cm"} and match["number"] == "0":
        return False
    return _RIGHT[_key(symbol)] != symbol


def _symbol(match: re.Match[str]) -> Sequence[str]:
    return (_RIGHT[_key(match["symbol"])],)


RULE = Rule(
    id="TXT222",
    name="误写的计量单位符号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("量和单位（GB 3100～3102—1993）", "", date(1994, 7, 1)),
        Basis("中华人民共和国计量法", "第三条", date(1986, 7, 1)),
    ),
    message="单位符号的大小写或写法不合国家标准。",
    check=pattern(
        rf"(?<![A-Za-z0-9.\-])(?P<number>[0-9]{{1,9}}(?:\.[0-9]{{1,4}})?)[ ]?(?P<symbol>(?i:{'|'.join(_SYMBOLS)}))(?![A-Za-z0-9²³])",
        view="submitted",
        group="symbol",
        only_if=_wrong,
        suggest=_symbol,
    ),
    bad=(
        Bad("全程42【KM】，限重500【Kg】，装机100【kw】，压力0.8【Mpa】。"),
        Bad("绿化面积300【m2】，频率50【HZ】，噪声60【DB】，年发电500【KWH】。"),
    ),
    good=(
        "全程42km，限重500kg，装机100kW，压力0.8MPa，面积300m²，频率50Hz，噪声60dB。",
        "型号A100KM，K42+300处，HZ50车型，WiFi 5GHz。",
        "时速80公里/小时，体重60千克，用电500千瓦时。",
    ),
)
