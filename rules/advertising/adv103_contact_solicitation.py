"""招揽添加个人账号。

An account to add, written plainly. A service may mean it, so a person is asked; the office's own
public accounts have names, not ids.
"""

from datetime import date

from review.around import around
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules._search import search
from rules.legal._advertising import REPORTED

RULE = Rule(
    id="ADV103",
    name="招揽添加个人账号",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="招揽读者添加个人微信、QQ：请确认是本单位公布的服务账号，商业招揽须删去。",
    check=around(
        search(
            r"(?:(?:加|添加|扫码加|请加|咨询|联系|订购|下单|报名)[^\n。，]{0,8}?(?:微信|qq|q q|钉钉|飞书)(?:号|好友)?|(?:客服|老板|店主|卖家|销售|经理|顾问|老师)(?:的)?(?:微信|qq)号?|微信同号|加(?:q|扣|微信)?群|进群|入群)"
            r"[ ]?[：:，,]?[ ]?(?:[a-z][a-z0-9_\-]{5,19}|[0-9]{5,12})(?![a-z0-9])",
            literals=(
                "加群",
                "q群",
                "扣群",
                "信群",
                "进群",
                "入群",
                "微信",
                "qq",
                "q q",
                "钉钉",
                "飞书",
            ),
        ),
        lacks=REPORTED,
    ),
    bad=(
        Bad("【报名请添加微信：qyly2024】。"),
        Bad("订货【请加老板微信 13812345678】。"),
        Bad("想了解的【加群：123456789】，资料【加Q群：987654321】"),
        Bad("【客服QQ：12345678】，在线等您。"),
    ),
    good=(
        "请关注“清远发布”微信公众号，咨询电话12345。",
        "警方提醒：要求添加微信abc12345678刷单的都是诈骗。",
        "会议通过微信、QQ等方式通知各单位。",
        "办事群众可添加企业微信“清远政务”。",
    ),
)
