"""总书记姓名错漏。学习近平总书记 for 学习习近平总书记: one 习 serves two words and one is lost.

The other way round a filter drops the 习 (近平总书记). 学习近平均数, 学习进平台 are why the words
behind the name are asked for.
"""

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_BEHIND = (
    "(?:总书记|主席|同志为核心|新时代中国特色|经济思想|法治思想|文化思想|强军思想|外交思想|生态文明思想"
    "|重要讲话|重要指示|重要论述)"
)

_NO_WORD = "(?<![学练复预补自温演实见修陋恶旧积])"
_DOES = "(?:同志|发表|强调|指出|出席|会见|主持|考察|致信|致电|签署|回信|宣布|表示|抵达|作出|在[^，。]{1,12}(?:考察|强调|会见|出席|发表|主持)|向|和夫人|等党和国家)"


def _right(match: re.Match[str]) -> Sequence[str]:
    return ("学习习近平",) if match[0].startswith("学") else ("习近平",)


RULE = Rule(
    id="POL209",
    name="总书记姓名错漏",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="总书记姓名疑似写错、漏字，或者与前面的“学习”共用了“习”字，请逐字核对。",
    check=pattern(
        rf"(?:(?:学习近平|(?<!习)近平|习平|习进平|刁近平|习近乎|习近苹|习锦平|习近评|习平近)(?={_BEHIND}))"
        # away from those words a form nobody else is called by, and no 学习, 练习 before it
        rf"|{_NO_WORD}(?:习(?:进|锦|尽|劲|金|今|晋|谨|紧|仅)平|刁近平|习近(?:苹|萍|评|坪|乎|凭|屏|瓶)|习平近|近习平)(?={_DOES})"
        rf"|(?:(?<=总书记)|(?<=国家主席)|(?<=军委主席))(?:习(?:进|锦|尽|劲|金|今|晋|谨|紧|仅)平|刁近平|习近(?:苹|萍|评|坪|乎|凭|屏|瓶)|习平近|近习平)",
        suggest=_right,
    ),
    bad=(
        Bad("深入【学习近平】总书记重要讲话精神。"),
        Bad("【近平】总书记强调。"),
        Bad("在【刁近平】新时代中国特色社会主义思想指引下。"),
        Bad("中共中央总书记【习近乎】发表讲话，【习锦平】强调。"),
        Bad("认真学习【习进平】主席重要指示。"),
    ),
    good=(
        "深入学习习近平总书记重要讲话精神，习近平主席发表讲话。",
        "学习近平均数和方差，复习进平台操作规程。",
        "学习近乎苛刻，复习进平台向导，练习近评表示欢迎。",
        "近平同志在正定工作期间，与干部群众打成一片。",
    ),
)
