"""国家机关名义推销。

特供, 专供 and 指定 with an organ's name sell by the State's authority (广告法第九条第二项). Seizing such
goods is news.
"""

from datetime import date

from review.around import around
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._advertising import REPORTED

_ORGAN = (
    r"(?:国家机关|党政机关|机关单位|政府机关|国务院|中南海|人民大会堂|国宾馆|钓鱼台|公安部|国防部|外交部|军队|部队|"
    r"中央军委|[\u4e00-\u9fff]{0,6}(?:省|市|县|区)(?:人民)?政府|[\u4e00-\u9fff]{2,8}(?:委员会|公安局|市监局|卫健委|健康局|健康委|教育局|税务局|消防(?:救援)?大队|派出所|管理局|办公室|监督局|红十字会|妇联|工会|公安|交警))"
)
_GOODS = r"(?:用酒|[白红黄名药]酒|酒(?!店|会|家|楼)|茶叶?(?!馆|话)|烟|矿泉水|用水|产品|商品|用品|品牌|礼品|食品|特产|月饼|大米|保健品)"

RULE = Rule(
    id="LEG111",
    name="国家机关名义推销",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国广告法", "第九条", date(2021, 4, 29)),),
    message="广告不得使用或者变相使用国家机关、国家机关工作人员的名义或者形象，请删去这类表述。",
    check=around(
        pattern(
            rf"{_ORGAN}(?:专供|特供|特制|指定(?!.{{0,4}}医院)|推荐|监制|内部专用|专用)(?:的)?{_GOODS}"
            rf"|(?:本产品|本品|本店|本公司|我公司|我店)[\u4e00-\u9fff]{{0,6}}(?:由|为|系|是|经|获)?{_ORGAN}(?:专供|特供|指定使用|指定|推荐|认可|监制)(?!{_GOODS}|用|的)"
            rf"|{_ORGAN}(?:联合|倾情|特别|重点|独家|郑重|权威|鼎力)?(?:推荐|力荐|认证|监制)(?:使用|购买|选用|饮用|食用)?(?=[一-鿿“”]{{1,12}}牌)"
            r"|国宴(?:专用|专供|指定|特供)(?:用)?(?:酒|茶|产品)"
        ),
        lacks=rf"{REPORTED}|假冒|清理|收缴|采购|扶贫产品|消费帮扶",
    ),
    bad=(
        Bad("本品为【人民大会堂特供酒】，欢迎选购。"),
        Bad("【清远市政府指定用水】，品质可靠。"),
        Bad("【县卫生健康委员会推荐使用】某某牌空气净化器，现价1299元。"),
        Bad("新推出【国宴专用茶】礼盒。"),
        Bad("【本产品由国家机关指定使用】，欢迎选购。"),
    ),
    good=(
        "警方打击制售“军队特供酒”违法犯罪，查获假酒千瓶。",
        "市政府推荐产品参加绿色食品评选，严禁以机关名义销售。",
        "人民大会堂举行国宴，招待各国来宾。",
        "县卫生健康委员会指定医院名单公布。",
    ),
)
