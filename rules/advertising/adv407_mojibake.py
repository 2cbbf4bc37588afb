"""乱码. Text read in the wrong encoding, or with bytes lost from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from review.text import fold_characters

_CERTAIN = re.compile("\ufffd+|锟斤拷|(?:烫){4,}|(?:屯){4,}|锘縗")
_PRIVATE = re.compile("[\ue000-\uf8ff]{2,}")
_LATIN = re.compile("(?:[\u00c2-\u00c6\u00e3-\u00ef][\u0080-\u00bf\u0152-\u2122]{1,2}){3,}")
_MISREAD = re.compile("[一-鿿\u0080-\u00ff\ue000-\uf8ff€?]{4,40}")
_SIGNS = re.compile("[鍏鐨鍙鏈锛銆涓浠鍦绗鎴鏂骞璇鏄鍥閮杩缁鏀]")
_SUSPECT = re.compile(
    "[\ue000-\uf8ff\u00c2-\u00c6\u00e3-\u00ef\ufffd锟烫屯锘敝掇鍏鐨鍙鏈锛銆涓浠鍦绗鎴鏂骞璇鏄鍥閮杩缁鏀]"
)
_SHIFTED = re.compile("[?？][!！](?:敝|掇)|(?<=[一-鿿])(?:敝贫|掇k)")


def find(reading: Reading) -> Iterator[Mark]:
    """Certain signs of broken text, and runs that read well once decoded rightly."""
    for text in reading.texts:
        submitted = text.submitted
        for match in _CERTAIN.finditer(submitted):
            yield Mark(span=text.raw_span(*match.span()))
        for match in _LATIN.finditer(submitted):
            if plain := _decoded(match[0], "cp1252"):
                yield Mark(span=text.raw_span(*match.span()), suggestions=(plain,))
        for other in (_PRIVATE, _SHIFTED):
            for match in other.finditer(submitted):
                yield Mark(span=text.raw_span(*match.span()), severity=Severity.WARN)
        if _SIGNS.search(submitted):
            for match in _MISREAD.finditer(submitted):
                if _SIGNS.search(match[0]) and (plain := _decoded(match[0], "gb18030")):
                    yield Mark(span=text.raw_span(*match.span()), suggestions=(plain,))


def _decoded(run: str, encoding: str) -> str:
    """What a run says if its bytes are read as UTF-8; empty if that is no Chinese text."""
    try:
        plain = run.encode(encoding).decode("utf-8")
    except UnicodeError:
        return ""
    han = re.findall("[一-鿿，。、]", plain)
    return plain if len(han) * 2 > len(plain) and fold_characters(plain) else ""


RULE = Rule(
    id="ADV407",
    name="乱码",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="文字成了乱码，多因编码错误或页面被改写，请对照原稿恢复。",
    check=structure(find, waits=(_SUSPECT,)),
    bad=(
        Bad("关于印发【\ufffd\ufffd】的通知，【锟斤拷】请知悉。"),
        Bad("标题：【" + "中国政府".encode().decode("gb18030") + "】 正文"),
        Bad("严格执行三审三校制度【？！敝】贫地区"),
    ),
    good=(
        "真的吗？！敬请期待；锟、烫、屯三字单独出现。",
        "涓涓细流，骞马，鏖战，缁衣，銮舆，绗缝工艺，鏊子。",
        Good("Café、naïve、Ångström、Â©2024，重量≥5µg"),
        "舍弃敝帚，掇刀区人民政府。",
    ),
)
