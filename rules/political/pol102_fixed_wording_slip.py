"""常用固定表述错漏。The wider table of fixed phrases; a person looks, for some variants are right."""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL102",
    name="常用固定表述错漏",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="此处与固定表述{suggest}只差一处，请核对是否写错。",
    check=near("political/fixed_wording", "political/slogans_short"),
    bad=(
        Bad("深化【供给侧结沟性改革】，推动高质量发展。"),
        Bad("【坚持稳中求进工作总基掉】。"),
        Bad("落实【全面从严治党主题责任】。"),
        Bad("坚持【民族区域自制制度】。"),
        Bad("参加抗战胜利纪念活动，纪念【中国人民抗日战争暨世界反法西期战争】胜利。"),
    ),
    good=(
        "深化供给侧结构性改革，坚持稳中求进工作总基调，落实全面从严治党主体责任。",
        "推进高质量发展，扩大对外开放，建设教育强国、科技强国、人才强国。",
        "建设粤港澳大湾区国际科技创新中心，推动长江经济带高质量发展。",
        "社会主义市场经济是法治经济；民族自治地方依法行使自治权。",
    ),
)
