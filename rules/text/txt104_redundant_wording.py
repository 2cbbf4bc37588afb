"""语义重复。约 and 左右 say the same thing twice; so do 超过 and 以上."""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_NUMBER = r"[0-9一二三四五六七八九十百千万亿两〇零半.,，多几个]{1,14}"
_UNIT = r"[一-鿿℃%％㎡]{0,5}?"
_ABOUT = r"大约|约为|约有|约占|约(?![定束等谈会见请稿]|法三章)|近(?=[0-9])|将近|接近"


def _whole(match: re.Match[str]) -> bool:
    return "，" not in match[0] and "规模" not in match[0]


RULE = Rule(
    id="TXT104",
    name="约数词语重复",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("出版物上数字用法（GB/T 15835—2011）", "概数"),),
    message="前后都是表示约数或界限的词，意思重复，保留一处即可。",
    check=pattern(
        rf"(?:(?:{_ABOUT}){_NUMBER}{_UNIT}(?:左右|上下)"
        rf"|(?:超过|超出|突破|高于|多于|大于){_NUMBER}{_UNIT}以上"
        rf"|(?:低于|少于|小于|不足|不到|不超过){_NUMBER}{_UNIT}以下"
        rf"|(?:至少|最少|不少于|不低于){_NUMBER}{_UNIT}以上"
        rf"|(?:最多|至多|不超过|不多于){_NUMBER}{_UNIT}以[内下]"
        rf"|(?:大约|约)(?:将近|接近|近)(?=[0-9一二三四五六七八九十两]))"
        rf"(?!学历|行政|人民政府|政府|法院|干部|领导)",
        only_if=_whole,
    ),
    bad=(
        Bad("全程【约30分钟左右】，参加活动的大约有两百人。"),
        Bad("销售额【超过5亿元以上】。"),
        Bad("会期【约近】3天，到会人数【不足100人以下】。"),
    ),
    good=(
        "全程约30分钟，参会20人左右，销售额5亿元以上。",
        "双方约定30日左右完成，距离左右两侧各1米。",
        "对超过3名县级以上人民政府推荐的人选择优录用。",
        "年收入不低于三万元，大学本科以上学历。",
        "全国有超过10万家规模以上农产品加工企业。",
        "近三年左右岸堤防除险加固全部完成。",
    ),
)
