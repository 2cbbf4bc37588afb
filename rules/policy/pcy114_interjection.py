"""感叹和吐槽。无语，又有人乱扔烟头: a clause that is nothing but the writer's feeling.

In everyday words the same characters are facts (这道题太难了, 绝了种的稻子), so only where they make
up a clause or close one, and never in quotation marks.
"""

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_ALONE = (
    r"无语|真无语|太无语|服了|真服了|我服了|晕倒|天哪|天呐|我的天|妈呀|老天爷|醉了|泪目|破防|心塞|裂开|吐了|真是够了|绝了|太绝了"
    r"|心疼|太心疼|气死|气炸|羡慕了|爱了|慕了|酸了|麻了|崩溃|可恶|可恨|活该|哇塞|哇噻|嘻嘻|嘿嘿|哈哈|呵呵|啧啧|老铁|老铁们|宝子|宝子们|家人们|姐妹们|亲们|集美们"
)
_CLOSING = (
    r"真香|绝了|绝绝|麻了|裂开了|破防了|爱了|慕了|酸了|泪目|狂喜|笑不活了|素质真差|真没素质|太没素质|没谁了|太可了|真的栓|真上头"
    r"|太爱了|太可爱了吧|也太好看了|也太美了|也太香了|也太幸福了"
)

RULE = Rule(
    id="PCY114",
    name="感叹、吐槽用语",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 27),
        ),
    ),
    message="疑似个人情绪用语，请改为单位口径；引述他人的话请加引号。",
    check=pattern(
        rf"(?:^|(?<=[。！!？?，,~～\n]))(?:{_ALONE})(?=[，,！!。~～…]|$)|(?:{_CLOSING})(?=[，,！!。~～…]|$)",
        unless_inside=("“”", "‘’", "「」", "《》"),
        wait_for=tuple(f"{_ALONE}|{_CLOSING}".split("|")),
    ),
    bad=(
        Bad("【无语】，又有人乱扔烟头，【素质真差】。"),
        Bad("新地铁【真香】！这个公园【绝了】。"),
        Bad("周末的花海【也太美了】，快来打卡。"),
    ),
    good=(
        "绝了种的稻子重新种回田间，新米真香糯，满屋都是饭菜香。",
        "“无语，又停水了。”居民的留言得到回应；他无语凝噎。",
        "心疼老人独居，社区安排志愿者上门；切好的水果免费品尝。",
    ),
)
