"""地方机构旧称。市环保局, 县工商局: gone with the local reform that ended in March 2019.

The short forms count with 市 or 县 before them only; laws and papers of before keep them.
"""

from datetime import date

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule
from rules.policy._history import ABROAD, FORMER, HISTORY

RULE = Rule(
    id="PCY105",
    name="地方机构改革前的旧称",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("深化党和国家机构改革方案", date=date(2018, 3, 21)),),
    message="地方机构已经改革，现一般为{suggest}，请按当地机构全称核对；写历史事件请加“原”。",
    check=around(
        words(
            "policy/renamed_local_organs",
            unless_before=(*FORMER, *ABROAD),
            unless_after=("长征", "限"),
            unless_inside=("《》", "〈〉", "“”"),
            edges=False,
        ),
        lacks=HISTORY,
    ),
    bad=(
        Bad("【市环保局】开展执法检查，【县工商局】参加。"),
        Bad("清城区【国土资源局】公告。"),
        Bad("由市【卫生和计划生育局】负责解释。"),
    ),
    good=(
        "原市环保局的职责划入市生态环境局；时任县工商局局长王某。",
        "2015年，市环保局会同县国土局开展调查。",
        "工商行政管理机关、食品药品监督管理部门依法履职，《市环保局工作规则》废止。",
        "澳门环境保护局、美国环境保护局代表来访。",
        Good("市环保局开展执法检查。", as_of=date(2018, 6, 1)),
    ),
)
