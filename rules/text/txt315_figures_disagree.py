"""自相矛盾的增减数字. From 2 to 3 is 50 %, and a fall does not end higher than it began.

Rounding is allowed for: what is written may stand for anything that rounds to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_NUMBER = r"(?P<{0}>[0-9]{{1,9}}(?:,[0-9]{{3}}){{0,3}}(?:\.[0-9]{{1,4}})?)(?P<{0}_scale>万亿|亿|万)?(?P<{0}_unit>[一-鿿%℃㎡]{{0,5}}?)"
_UP = "增加|增长|提高|上升|扩大|攀升|提升|增至|升至|增|升"
_DOWN = "减少|下降|降低|缩短|压缩|减至|降至|压减|缩减|精简|减|降"
_FROM_TO = re.compile(
    rf"(?:由|从)(?:[0-9]{{4}}年(?:底|末|初)?的?)?[^0-9，。；：、由从第\n]{{0,14}}{_NUMBER.format('low')}"
    rf"(?:[，]?(?:大幅|逐步|进一步|稳步|快速|迅速|成功|已|一举|持续|平均)?(?P<way>{_UP}|{_DOWN})(?:到|至|为)?)(?:[0-9]{{4}}年(?:底|末|初)?的?)?(?:了|[^0-9，。；：、第\n]{{0,10}}的)?{_NUMBER.format('high')}"
    rf"(?=[，。；、）\n](?![0-9]{{3}})|$)(?:，(?:同比|比上年|较上年|净|共|总|累计)?(?P<kind>增长率?|增加|增幅|提高|上升|涨幅|下降|减少|降幅|降低)(?:为|达到?|了|约)?(?P<rate>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?)%(?!左右|以上|的))?"
)
_SIGNED = re.compile(
    r"(?P<word>同比增长|同比上升|增长|上升|上涨|增加|提高)了?(?P<sign>[-−－—–])(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?(?:%|个百分点))"
)
_FALLING = re.compile(
    r"(?P<word>同比下降|下降|减少|降低|回落|下跌)了?(?P<sign>[-−－])(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?(?:%|个百分点))"
)
_SCALES = {None: 1.0, "": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_RANKED = re.compile("名次|排名|位次|排位|位居")  # there less is more
_BEFORE = 10  # characters
_SLACK = 0.06  # of a percentage point, beyond what rounding explains


def find(reading: Reading) -> Iterator[Mark]:
    """Changes whose direction or rate is not that of the two figures beside them."""
    for text in reading.texts:
        folded = text.folded
        for at, _ in (*text.places("由"), *text.places("从")):
            match = _FROM_TO.match(folded, at)
            if match is None or _RANKED.search(folded[max(0, at - _BEFORE) : at]):
                continue
            if message := _contradiction(match):
                yield Mark(span=text.span(*match.span()), message=message)
        for match in text.matches(_FALLING):
            yield Mark(
                span=text.span(*match.span()), suggestions=(match["word"] + match["number"],)
            )
        for match in text.matches(_SIGNED):
            if match["sign"] in "-−－":
                yield Mark(
                    span=text.span(*match.span()),
                    message="“增长”后面是负数，宜直接写“下降”。",
                    severity=Severity.HINT,
                )


def _contradiction(match: re.Match[str]) -> str | None:
    low_unit, high_unit = match["low_unit"], match["high_unit"]
    if low_unit and high_unit and low_unit != high_unit:
        return None
    low, high = _value(match, "low"), _value(match, "high")
    if not match["low_scale"] and match["high_scale"] and not low_unit:
        low = (low[0] * _SCALES[match["high_scale"]], low[1] * _SCALES[match["high_scale"]])
    rises = match["way"] in _UP.split("|")
    if rises and high[1] < low[0]:
        return "说是增加，后一个数却比前一个小，请核对。"
    if not rises and high[0] > low[1]:
        return "说是减少，后一个数却比前一个大，请核对。"
    if match["rate"] is None or "%" in (low_unit or "") + (high_unit or "") or low[0] <= 0:
        return None
    rate = float(match["rate"])
    step = 0.5 * 10 ** -len(match["rate"].partition(".")[2])
    sign = 1 if rises else -1
    least = sign * ((high[0] if rises else high[1]) / (low[1] if rises else low[0]) - 1) * 100
    most = sign * ((high[1] if rises else high[0]) / (low[0] if rises else low[1]) - 1) * 100
    if min(least, most) - step - _SLACK <= rate <= max(least, most) + step + _SLACK:
        return None
    middle = sign * (sum(high) / sum(low) - 1) * 100
    return f"按前后两个数算，变动幅度约为{middle:.1f}%，与所写的{match['rate']}%对不上，请核对。"


def _value(match: re.Match[str], name: str) -> tuple[float, float]:
    """The least and the most that a rounded number can stand for."""
    written = match[name].replace(",", "")
    half = 0.5 * 10 ** -len(written.partition(".")[2])
    scale = _SCALES[match[name + "_scale"]]
    if "." not in written and not match[name + "_scale"]:
        half = 0.0  # a plain count is exact
    return (float(written) - half) * scale, (float(written) + half) * scale


RULE = Rule(
    id="TXT315",
    name="自相矛盾的增减数字",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="“下降”后面又带负号，意思相反，请核对。",
    check=structure(find, waits=(_FROM_TO, _SIGNED, _FALLING)),
    bad=(
        Bad("办理时限【由5个工作日压缩到8个工作日】，企业数【从120家增加到80家】。"),
        Bad(
            "财政收入【由200亿元增加到300亿元，增长60%】，户数【从2020年的100户增加到2024年的150户，增长60%】。"
        ),
        Bad("出口额【同比下降-5.2%】，投资【增长-3%】。"),
    ),
    good=(
        "办理时限由8个工作日压缩到5个工作日，企业数从80家增加到120家。",
        "财政收入由200亿元增加到300亿元，增长50%，从2.1万人增加到2.4万人，增长14.5%。",
        "排名从第12位上升到第8位；失业率由5.2%下降到5%，下降0.2个百分点。",
        "从2019年提高到600元；从3万户增加到1.2亿户；增长5%—8%。",
        "名次由15提升到10的目标；从200亿元增加到300亿元，年均增长10.7%。",
    ),
)
