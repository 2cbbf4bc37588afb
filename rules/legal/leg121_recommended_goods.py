"""机关推荐、指定的商品。

An organ's name with 指定, 推荐 or 认证 before goods, where they are being sold. Without the selling
it may be a list of appointed hospitals, or what an office recommends by duty.
"""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

_ORGAN = (
    r"(?:国务院|[中央国家]{2}机关|党政机关|政府机关|公检法|[一-鿿]{0,6}(?:省|市|县|区|镇|乡)(?:委|人民政府|政府)"
    r"|[一-鿿]{0,6}(?:公安|教育|卫健|卫生健康|市场监管|市监|民政|税务|人社|住建|环保|生态环境|交通|应急管理|文旅|农业农村|消防|气象|医保|司法)(?:部门|系统|局|厅|部|委|大队|支队|总队)"
    r"|[一-鿿]{0,4}(?:检察院|法院|交警|城管局|派出所|红十字会|妇联|总工会|残联|消协|消委会))"
)

RULE = Rule(
    id="LEG121",
    name="机关推荐、指定的商品",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国广告法", "第九条", date(2021, 4, 29)),),
    message="借机关的名义推荐、指定商品：广告不得使用国家机关及其工作人员的名义，请删去。",
    check=advertised(
        pattern(
            rf"{_ORGAN}(?:领导|专家|干部|工作人员|民警)?(?:联合|倾情|特别|重点|独家|郑重|权威|鼎力|唯一|官方)?(?:指定|推荐|力荐|认证|监制|认可|背书|代言|定点|专用|专供|特供|合作)(?:使用|购买|选用|采购|供应)?(?=的?[一-鿿“”《]{{1,12}})",
            wait_for=(
                *("指定", "推荐", "力荐", "认证", "监制", "认可", "背书", "代言", "定点"),
                *("专用", "专供", "特供", "合作"),
            ),
        ),
        lacks="医院名单|指定医院|医疗机构|考点|隔离点|采购人|招标|采购公告|推荐目录|推荐名单|推荐评选|展销会|参加",
    ),
    bad=(
        Bad("【市公安局指定】防盗门，厂家直销，每樘998元，送货上门。"),
        Bad("【县教育局推荐】学习机，原价3999元，现价1999元，限时抢购。"),
    ),
    good=(
        "公安机关指定医院开展驾驶人体检，收费标准见公告。",
        "县农业农村局推荐企业参加展销会，产品每斤12元，果农直供。",
        "市监局查处冒用“市政府指定产品”名义推销保健品案。",
        "县教育局推荐学生参加比赛，费用由财政承担。",
    ),
)
