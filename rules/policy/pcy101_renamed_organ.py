"""机构旧称。Organs renamed or merged in 2018 and 2023, from the day the new name holds.

Laws in force keep old names (工商行政管理部门 716 times), hence whole organ names only, and none
after 原 or 时任, within 《》, before 部门, or in a sentence that tells of the time before.
"""

from datetime import date

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule
from rules.policy._history import ABROAD, FORMER, HISTORY

RULE = Rule(
    id="PCY101",
    name="机构改革前的旧称",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("深化党和国家机构改革方案", date=date(2018, 3, 21)),
        Basis("党和国家机构改革方案", date=date(2023, 3, 16)),
    ),
    message="机构已经改革或者更名，现应为{suggest}；写历史事件请加“原”或者“时任”。",
    check=around(
        words(
            "policy/renamed_organs",
            unless_before=(*FORMER, *ABROAD),
            unless_after=("门", "部门", "令第", "牌子", "分部"),
            unless_inside=("《》", "〈〉"),
            edges=False,
        ),
        lacks=HISTORY,
    ),
    bad=(
        Bad("【国土资源部】近日印发通知。"),
        Bad("按照【中国银保监会】要求。"),
        Bad("【国家卫生计生委】、【国家工商总局】联合发文。"),
        Bad("【中央全面深化改革领导小组】会议精神。"),
        Bad("向【国务院扶贫办】报告。"),
    ),
    good=(
        "原国土资源部的职责划入自然资源部，时任国家工商总局负责人。",
        "依照《国家工商行政管理总局令第86号》办理。",
        "将文件中的“中国银行业监督管理委员会”修改为“国家金融监督管理总局”。",
        "国土资源部门和环境保护部门应当依法履职。",
        Good("国土资源部近日印发通知。", as_of=date(2017, 6, 1)),
        Good("中国银保监会发布公告。", as_of=date(2022, 6, 1)),
        "2017年5月18日，国土资源部在南海宣布试采成功。",
        "不再保留文化部、国家旅游局，国家卫生计生委的职责划入国家卫生健康委。",
        "不再保留国家测绘地理信息局，国家林业和草原局挂牌。",
    ),
)
