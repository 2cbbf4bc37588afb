"""屏蔽星号。A filter put stars over a word: 新疆***尔自治区.

Masks of personal data (138****1234, 张*, 尾号) are right and are told apart by what stands beside
them: digits and letters, a surname, an address. A row of stars that is a separator line or a
footnote mark has no Chinese character on both sides.
"""

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

# Stars after or before these belong to a mask of personal data or to a listed name.
_MASKED = re.compile(
    r"(?:密码|输入框|显示为?|姓名|身份证|证件|号码|电话|手机|账号|卡号|地址|住址|门牌|车牌|尾号|[=＝×÷]|编号|代码|先生|女士|某)"
)
_SURNAME = re.compile(r"(?:^|[^\u4e00-\u9fff])[\u4e00-\u9fff]$")
# A single star is a mask of a person's name (张*强) but for these.
_CORE = (
    r"(?<=习)[*＊]{1,2}(?=平)|(?<=习)[*＊]{1,3}(?=总书记|主席)|(?<=习近)[*＊](?=总书记|主席|同志|新时代)|[*＊]{1,2}(?=近平(?:总书记|主席|同志|新时代))"
    r"|(?<=共)[*＊]{1,2}(?=党)|(?<=中国)[*＊]{1,2}(?=产党)|(?<=中国共产)[*＊]|(?<=社会)[*＊]{1,2}(?=义)|(?<=党)[*＊](?=央)"
    r"|(?<=国务)[*＊](?=总理|院|关于|办公)|(?:^|(?<=[。，、\n]))[*＊]{2,6}(?=族|党|同志|总书记|主席|自治区|思想)|[*＊](?=疆维吾尔)|(?<=新)[*＊](?=维吾尔)|(?<=西)[*＊](?=自治区)|(?<=天安)[*＊](?=广场)"
)


def _hides_a_word(match: re.Match[str]) -> bool:
    if match["core"]:
        return True
    text, start, end = match.string, match.start("stars"), match.end("stars")
    before, after = text[max(0, start - 12) : start], text[end : end + 6]
    if _MASKED.search(before) or re.match(
        r"(?:表示|为必填|代表|标记|标注|项|号的|先生|女士|同学|小区|号|室|栋|幢|单元|路|街|村|组|楼)",
        after,
    ):
        return False
    return not _SURNAME.search(before)


RULE = Rule(
    id="POL201",
    name="被星号遮去的文字",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="此处文字被星号代替，疑似自动过滤所致，请恢复原文。",
    check=pattern(
        rf"(?P<stars>(?P<core>{_CORE})|(?<=[\u4e00-\u9fff“《、，])[ ]?[*＊]{{2,6}}[ ]?(?=[\u4e00-\u9fff”》、，。；]))",
        view="submitted",
        only_if=_hides_a_word,
        group="stars",
        wait_for=("*",),
    ),
    bad=(
        Bad("新疆【***】尔自治区举行庆祝活动。"),
        Bad("在中国【 *** 】的坚强领导下。"),
        Bad("坚决反对“【***】”分裂活动。"),
        Bad("认真学习【**】总书记讲话。"),
        Bad(
            "以习近【*】新时代中国特色社会主义思想为指导，在中国共【*】党领导下，习【**】总书记强调。"
        ),
    ),
    good=(
        "获奖者张*强、习*明、李**，第一作者共*志，社会*工作者。",
        "联系电话138****1234，身份证号35*************123。",
        "中奖者：张**，李*，王**，欧阳*。",
        "家住幸福小区**号楼的张某*先生。",
        "**重要提示**：请于本周内办理。",
        "—— *** ——",
        "车牌号粤****，地址：城东街道**路。",
        "面积=长*宽，合计=单价**数量。",
    ),
)
