"""外国和国际组织名称错漏。吉尔吉斯坦, 柬浦寨, 博鳖亚洲论坛: names as the foreign ministry writes them."""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.political._endings import before_the_end

RULE = Rule(
    id="POL116",
    name="外国和国际组织名称错漏",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="疑似把{suggest}写错，国名、国际组织名称须逐字核对。",
    check=before_the_end(
        near("political/countries", "political/world_bodies"), others="political/countries"
    ),
    bad=(
        Bad("【吉尔吉斯坦】代表团来访，【乌孜别克斯坦】客商参展。"),
        Bad("出口【柬浦寨】、【菲律滨】等国。"),
        Bad("参加【上海合做组织】峰会和【博鳖亚洲论坛】年会。"),
        Bad("【越南社会主意共和国】驻华大使到访。"),
    ),
    good=(
        "哈萨克斯坦、吉尔吉斯斯坦、塔吉克斯坦、乌兹别克斯坦、土库曼斯坦和巴基斯坦。",
        "斯洛伐克和斯洛文尼亚，尼日尔与尼日利亚，几内亚、几内亚比绍和赤道几内亚，利比亚和利比里亚。",
        "多米尼克、多米尼加，毛里求斯、毛里塔尼亚，巴拉圭和乌拉圭，澳大利亚与奥地利。",
        "世界卫生大会、世界贸易中心、国际红十字运动、国际奥委会、世界旅游城市联合会。",
        "印度尼西亚人民，马来西亚洲际酒店，吉尔吉斯族群众，塔吉克族干部。",
        "进口自俄罗斯，柬埔寨国王、沙特阿拉伯国王来访，中国红十字会、中国奥林匹克委员会。",
    ),
)
