"""合不上一百的构成. Parts of one whole that add up to something else than all of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_RATE = r"[0-9]{1,3}(?:\.[0-9]{1,2})?%"
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
_SECTORS = re.compile(
    rf"(?:三次产业|三大产业|一二三产业|三产)(?:增加值)?(?:的)?(?:结构|比例|比重|之比|构成)[^0-9，。；\n]{{0,12}}?(?P<ratio>{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER})"
    rf"(?:[^0-9，。；\n]{{1,12}}?(?P<later>{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER}))?"
)
_SHARES = re.compile(
    rf"(?:分别|各)占(?P<whole>[^0-9，。；\n]{{0,10}}?)(?:的)?(?:比重)?(?:约?为)?(?P<rates>{_RATE}(?:[、，和及]{_RATE}){{1,7}})(?=[，。；）)\n]|$)"
)
_ANSWERS = re.compile(
    rf"(?:很|非常)?(?P<kind>满意|支持|赞成|同意|了解|知晓)(?:的)?(?:约)?(?:占)?(?:比)?{_RATE}(?:[、，和][^0-9，。；、\n]{{1,8}}?{_RATE}){{0,4}}?[、，和](?:不(?:太)?(?P=kind)|反对)(?:的)?(?:占)?(?:比)?{_RATE}"
)
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_RATES = re.compile(_RATE)
_ROUNDING = 0.051  # of a percentage point for each part of the whole
_ALL = 100
_OTHER_WHOLES = 115  # far above a hundred, each is a share of something of its own


def find(reading: Reading) -> Iterator[Mark]:
    """Ratios of the sectors, and lists of shares of one whole."""
    for text in reading.texts:
        for match in text.matches(_SECTORS):
            for name in ("ratio", "later"):
                if match[name] and abs(_sum(match[name]) - _ALL) > _slack(match[name]):
                    yield Mark(span=text.span(*match.span(name)), message=_said(match[name]))
        for match in text.matches(_ANSWERS):
            rates = "、".join(_RATES.findall(match[0]))
            if _ALL + _slack(rates) < _sum(rates) <= _OTHER_WHOLES:
                yield Mark(span=text.span(*match.span()), message=_said(rates))
        for match in text.matches(_SHARES):
            if _ALL + _slack(match["rates"]) < _sum(match["rates"]) <= _OTHER_WHOLES:
                yield Mark(
                    span=text.span(*match.span("rates")),
                    message=_said(match["rates"]),
                    severity=Severity.HINT,
                )


def _sum(figures: str) -> float:
    found: list[str] = _FIGURE.findall(figures)
    return math.fsum(map(float, found))


def _slack(figures: str) -> float:
    found = _FIGURE.findall(figures)
    decimals = min(len(figure.partition(".")[2]) for figure in found)
    step: float = 10.0 ** (1 - decimals)
    return len(found) * _ROUNDING * step


def _said(figures: str) -> str:
    return f"各部分相加是{_sum(figures):g}，与整体100%对不上，请核对。"


RULE = Rule(
    id="TXT316",
    name="合不上百分之百的构成",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="各部分占比相加与百分之百对不上，请核对。",
    check=structure(find, waits=(_SECTORS, _SHARES, _ANSWERS)),
    bad=(
        Bad("三次产业结构由【12.1:41.5:48.4】调整为11.2:40.3:48.5。"),
        Bad("调查显示，【满意的占72%，基本满意的占25%，不满意的占8%】。"),
        Bad("三类企业分别占总数的【45%、35%和30%】。"),
    ),
    good=(
        "建议和提案分别占总数的96.4%和93.4%；三次产业结构由12.1:41.5:46.4调整为11.2:40.3:48.5，三次产业比例为8:41:51。",
        "满意的占72%，基本满意的占20%，不满意的占8%；对绿化满意的占82%，对停车满意的占47%。",
        "三类企业分别占总数的45%、35%和20%；男女职工各占一半。",
        "三大产业之比为8.04:42.5:49.5；分别占33.3%、33.3%、33.4%。",
    ),
)
