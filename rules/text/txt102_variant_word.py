"""异形词。Two spellings of one word, of which the national table recommends one.

Only a hint: statutes in force still write 成份 and 摹仿. 标识 is left out on purpose, it is a
legal term by now; of words that are other words as well (份子, 刻划) only compounds are listed.
"""

from __future__ import annotations

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT102",
    name="异形词的非推荐词形",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("第一批异形词整理表（GF 1001—2001）", "", date(2002, 3, 31)),),
    message="“{word}”是异形词，推荐词形为{suggest}。",
    check=words("text/variant_words", unless_inside=("《》",)),
    bad=(
        Bad("加强食品【成份】检测，【宏扬】优秀传统文化。"),
        Bad("演出【精采】纷呈，群众笑逐颜开。"),
        Bad("要【再接再砺】，不可【直接了当】地下结论。"),
        Bad("双方签订了【定货】合同，知情人士【希奇】地围观，来宾已经【就坐】。"),
        Bad("依法惩处【犯罪份子】，商品【定单】大增。"),
    ),
    good=(
        "商标标识、绿色采购、法定货币、约定婚姻登记日期。",
        "制定单行条例；同胞子女；类别股分配方案；钓鱼网站；附录相关内容。",
        "《生物制品成份检验办法》规定，注册会计师应当核对账本。",
        "公民申请变更民族成份，筚路蓝缕，以启山林。",
        "分子与分母；先进分子；他收了份子钱。",
        "严禁在文物上刻划、涂污；文天祥过零丁洋；制定单行条例；按纳税额计算。",
    ),
)
