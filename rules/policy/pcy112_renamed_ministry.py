"""部委旧称。农业部, 文化部, 监察部, 卫生部: short names that stand inside everyday words.

现代农业部分, 企业文化部, 卫生部门 and 柬埔寨文化部 are why they are looked for between word edges
and apart from the longer names of PCY101. Exempt as there: 原, 时任, 《》, 部门, the time before,
and the number of an order or a notice of theirs.
"""

from datetime import date

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule
from rules.policy._history import ABROAD, FORMER, HISTORY

RULE = Rule(
    id="PCY112",
    name="部委改革前的旧称",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("国务院机构改革方案", date=date(2018, 3, 17)),
        Basis("国务院机构改革和职能转变方案", date=date(2013, 3, 14)),
    ),
    message="机构已经改革或者更名，现应为{suggest}；写历史事件请加“原”或者“时任”。",
    check=around(
        words(
            "policy/renamed_ministries",
            unless_before=(*FORMER, *ABROAD),
            unless_after=(
                "长",
                "门",
                "部门",
                "令",
                "公告",
                "第",
                "落",
                "队",
                "件",
                "际",
                "署",
                "分",
            ),
            unless_inside=("《》", "〈〉"),
            edges=True,
        ),
        lacks=HISTORY,
    ),
    bad=(
        Bad("县委书记赴北京拜访【农业部】。"),
        Bad("【文化部】公布新一批名录，【卫生部】部署冬春季防控。"),
        Bad("【监察部】通报典型问题。"),
    ),
    good=(
        "农业部门、文化部门和卫生部门联合检查，现代农业部分项目开工，农业部署到田。",
        "原农业部、时任文化部部长，农业部令2017年第8号，农业部公告第2292号。",
        "全省文化部长座谈会，国际农业部长级会议。",
        "企业文化部、柬埔寨文化部、巴西农业部、该国卫生部。",
        "2016年，农业部在我县召开现场会；农业农村部、文化和旅游部发文。",
        Good("农业部在我县召开现场会。", as_of=date(2016, 6, 1)),
    ),
)
