"""购物口令和领券。

口令 between currency or other signs opens a shop's page when the text is copied.
"""

from datetime import date

from review.around import around
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules._search import search

RULE = Rule(
    id="ADV104",
    name="购物口令和领券",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="疑似电商口令或者商家领券招揽，政务稿件不得引导购物，请删去。",
    check=around(
        search(
            r"(?:[￥¥€$₤₳¢《(（][ ]?(?=[0-9a-z]{0,12}[a-z])(?=[a-z0-9]{0,12}[0-9])[0-9a-z]{9,13}[ ]?[￥¥€$₤₳¢》)）])(?=[^\n]{0,30}(?:打开|淘宝|天猫|京东|拼多多|手淘))"
            r"|淘口令[：:]|(?:复制|长按复制)[^\n。]{0,24}(?:打开|进入|到)[^\n。]{0,4}(?:手机)?(?:淘宝|天猫|京东|拼多多|抖音|快手|唯品会)"
            r"|(?:领取?|抢)[^\n。，]{0,6}(?:优惠券|红包|满减券|代金券|折扣券)[^\n。，]{0,6}(?:后|再|，)?(?:下单|购买|抢购)(?!.{0,6}家电)",
            literals=(
                "打开",
                "淘口令",
                "淘宝",
                "天猫",
                "京东",
                "拼多多",
                "手淘",
                "复制",
                "优惠券",
                "红包",
                "满减券",
                "代金券",
                "折扣券",
            ),
        ),
        lacks=r"消费券|政府|补贴|商务局|诈骗|警惕|骗|提醒|查处|以旧换新",
        within="paragraph",
    ),
    bad=(
        Bad("【复制这段话打开手机淘宝】即可。"),
        Bad("先【领优惠券再下单】，更划算。"),
        Bad("【￥Ab3dE5fG7h9￥】打开淘宝查看"),
    ),
    good=(
        "市民领取政府消费券后再下单，可享满减。",
        "警惕“复制口令打开淘宝”刷单诈骗。",
        "复制链接到浏览器打开，查看公示文件。",
        "项目总投资（20240501A1234）见附件。",
    ),
)
