"""商业广告文字。

Seller, product and purchase cue side by side: one alone is daily life in an office's own pieces.
Vouchers, subsidies, procurement and reports on unlawful advertising are no advertisements.
"""

from __future__ import annotations

from datetime import date

from review.around import around
from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._advertising import REPORTED

_SELLER_OR_PRICE = (
    r"本店|我店|小店|本公司|我公司|我司|本品|本产品|旗舰店|专卖店|专营店|直营店|体验店|门店|商城|厂家|厂价|直销|楼盘|售楼|"
    r"品牌|礼盒|套餐|套装|新品|爆款|正品|加盟|原价|现价|特价|仅售|只要|低至|折起|[0-9.]+折|[￥¥][ ]?[0-9]|[0-9][0-9.]*元|"
    r"热线[：: ]?[0-9]|微信[：: ]?[a-z0-9]|电话[：: ]?[0-9]|链接|店铺|店名|地址[：:]|顾客|充值|到店|扫描下方|扫码|客户经理|[一二三四五六七八九]折|[0-9]号体验"
)
_PUBLIC_GOOD = (
    r"消费券|惠民券|(?<!百亿)(?<!平台)补贴|下乡|以旧换新|国补|政府采购|采购公告|招标|中标|竞拍|司法拍卖|拍卖公告|助农|滞销|果农|菜农|茶农|蜂农|消费帮扶|"
    r"消费扶贫|乡村振兴|门票|公交卡|预约挂号|疫苗|医保|图书馆|博物馆|电力|燃气|水务|保障房|公租房|彩票|禁止|调查|统计|数据显示|"
    r"同比|增长|销售额|市场监管|国债"
)

RULE = Rule(
    id="ADV101",
    name="商业广告文字",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
        Basis("中华人民共和国广告法", "第十四条", date(2021, 4, 29)),
    ),
    message="疑似商业广告文字（“{word}”），政务新媒体不得发布商业广告，请删去。",
    check=around(
        words("advertising/purchase_cues", edges=False),
        has=_SELLER_OR_PRICE,
        lacks=rf"{REPORTED}|{_PUBLIC_GOOD}",
        within="paragraph",
    ),
    bad=(
        Bad("本店新到土鸡，【欢迎选购】，电话：0763-3312345。"),
        Bad("某品牌空调【限时特惠】，原价2999元，【到手价】1999元，【全国包邮】。"),
        Bad("江畔华府【恭迎品鉴】，售楼处地址：人民路1号。"),
    ),
    good=(
        "市商务局发放消费券，市民可扫码领取，在门店下单立减20元。",
        "家电以旧换新补贴今日启动，到店选购最高补贴2000元。",
        "市监局查处某门店“买一送一”虚假宣传案，罚款2万元。",
        "预约办理护照，费用120元，可选择邮政速递包邮到家服务。",
        "本店因道路施工暂停营业，欢迎拨打12345反映。",
        "助农直播间欢迎选购连州菜心，每斤4元，全国包邮，果农笑开颜。",
        "今年“双11”，不少网民立即下单，全市快递业务量同比增长12%。",
    ),
)
