"""台湾机构未加引号。立法院, 行政院 of Taiwan stand in quotation marks; those before 1949 do not."""

from review.kinds import around, pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL210",
    name="台湾机构名称未加引号",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("关于正确使用涉台宣传用语的意见（2016年修订）"),
        Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台"),
    ),
    message="台湾当局机构名称应加引号，或者改称行政管理机构、立法机构等。",
    check=around(
        pattern(
            r"(?<![“‘\"「『])(?:行政院|立法院|监察院|考试院)(?![”’\"」』])",
            suggest=lambda match: (f"“{match[0]}”",),
            unless_inside=("“”", "‘’", "《》"),
        ),
        has=r"台湾|台当局|民进党|国民党团|蔡英文|赖清德|陈水扁|马英九|绿营|蓝营|民众党",
        lacks=r"国民政府|南京|重庆|民国|孙中山|汪伪|解放前|19[0-4][0-9]年|旧址|台湾行政院|台湾立法院",
    ),
    bad=(
        Bad("台湾当局【立法院】昨日表决。"),
        Bad("民进党把持的【行政院】、【监察院】遭到质疑。"),
    ),
    good=(
        "台湾当局“立法院”昨日表决，台湾地区立法机构负责人到访。",
        "1937年，国民政府行政院迁往重庆，台湾义勇队成立。",
        "历史上的监察院、考试院旧址均已列为文物保护单位。",
    ),
)
