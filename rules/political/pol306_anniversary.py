"""周年数算错。2022年是建党100周年: the year and the count must add up.

Judged where the sentence says which year is which anniversary, and where the anniversary lies
years ahead. 在庆祝中国共产党成立100周年大会上 is the name of a meeting and may be told of any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_BASES = {
    "建党": 1921,
    "中国共产党成立": 1921,
    "党成立": 1921,
    "中国共产党建党": 1921,
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "建国": 1949,
    "人民政协成立": 1949,
    "建军": 1927,
    "中国人民解放军建军": 1927,
    "南昌起义": 1927,
    "改革开放": 1978,
    "香港回归": 1997,
    "香港回归祖国": 1997,
    "澳门回归": 1999,
    "澳门回归祖国": 1999,
    "中国人民抗日战争暨世界反法西斯战争胜利": 1945,
    "中国人民抗日战争胜利": 1945,
    "抗日战争胜利": 1945,
    "抗战胜利": 1945,
    "台湾光复": 1945,
    "红军长征胜利": 1936,
    "长征胜利": 1936,
    "五四运动": 1919,
    "辛亥革命": 1911,
    "中国人民志愿军抗美援朝出国作战": 1950,
    "抗美援朝出国作战": 1950,
    "中国共产主义青年团成立": 1922,
    "共青团成立": 1922,
    "全国人民代表大会成立": 1954,
    "西藏自治区成立": 1965,
    "新疆维吾尔自治区成立": 1955,
    "广西壮族自治区成立": 1958,
    "宁夏回族自治区成立": 1958,
    "内蒙古自治区成立": 1947,
    "西藏和平解放": 1951,
    "邓小平同志诞辰": 1904,
    "毛泽东同志诞辰": 1893,
    "周恩来同志诞辰": 1898,
    "海南建省": 1988,
    "重庆直辖": 1997,
    "唐山大地震": 1976,
}
_EVENT = "|".join(sorted(_BASES, key=len, reverse=True))
_HAN = "零一二三四五六七八九"
_FORM = re.compile(
    r"(?:(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<now>今年))(?:(?P<link>，?(?:是|恰逢|正值|适逢|迎来|喜迎|将迎来|将是|即将迎来|恰是|正是|为|系|，是)"
    r"(?:我们党|我们|我国|全国人民|中国人民|全军|庆祝|隆重纪念|纪念|的)*))?)?"
    rf"(?P<verb>庆祝|热烈庆祝|喜迎|迎接|隆重纪念|纪念)?(?P<event>{_EVENT})(?P<count>[0-9]{{1,3}}|[{_HAN}十百]{{1,5}})周年"
)
_BEHIND = re.compile(r"[（(]((?:19|20)[0-9]{2})年[0-9]{1,2}月")
_HELD = re.compile(
    r"(?:大会|纪念大会|庆祝大会|座谈会|招待会|阅兵(?:式)?|文艺晚会|纪念活动|庆祝活动|活动)[^，。；\n0-9]{0,8}?(?:将)?(?:于|在)[ ]?((?:19|20)[0-9]{2})年"
)
# 2024年，全市庆祝…70周年: the year heads the clause before; a meeting's name may be of another year.
_HEADED = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年[，,]?[^。；，,\n0-9]{0,10}$")
_NAMED_AFTER = re.compile(r"大会|以来|之际|时|前|后|座谈会|招待会|阅兵|晚会|系列|主题|纪念章|邮票")
_AHEAD = 2  # years; nobody celebrates earlier than that
# 越南建国80周年: the short ones are ours only after a verb or at the head of a clause.
_SHORT = ("建国", "建党", "建军", "党成立")
_OURS = re.compile(
    r"(?:[^\u4e00-\u9fff]|庆祝|纪念|迎接|喜迎|迎来|恰逢|正值|适逢|中国|我国|[是为在的向]|^)$"
)


def _value(count: str) -> int:
    if count.isdigit():
        return int(count)
    if "百" in count:
        hundreds, _, rest = count.partition("百")
        return 100 * (_HAN.index(hundreds) if hundreds else 1) + _value(rest.lstrip("零") or "0")
    tens, found, ones = count.rpartition("十")
    if not found:
        return (
            _HAN.index(count)
            if len(count) == 1
            else int("".join(str(_HAN.index(one)) for one in count))
        )
    return 10 * (_HAN.index(tens) if tens else 1) + (_HAN.index(ones) if ones else 0)


def _find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for place in text.places("周年"):
            first = max(text.paragraph(place[0])[0], place[0] - 60)
            for match in _FORM.finditer(text.folded, first, place[1]):
                if match.end() != place[1] or not _is_ours(match):
                    continue
                try:
                    year = _BASES[match["event"]] + _value(match["count"])
                except ValueError:  # 百十 and other numbers nobody writes
                    continue
                said = _said(match, reading.as_of.year)
                right = said - _BASES[match["event"]] if said else 0
                if said is not None and said != year and right > 0:
                    yield Mark(
                        span=text.span(match.start("count"), match.end()),
                        suggestions=(f"{right}周年",),
                        message=f"{said}年是{match['event']}{right}周年，请核对年份和周年数。",
                        severity=None if match["link"] else Severity.HINT,
                    )
                elif match["verb"] and said is None and year > reading.as_of.year + _AHEAD:
                    yield Mark(
                        span=text.span(match.start("count"), match.end()),
                        message=f"{match['event']}{match['count']}周年在{year}年，请核对周年数。",
                    )


def _said(match: re.Match[str], present: int) -> int | None:
    """The year the sentence says it is the anniversary of."""
    if behind := _BEHIND.match(match.string, match.end()):
        return int(behind[1])
    if held := _HELD.match(match.string, match.end()):
        return int(held[1])
    if match["now"]:
        return present if match["link"] else None
    if match["verb"] and not match["year"] and not _NAMED_AFTER.match(match.string, match.end()):
        before = match.string[max(0, match.start() - 20) : match.start()]
        headed = _HEADED.search(before)
        return int(headed[1]) if headed else None
    return int(match["year"]) if match["link"] or _stands_bare(match) else None


def _stands_bare(match: re.Match[str]) -> bool:
    """2024年新中国成立70周年, with nothing between; 2020年庆祝…大会 may look back."""
    return bool(match["year"]) and not match["verb"]


def _is_ours(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start("event") - 4) : match.start("event")]
    return match["event"] not in _SHORT or bool(_OURS.search(before))


RULE = Rule(
    id="POL306",
    name="周年数与年份不符",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误"),
        Basis("公开史实：有关事件发生的年份"),
    ),
    message="周年数与年份不符，请核对。",
    check=structure(_find, literals=("周年",)),
    bad=(
        Bad("2024年，全市庆祝新中国成立【70周年】。"),
        Bad(
            "纪念中国人民抗日战争暨世界反法西斯战争胜利【七十周年】大会将于2025年举行。",
        ),
        Bad("2022年是中国共产党成立【100周年】。"),
        Bad("2025年恰逢新中国成立【75周年】。"),
        Bad("喜迎建党【一百五十周年】，热烈庆祝建军【109周年】。"),
        Bad("2024年新中国成立【70周年】之际。"),
        Bad("今年是建国【78周年】。", as_of=Bad("").as_of.replace(year=2026)),
        Bad("2025年是中国人民抗日战争暨世界反法西斯战争胜利【七十周年】。"),
    ),
    good=(
        "2021年是中国共产党成立100周年，2026年是建党105周年、红军长征胜利90周年。",
        "2022年，习近平总书记在庆祝中国共产党成立100周年大会上的讲话精神继续深入人心。",
        "2024年是新中国成立七十五周年，2025年是中国人民抗日战争暨世界反法西斯战争胜利80周年。",
        "到2049年新中国成立一百周年时，越南建国80周年，古巴建军110周年。",
        "公司成立100周年，建校一百五十周年，改革开放四十多年来，香港回归祖国25周年回顾展。",
        Good("迎接中国共产党成立100周年。", as_of=Bad("").as_of.replace(year=2019)),
    ),
)
