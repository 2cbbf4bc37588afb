"""网络流行语。Corrupted spellings and initials a government account has no use for.

What others said stands in quotation marks; 点赞 and 给力 have long been in official papers.
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY110",
    name="网络流行语",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国国家通用语言文字法", date=date(2026, 1, 1)),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="“{word}”是网络流行语，政务信息请用规范的书面语；引述他人的话请加引号。",
    check=words(
        "policy/net_slang", edges=False, unless_inside=("“”", "‘’", "「」", "《》", "（）", "()")
    ),
    bad=(
        Bad("这个周末的花海【绝绝子】，【yyds】！"),
        Bad("市民纷纷为消防员【打call】。"),
        Bad("【小伙伴们】，今天的政策解读来了。"),
    ),
    good=(
        "网友留言：“这个服务真是绝绝子！”",
        "整治“饭圈”乱象，不用“yyds”等网络用语；点赞好政策，干得给力。",
        "乡亲们、父亲们、战友和家人们欢聚一堂，公社死角得到清理。",
    ),
)
