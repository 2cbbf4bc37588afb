"""伪装的联系方式。

加V, 薇信, 扣扣 and digits spaced or drawn apart: nobody disguises a lawful contact. The bare sounds
are harmless (加微信群, 威信), so an account or number must follow. Warnings of the police quote them.
"""

from datetime import date

from review.around import around
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules._search import search
from rules.legal._advertising import REPORTED

_DISGUISE = (
    r"(?:(?:薇|徽|葳|溦|崴|威|维|嶶|微|卫|危|唯|v)[ ]?(?:信(?!息|箱|用|任|心|念|仰)|芯|馨|❤|♥|心(?=[：: ]?[a-z0-9])|号)|wei[ ]?xin|weixin|vx|wx|v信|w信|"
    r"微-信|微\.信|扣扣|扣-扣|q扣|企鹅号?|抠抠|球球号?)(?:裙|群|君羊)?"
)
_ACCOUNT = r"[ ]?(?:号|id)?[ ]?[：:;；，,→➡👉=\-]{0,2}[ ]?(?:[a-z][a-z0-9_\-]{5,19}|[0-9](?:[ .\-_—·]?[0-9]){5,14}|[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]{6,12})"

# What every disguise has in it: a stand-in for 微信 or QQ, or the plus sign before one.
SIGNS = (
    *(
        f"{plus}{sign}"
        for plus in ("加", "+", "＋", "➕")
        for sign in ("v", "q", "w", " v", " q", " w", "薇", "微", "威")
    ),
    *(
        f"{who}{sign}"
        for who in ("我", "师", "服", "友")
        for sign in ("v", "q", "w", "威", "维", "微", "卫")
    ),
    *(
        f"{one}{two}"
        for one in "薇徽葳溦崴嶶威维微卫危唯v"
        for two in ("芯", "馨", "❤", "♥", "号：", "号:")
    ),
    *(f"{one}信" for one in "薇徽葳溦崴嶶"),
    *(f"{one}{two}" for one in "薇徽葳溦崴嶶威微维v" for two in "❤♥♡★☆*·•-_|丨💗💕"),
    *(f"{one}{two}：" for one in "卫威维违围魏喂伟味" for two in "星新芯辛欣鑫"),
    *(f"{one}信{mark}" for one in "卫威维围魏喂伟味" for mark in "：:"),
    *(f"{one}{two}:" for one in "卫威维违围魏喂伟味" for two in "星新芯辛欣鑫"),
    "加威",
    "加维",
    "加微",
    "加卫",
    "加危",
    "加唯",
    "+微",
    "＋微",
    "+威",
    "v信",
    "w信",
    "vx",
    "v x",
    "wx：",
    "wx:",
    "微-",
    "微.",
    "扣扣",
    "扣-扣",
    "q扣",
    "企鹅",
    "抠抠",
    "球球",
    "weixin",
    "wei xin",
)

RULE = Rule(
    id="ADV102",
    name="伪装的联系方式",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="疑似伪装的广告联系方式，政务稿件中不应出现，请删去并检查页面是否被篡改。",
    check=around(
        search(
            # 微信 spelt plainly is another rule's; here only what is written so as not to be found.
            rf"(?:加|添加|\+|＋|➕)[ ]?(?:我|老师|客服|好友|q)?[ ]?(?!微信)(?:{_DISGUISE}|v|q(?!r)|[微薇威]|wx?){_ACCOUNT}(?![a-z0-9])"
            rf"|(?!微信)(?<![a-z0-9威])(?:薇信|徽信|葳信|溦信|崴信|嶶信|威❤|薇❤|v❤|薇芯|微芯号|v信|w信|v[ ]?x|wx(?=[：:])|微-信|微\.信|扣扣|抠抠|企鹅号?(?=[：:零〇一二三四五六七八九]))(?:裙|群|君羊)?{_ACCOUNT}(?![a-z0-9])"
            r"|(?<![a-z0-9一-鿿])[薇徽葳溦崴嶶威微维v][ ]?[❤♥♡★☆*·•\-_.|丨💗💕][ ]?信?(?:号)?[ ]?[：:]?[ ]?[a-z][a-z0-9_\-]{4,19}(?![a-z0-9])"
            r"|(?<=[加系人手服师询])[薇徽葳溦崴嶶威微维v][ ]?[❤♥♡★☆*·•\-_|丨💗💕][ ]?信?(?:号)?[ ]?[：:]?[ ]?[a-z][a-z0-9_\-]{4,19}(?![a-z0-9])"
            r"|(?:卫|威|维|围|魏|喂|伟|味)信[：:][ ]?(?=[a-z0-9_\-]{0,19}[0-9])[a-z][a-z0-9_\-]{4,19}(?![a-z0-9])"
            r"|(?:卫|威|维|违|围|魏|喂|伟|wei|味)[星新芯辛欣鑫]?[：:][ ]?(?=[a-z0-9_\-]{0,19}[0-9])[a-z][a-z0-9_\-]{4,19}(?![a-z0-9])"
            # so written and asked to be added, it needs no account behind it
            r"|(?:加|添加|\+|＋)[ ]?(?:我|老师|客服|好友)?[ ]?[薇徽葳溦崴嶶]信",
            literals=SIGNS,
        ),
        lacks=REPORTED,
    ),
    bad=(
        Bad("想了解详情【加V：abc12345】，备注来意。"),
        Bad("咨询【薇信 zx88888888】"),
        Bad("请添加【薇♥信 xy88993】，联系【威❤：dbyz1688】。"),
        Bad("联系小助手【卫星：qyzs0088】领取名额。"),
        Bad("优惠多多【+vx：13812345678】"),
        Bad("客服【扣扣：1 2 3 4 5 6 7 8 9】"),
        Bad("名额有限，【加薇信】咨询。"),
        Bad("有意者滴我，【企鹅号二八五六七三一九零】"),
    ),
    good=(
        "关注微信公众号“清远发布”，回复关键词获取服务。",
        "增加V型支撑12345根，提升桥梁承载能力。",
        "北斗卫星：B1C信号已开通，卫星：风云四号；联系人微·笑。",
        "树立法律威信，增强群众信心。",
        "加微信群请联系社区工作人员。",
        "设备型号VX-2000，编号wx20240501。",
        "警方提示：收到“加V：abc12345领福利”的信息不要相信，谨防诈骗。",
        "WTO成员增加到164个。",
    ),
)
