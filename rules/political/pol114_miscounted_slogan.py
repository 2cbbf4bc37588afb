"""数目写错的固定提法。四个维护, 五个自信, 一带两路: the number belongs to the name.

Anybody may count three 意识 of his own. So 三个意识 is marked only where its companions stand in
the same sentence, or where the verb that goes with the right one stands before it.
"""

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

_NUMBER = "[一二两俩三四五六七八九]"
_RIGHT = {"意识": "四个意识", "自信": "四个自信", "确立": "两个确立", "维护": "两个维护"}
_VERBS = ("增强", "坚定", "做到", "领悟", "树牢", "践行", "牢固树立")
_COMPANIONS = re.compile("四个意识|四个自信|两个确立|两个维护|五位一体|四个全面")
_ALWAYS = {
    "一带两路": "一带一路",
    "两带一路": "一带一路",
    "三会二课": "三会一课",
    "四会一课": "三会一课",
    "二会一课": "三会一课",
    "四严三实": "三严三实",
    "三严四实": "三严三实",
    "四严四实": "三严三实",
    "二学一做": "两学一做",
    "三学一做": "两学一做",
    "两学两做": "两学一做",
    "两新一高": "三新一高",
    "三高一新": "三新一高",
    "三去二降一补": "三去一降一补",
    "两去一降一补": "三去一降一补",
    "和平共处四项原则": "和平共处五项原则",
    "和平共处五项基本原则": "和平共处五项原则",
    "中央七项规定": "中央八项规定",
    "中央九项规定": "中央八项规定",
    "三个毫不动摇": "两个毫不动摇",
    "一个毫不动摇": "两个毫不动摇",
    "五项基本原则": "四项基本原则",
    "三项基本原则": "四项基本原则",
    "第三个百年奋斗目标": "第二个百年奋斗目标",
    "三个一百年奋斗目标": "两个一百年奋斗目标",
    "六位一体总体布局": "五位一体总体布局",
    "六位一体”总体布局": "五位一体”总体布局",
    "四个全面总体布局": "四个全面战略布局",
    "四个全面”总体布局": "四个全面”战略布局",
    "五位一体战略布局": "五位一体总体布局",
    "五位一体”战略布局": "五位一体”总体布局",
    "五个全面战略布局": "四个全面战略布局",
    "五个全面”战略布局": "四个全面”战略布局",
    "三个全面战略布局": "四个全面战略布局",
    "三个全面”战略布局": "四个全面”战略布局",
    "四个代表重要思想": "三个代表重要思想",
    "四个代表”重要思想": "三个代表”重要思想",
    "两个代表重要思想": "三个代表重要思想",
    "两个代表”重要思想": "三个代表”重要思想",
    "监督执纪五种形态": "监督执纪四种形态",
    "监督执纪“五种形态": "监督执纪“四种形态",
    "监督执纪三种形态": "监督执纪四种形态",
    "监督执纪“三种形态": "监督执纪“四种形态",
}
_LISTED = "|".join(sorted(_ALWAYS, key=len, reverse=True))


def _right(match: re.Match[str]) -> Sequence[str]:
    return (_RIGHT[match["kind"]] if match["kind"] else _ALWAYS[match[0]],)


def _wrong(match: re.Match[str]) -> bool:
    kind = match["kind"]
    if not kind:
        return True
    if match["slogan"] == _RIGHT[kind]:
        return False
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - 6) : start].rstrip('“‘"')
    quoted = text[max(0, start - 1) : start] in ("“", '"') and text[end : end + 1] in ("”", '"')
    if quoted and before.endswith(_VERBS):
        return True
    return bool(_COMPANIONS.search(text, max(0, start - 40), end + 40))


RULE = Rule(
    id="POL114",
    name="固定提法的数目写错",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("中国共产党章程（2022年10月22日修改）"),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="固定提法的数目疑似写错，请核对。",
    valid_from=date(2018, 9, 1),  # 两个维护; before that there were 三个自信 and no 两个确立
    check=pattern(
        rf"(?P<slogan>{_NUMBER}个(?P<kind>意识|自信|确立|维护))(?![一-龥]{{0,2}}(?:教育|活动))|{_LISTED}",
        only_if=_wrong,
        suggest=_right,
        wait_for=("个意识", "个自信", "个确立", "个维护", *_ALWAYS),
    ),
    bad=(
        Bad("增强“【三个意识】”、坚定“四个自信”、做到“两个维护”。"),
        Bad("深刻领悟“两个确立”，做到“【四个维护】”，坚定“【五个自信】”。"),
        Bad("共建“【一带两路】”取得丰硕成果，落实【三会二课】制度。"),
        Bad("坚持【和平共处五项基本原则】，协调推进“【五个全面”战略布局】。"),
        Bad("坚定“【三个自信】”，勇毅前行。"),
    ),
    good=(
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”，深刻领悟“两个确立”的决定性意义。",
        "强化三个意识，即服务意识、规矩意识、创新意识，提振一个自信。",
        "坚持和平共处五项原则和四项基本原则，牢记“两个务必”和“三个务必”。",
        "实现第二个百年奋斗目标，统筹推进“五位一体”总体布局，三个代表团抵京。",
        Good("坚定“三个自信”，实现中国梦。", as_of=date(2013, 6, 1)),
    ),
)
