"""行政区划名称错漏。齐齐哈市, 景东彝族自冶县: one slip in a name of four characters or more.

Shorter names are one character apart from each other too often; there POL303 helps, which knows
what lies where. A last character that only sounds like 市 or 县 is the next word as a rule:
霍尔果斯是, 乌兰察布时.
"""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.political._endings import before_the_end

RULE = Rule(
    id="POL112",
    name="行政区划名称错漏",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("行政区划管理条例", "第五条", date(2019, 1, 1)),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="疑似把{suggest}写错，行政区划名称须逐字核对。",
    check=before_the_end(
        near("political/divisions", "political/place_short_names"),
        *("市", "县", "区", "旗", "州", "盟", "省"),
        others="political/divisions_short",
    ),
    bad=(
        Bad("【新疆维吾尔自冶区】成立七十周年。"),
        Bad("调研组到【景东彝族治县】走访。"),
        Bad("【呼和皓特】至北京的航班。"),
        Bad("【张家介市】文旅局提示，【亳洲市】天气晴，【湘西土家族苗族自治洲】发布公告。"),
    ),
    good=(
        "新疆维吾尔自治区、广西壮族自治区、宁夏回族自治区、内蒙古自治区、西藏自治区。",
        "呼和浩特市、乌鲁木齐市、齐齐哈尔市、鄂尔多斯市、呼伦贝尔市。",
        "张家口市桥西区，张家港市杨舍镇，石家庄市新华区，葫芦岛市龙港区。",
        "民族自治县人民代表大会，土家族苗族自治县，彝族自治州州府。",
        "青山区青山湖畔，青山湖区人民政府，北戴河区北戴河新区，黄石港区。",
        "新疆霍尔果斯是陆路口岸，企业落户乌兰察布时只有两家，日本阿苏地区地震。",
        "延边朝鲜族自治州、甘孜藏族自治州、阿坝藏族羌族自治州、凉山彝族自治州。",
    ),
)
