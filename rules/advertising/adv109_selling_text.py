"""推销文字。

An offer told without any of the fixed phrases of shops: what is cheaper or given away, how long the
offer stands, what it costs, how to take it. Each is weighed; a bargain and a way to take it must
be there, and more than the one cue of each. What an office itself gives, buys, sells by law or
recruits for speaks the same way and is let pass, as is a report on how others advertise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues
from rules.legal._advertising import REPORTED

_N = r"[0-9一二两三四五六七八九十百千万.]{1,6}"
_BARGAIN = re.compile(
    rf"扫[描码][^，。\n]{{0,10}}(?:下单|购买|选购|订购|抢购)|[立新再]减|立享|免费送|免费量房|买[一-鿿]{{1,2}}送[一-鿿]|总价[0-9]{{2,4}}万|零工费|报名送|减[0-9]{{2,4}}元|高价(?:回收|收购|收)|特惠|批发价|团购|拼团|起批|起送|报我名字|直租|拎包入住|月租|终身(?:质保|保修|免费)|冲量|人均[0-9]{{2,3}}元|[0-9]元起|(?:签单|报名|充值|开卡|办卡|成交|购车|购房)[就立还再]?送|直降|满[0-9]{{2,5}}元?(?:立)?[减送返]|买{_N}.?[送赠赚]{_N}|[拍买充存]{_N}元?送|(?<![0-9])[0-9](?:\.[0-9])?折|[一二三四五六七八九]折(?![叠线射断])|半价|特价|原价|到手价|体验价|会员价|"
    r"券后|清仓|断码|甩卖|大促|促销|酬宾|让利|包邮|新店|开业(?:酬宾|大吉|优惠|有礼|特惠)|加推|开盘|首付|即[送赠享]|(?:还|再|另|免费|进店|到店|扫码|现场)(?:赠|送)(?!审|医|至|往|到)|存款送|代金券|优惠[券价]|"
    r"低至|利率(?:高达|低至)|预存[0-9]{2,4}元?|免(?:费)?(?:装|安装|首月|上门|试[听用吃驾])|赠(?:品|送)|"
    rf"一律{_N}元|仅[需售要]?[0-9]{{1,6}}(?:\.[0-9]+)?元|(?:只要|只需|只卖)[0-9]{{1,6}}(?:\.[0-9]+)?元|每[月天]仅|{_N}只(?:包邮)|享.{{0,4}}(?:折扣|优惠|买.赠)"
)
_PRESSING = re.compile(
    rf"从速|最后一天|数量不多|感兴趣的|私信我|名额仅剩|仅剩|招生[啦中]|开始啦|最好的礼物|太好吃|宝藏(?:小店|店铺|好物)|吃到撑|闭眼入|手续齐全|有意者|欢迎(?:来电|单位采购|选购|光临|咨询)|卖完为止|售完[即为]止|送完[即为]止|先到先得|名额(?:有限|不多)|数量有限|限量|预约从速|欲购从速|机不可失|限时|仅限{_N}天|最后{_N}天|前{_N}名|倒计时|等你来|欢迎您|竭诚为您|恭候|"
    r"火热|火爆|抢[购订]|恭迎|品质之选|性价比|物美价廉|实惠|值得拥有|假一赔|质量保证|免费上门|24小时上门|冷链直达|全国发货|顺丰|现货"
)
_TAKE = re.compile(
    r"(?:订餐|订房|订购|订货|看房|试驾|试听|试吃|品鉴|售楼|加盟|代理|抢购|购买|选购|接单|批发|零售|回收|租售)(?:热线|专线|电话|联系|请|微信|咨询)|下单|订购|订货|选购|预[订定]|加盟|咨询购买|看房|试驾|试听|(?:咨询|报名|办理|订餐|订房|招生|抢购|品鉴|售楼|置业|贵宾|销售|加盟|业务|接单|预约|洽谈|购买|垂询|联系)?(?:热线|专线|电话|手机|致电|请拨|拨打|微信)[^，。\n]{0,6}?[：:]?[ ]?(?:1[3-9][0-9]|0[0-9]{2,3}|400|[48]00|10[0-9]{3})|"
    r"扫(?:描|码)[^，。\n]{0,6}(?:二维码|领|购|下单|添加)|扫码|二维码|凭(?:此|本)[^，。\n]{0,4}(?:推文|文章|截图|短信|图文|公众号)|详询|(?:李|王|张|陈|刘|黄|何|林|周|吴)(?:经理|老板|教练|店长|总)|地址|门店|到店|进店|来店|支持(?:微信|支付宝|货到)"
)
_SELLER = re.compile(
    r"车行|托管班|特训营|冲刺班|辅导班|农家乐|口腔|种植牙|房源|全屋定制|月饼|按摩仪|二手车|中介|工作室|会所|影楼|婚纱|餐厅|民宿|ktv|美甲|纹绣|舞蹈班|小店|老字号|自家酿|自酿|pos机|代还|我店|小店|旗舰店|专卖店|专营店|体验店|[一-鿿](?:店|4s店|家具城|家电城|商城|超市|卖场|酒楼|饭店|茶庄|烟酒|商行|商贸|花园|华府|公馆|豪庭|御园)(?=[，。！、\n双全开新推的]|$)|厂家|源头|正宗|套餐|"
    r"宽带|信用卡|小额贷|楼盘|驾校|美容|皮肤管理|整形|植发|口腔|瑜伽|健身|培训班|家政|开锁|疏通|回收|搬家|装修|保险经理|村镇银行|经理|代理|品牌|礼盒|羊毛衫|新品|爆款|现房|㎡|㎡"
)
_PROMISE = re.compile(
    r"不过全退|价格(?:公道|实惠|从优|优惠)|不反弹|瘦[^，。\n]{0,4}斤|老板跑路|全额退款|名师一对一|保证通过|一贴|无副作用|无毒副|治愈率|有效率|药到病除|永不复发|立竿见影|不过退款|不过退费|包过|保过|免试入学|免考|保录取|包分配|包就业|名校直录|无抵押|免担保|免征信|当天放款|秒到账|零首付|"
    r"稳赚|保本|高回报|日赚|日入|月入过万|躺赚|祛斑|丰胸|(?:三|七|[0-9])天(?:见效|根治)|专业(?:开锁|疏通|维修|清洗|搬家|代办|回收|防水|贷款|办理|讨债|灭鼠)"
)
_GOODS = re.compile(
    rf"[0-9]+(?:\.[0-9]+)?元?(?:/|一|每)[一]?(?:斤|只|盒|箱|件|份|瓶|套|个|㎡|平米|平方米|位|条|包|袋|桶)|[每一](?:斤|只|盒|箱|件|份|瓶|套|位)(?:仅|只)?[0-9]+(?:\.[0-9]+)?元|均价|[0-9]{{1,6}}(?:\.[0-9]+)?元(?!以[上下])|{_N}厘|[0-9.]+万元?"
)
_OFFICIAL = re.compile(
    rf"{REPORTED}|政府采购|采购(?:公告|项目|人|文件|预算|需求|活动|合同)|招标|中标|投标|磋商|询价|竞价|拍卖|起拍|招聘|应聘|求职|助农|帮扶|扶贫|乡村振兴|滞销|认购会|消费券|惠民|以旧换新|"
    r"政府|[省市县区](?:商务|医保|文旅|总工会|工会|卫健|人社|教育|民政|交通|税务|供销)|工会|财政|国补|免门票|门票|景区|义诊|医保|公证|疫苗|门诊|就诊|招商引资|展销会|展会|"
    r"(?<![0-9])123(?:15|45)(?![0-9])|政务|志愿|公益|供水|供电|停水|停电|保障房|保障性|租赁住房|公租房|公积金|图书馆|博物馆|公示|公告|书记|干部|驻村|村民|农户|合作社|同比|增长|销售额|学费全免|助学金|"
    r"惠民保|参保|税费|减免|记者从|海关|关税|阶梯|听证|调价|价格监测|统计|国债|期货|收购|开标|保证金|竣工|开工|投产|免费发放|体彩|福彩|公交|高铁|航班|列车|票价|首道"
)
_ORDER = re.compile(
    r"(?:订餐|订房|订购|订货|看房|试驾|试听|试吃|品鉴|售楼|加盟|抢购|购买|选购|接单|批发|租售)(?:热线|专线|电话|联系|请拨|微信)"
    r"|扫[描码][^，。\n]{0,10}(?:下单|购买|选购|订购|抢购)"
)
_MOBILE = re.compile(
    r"(?:电话|手机|热线|微信|联系|请拨|致电|老师|经理)[^，。\n]{0,6}?1[3-9][0-9]{9}(?![0-9])"
)
_PRICED = re.compile(
    r"[0-9]+(?:\.[0-9]+)?元(?:/|一|每)(?:斤|只|盒|箱|件|份|瓶|套|个|平|条|包|袋|双|克|位|次)"
)
_REACH = 70  # characters around a bargain in which the rest is looked for
_ENOUGH = 4
_CLAIMS = 3  # promises of a cure or a certificate that need nothing but a contact


def _distinct(pattern: re.Pattern[str], text: str, first: int, last: int) -> list[re.Match[str]]:
    kept: dict[str, re.Match[str]] = {}
    for match in pattern.finditer(text, first, last):
        kept.setdefault(match[0], match)
    return list(kept.values())


def _selling(text: Text, start: int, end: int) -> Iterator[Mark]:
    marked = -1
    for anchor in sorted(
        (
            one
            for form in (_BARGAIN, _PROMISE, _ORDER)
            for one in form.finditer(text.folded, start, end)
        ),
        key=lambda one: one.start(),
    ):
        if anchor.start() < marked:
            continue
        first, last = max(0, anchor.start() - _REACH), min(len(text.folded), anchor.end() + _REACH)
        if _OFFICIAL.search(text.folded, first, last):
            continue
        found = [
            _distinct(form, text.folded, first, last)
            for form in (_BARGAIN, _PROMISE, _PRESSING, _TAKE, _SELLER, _GOODS)
        ]
        bargain, promise, pressing, take, seller, goods = (len(one) for one in found)
        kinds = sum(bool(one) for one in found)
        ordered = _ORDER.search(text.folded, first, last) is not None
        score = (
            2 * (bargain + promise + ordered)
            + pressing
            + min(take, 2)
            + min(seller, 2)
            + min(goods, 1)
        )
        claimed = promise + bargain >= _CLAIMS - 1 and promise and take
        if not claimed and (
            kinds < 2
            or score < _ENOUGH
            or not (take or pressing or seller >= 2 or promise >= 2 or bargain >= 2)
        ):
            continue
        spans = [match.span() for one in (*found[:4],) for match in one]
        paragraph = text.paragraph(anchor.start())
        inside = [one for one in spans if paragraph[0] <= one[0] and one[1] <= paragraph[1]]
        marked = max(one[1] for one in inside)
        yield Mark(span=text.span(min(one[0] for one in inside), marked))


_CUES = (
    *(
        "立减",
        "直降",
        "满减",
        "半价",
        "特价",
        "原价",
        "到手价",
        "体验价",
        "会员价",
        "券后",
        "清仓",
        "断码",
    ),
    *(
        "甩卖",
        "大促",
        "促销",
        "酬宾",
        "让利",
        "包邮",
        "新店",
        "开业",
        "加推",
        "开盘",
        "首付",
        "即送",
        "即赠",
    ),
    *(
        "即享",
        "再送",
        "还送",
        "赠送",
        "存款送",
        "代金券",
        "优惠券",
        "优惠价",
        "低至",
        "高达",
        "预存",
        "赠品",
    ),
    *(
        "免费装",
        "免安装",
        "免费试",
        "免费安装",
        "仅需",
        "仅售",
        "只要",
        "只需",
        "每月仅",
        "每天仅",
        "根治",
        "一贴",
        "无副作用",
    ),
    *(
        "治愈率",
        "有效率",
        "不过退",
        "包过",
        "保过",
        "免试入学",
        "免考",
        "保录取",
        "包就业",
        "直录",
        "无抵押",
        "免担保",
    ),
    *(
        "当天放款",
        "秒到账",
        "零首付",
        "稳赚",
        "保本",
        "高回报",
        "日赚",
        "日入",
        "祛斑",
        "专业开锁",
        "专业疏通",
        "专业维修",
    ),
    *(
        "专业清洗",
        "专业搬家",
        "专业代办",
        "专业回收",
        "专业贷款",
        "专业办理",
        "下单",
        "到店",
        "进店",
        "扫码",
        "二维码",
    ),
    *(
        "团购",
        "批发价",
        "特惠",
        "从速",
        "仅剩",
        "全退",
        "特训营",
        "看房",
        "订餐",
        "月租",
        "直租",
        "房源",
        "打折",
        "八折",
    ),
    *(
        "元一",
        "元每",
        "元/",
        "价格公道",
        "价格实惠",
        "私信",
        "免费送",
        "立享",
        "不反弹",
        "报名送",
        "最后一天",
    ),
    *("热线", "电话", "请拨", "详询", "现货", "发货"),
)

RULE = Rule(
    id="ADV109",
    name="推销文字",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第二条、第十四条", date(2021, 4, 29)),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="这里有优惠、有价格、有购买办法，像是在推销商品或者服务：政务新媒体不得发布商业广告，请核实后删去。",
    check=near_cues(_selling, _CUES, before=_REACH, after=_REACH),
    bad=(
        Bad("夏凉被【三折起清仓，卖完为止，到店】另有惊喜。"),
        Bad("办理贷款【无抵押免担保，当天放款，详询黄经理】。"),
        Bad("老街牛肉馆【新店开张，进店扫码领20元代金券】。"),
        Bad("【名校直录，免试入学，报名热线400】-118-2233，助您圆梦。"),
        Bad("绿源农庄的土鸡蛋每盒58元，想要的读者可【扫描文末二维码下单】。"),
        Bad("丽颜坊【祛斑体验价88元，原价666元，预约从速】。"),
    ),
    good=(
        "县商务局发放汽车消费券，到店购车立减3000元，先到先得。",
        "市监局查处某店“原价999元，到手价99元，限时抢购”价格欺诈案。",
        "县人民医院招聘护士，月薪低至4500元起，报名电话0763-6682100。",
        "空调采购公告：免费安装，预算18万元，咨询电话0763-6681034。",
        "驻村干部当起主播，土鸡68元一只包邮，下单的村民络绎不绝。",
        "公证处免费上门服务，咨询电话0763-3361200。",
        "新店开业须办理营业执照，可到政务服务中心扫码预约。",
    ),
)
