"""已废止法律法规名称。

Names come from the clauses of the laws themselves that repeal their predecessors. A report on
history, on the repeal itself or on what held before is right to use the old name.
"""

from datetime import date

from review.around import around
from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

# Long enough ago to be history, or said to be.
HISTORY = (
    r"废止|失效|同时停止|停止(?:施行|执行|适用)|所?取代|代替|施行前|实施前|修订前|生效前|旧法|当时|时任|历史|"
    r"历程|沿革|回顾|起草|前身|19[0-9]{2}年|建国|新中国成立|改革开放初"
)

FORMER = tuple(
    f"{former}{opening}"
    for former in ("原", "旧", "原来的", "已废止的", "已经废止的", "当时的", "曾经的")
    for opening in ("", "《", "《中华人民共和国", "中华人民共和国")
)

RULE = Rule(
    id="LEG101",
    name="已废止法律法规名称",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国立法法"),),
    message="{word}已经废止或者更名，请改引现行法律法规{suggest}，条文序号一并核对。依据：{source}。",
    check=around(
        words(
            "legal/repealed_laws",
            unless_before=FORMER,
            unless_after=(
                "（已废止）",
                "(已废止)",
                "（现已废止）",
                "时代",
                "时期",
                "草案",
                "务",
                "治",
                "定",
                "院",
                "庭",
            ),
            unless_inside=("〈〉",),
        ),
        lacks=HISTORY,
    ),
    bad=(
        Bad("房屋买卖应当依照《【中华人民共和国合同法】》订立书面合同。"),
        Bad("办理结婚登记，须符合【《婚姻法》】规定的条件。"),
        Bad("无照行医的，依据【执业医师法】予以处罚。"),
        Bad("纳税人应当依照【增值税暂行条例】申报。", as_of=date(2026, 3, 1)),
        Bad("双方依据【合同法】的有关规定协商解决。"),
        Bad("自然人的权利能力，见【民法通则】有关规定。"),
        Bad("企业违反【环境影响评价法】，未批先建。"),
        Bad("依据《【中华人民共和国海洋环境保护法】》予以处罚。"),
    ),
    good=(
        "生态环境法典自2026年8月15日起施行，《环境保护法》等十部法律同时废止。",
        "《广东省实施〈中华人民共和国海洋环境保护法〉办法》，健全环境保护法律制度。",
        Good("依照《环境保护法》予以处罚。", as_of=date(2026, 8, 14)),
        "民法典施行，《婚姻法》《继承法》《民法通则》《合同法》同时废止。",
        "《中华人民共和国劳动合同法》保护劳动者的合法权益。",
        "1950年颁布的《婚姻法》是新中国第一部基本法律。",
        "《中华人民共和国国家安全法》自2015年7月1日起施行。",
        "全民国家安全教育日宣传《国家安全法》《反间谍法》。",
        "原《侵权责任法》、原《中华人民共和国婚姻法》的相关司法解释已清理。",
        "原《物权法》的有关规定已纳入民法典物权编。",
        "《广东省公路管理条例》修订后公布。",
        Good("依照《合同法》订立合同。", as_of=date(2018, 5, 1)),
        Good("纳税人应当依照增值税暂行条例申报。", as_of=date(2025, 6, 1)),
        "弘扬法治精神，继承法治传统；合同法律关系明确。",
        "城市规划法规体系不断健全。",
    ),
)
