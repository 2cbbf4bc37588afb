"""个人出生日期。

A form's label with a full date behind it. Official biographies give year and month, and say 生于 or
出生 in a sentence.
"""

from __future__ import annotations

from datetime import date

from review.around import around
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="CON114",
    name="个人出生日期",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国民法典", "第一千零三十四条", date(2021, 1, 1)),),
    message="疑似完整的个人出生日期：公示名单一般只需年月或者年龄，请隐去日。",
    check=around(
        pattern(
            r"(?:出生日期|出生年月日|生日)[ ]?[：:为]?[ ]?((?:19|20)[0-9]{2}[ ]?[年.\-/][ ]?[0-9]{1,2}[ ]?[月.\-/][ ]?[0-9]{1,2}[ ]?日?)(?![0-9])",
            group=1,
        ),
        lacks=r"以前|以后|之前|之后|及以上|至|期间|出生的(?:公民|学生|儿童)|烈士|革命|逝世",
    ),
    bad=(
        Bad("李四，女，出生日期：【1990年5月6日】。"),
        Bad("姓名：王五 出生年月日：【1985-03-12】"),
    ),
    good=(
        "张三，男，汉族，1970年5月生，研究生学历。",
        "报名对象出生日期为1990年5月6日以后。",
        "出生日期：1990年5月",
        "国庆节是祖国的生日，2024年10月1日举行升旗仪式。",
    ),
)
