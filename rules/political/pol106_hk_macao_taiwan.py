"""涉港澳台用语。Set terms that place Hong Kong, Macao or Taiwan beside China, or make them states.

中澳关系 (Australia), 其中港口, 集中台账 are why bare 中港, 中澳, 中台 are not listed.
"""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL106",
    name="涉港澳台不规范用语",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("关于正确使用涉台宣传用语的意见（2016年修订）"),
        Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台"),
    ),
    message="涉港澳台用语不规范，建议改为{suggest}{note}。",
    check=words("political/hk_macao_taiwan", unless_inside=("“”", "‘’", "《》")),
    bad=(
        Bad("【两岸三地】青年交流活动启动。"),
        Bad("该公司为【中港合资】企业，【中港两地】客商云集。"),
        Bad("【台湾政府】有关官员称。"),
        Bad("促进【中台交流】，【中国和香港】的贸易增长。"),
        Bad("据【台湾教育部】发布，【台湾与中国】的往来。"),
        Bad("1997年我国【收回香港主权】。"),
    ),
    good=(
        "中澳关系稳步改善，中澳自贸协定全面实施。",
        "其中港口吞吐量增长，集中台账管理，其中台湾青年二十人。",
        "海峡两岸暨香港、澳门青年交流，台湾地区有关规定，台湾当局。",
        "所谓“台湾政府”的说法是错误的，必须予以驳斥。",
        "中国政府对香港恢复行使主权；台湾省政府旧址。",
        "世界卫生大会前中国和台湾同属一个中国的立场没有变，中国与香港特别行政区同步。",
        "来自美国、日本、新加坡和中国香港等国家和地区的客商。",
    ),
)
