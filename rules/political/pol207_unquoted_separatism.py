"""台独不加引号。Quotation marks say that the thing named is not acknowledged."""

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL207",
    name="“台独”等未加引号",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("关于正确使用涉台宣传用语的意见（2016年修订）"),
        Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台"),
    ),
    message="“台独”“藏独”“疆独”“港独”“两个中国”等应加引号。",
    check=pattern(
        r"(?<![“‘\"「『])(?:两个中国|一中一台|一边一国|台湾独立)(?=、|或|的图谋|的阴谋|的行径|的主张|势力|分裂)"
        r"|(?<![“‘\"「『])(?:台独|藏独|疆独|港独|东突)"
        r"(?=分裂|势力|分子|份子|活动|言论|行径|组织|主张|顽固|挑衅|路线|暴力|思想|立场|倾向|政客|头目|团体)",
        suggest=lambda match: (f"“{match[0]}”",),
        wait_for=(
            *("两个中国", "一中一台", "一边一国", "台湾独立"),
            *("台独", "藏独", "疆独", "港独", "东突"),
        ),
        unless_inside=("“”", "《》"),
    ),
    bad=(
        Bad("坚决反对【台独】分裂活动。"),
        Bad("打击【藏独】势力，遏制【港独】言论。"),
        Bad("反对任何制造【两个中国】、【一中一台】的图谋。"),
    ),
    good=(
        "坚决反对“台独”分裂活动和外来干涉。",
        "该平台独家报道，深圳港独立运营，阳台独有设计，西藏独特风光，窗台独立承重。",
        "《反台独斗争大事记》一书。",
        "反对任何制造“两个中国”、“一中一台”的图谋，这两个中国队员、两个中国的航天员。",
        "河东突击队，山东突出重点，广东突破势力范围。",
        "港独资企业减少，馆藏独本展出，新疆独山子区。",
    ),
)
