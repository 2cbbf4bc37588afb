"""嫌疑人、受害人亲属的姓名。

Those related to a suspect or to a victim who must not be known are named with the surname and 某:
through them everybody knows who is meant. Only a full name straight behind the kinship.
"""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.persons import COMPOUND, SURNAMES
from review.rule import Bad, Rule

_OF = (
    r"(?:犯罪嫌疑人|嫌疑人|被告人|罪犯|凶手|肇事者|涉案人员|涉案人|违法人员|吸毒人员|服刑人员"
    r"|(?:被拐|被侵害|被性侵|受害|遇害|涉案|未成年)(?:儿童|妇女|女童|男童|幼女|女孩|男孩|学生|少年|女子|人))"
)
_KIN = r"(?:的?(?:妻子|丈夫|父亲|母亲|爸爸|妈妈|爷爷|奶奶|儿子|女儿|女友|男友|哥哥|姐姐|弟弟|妹妹|前妻|前夫|家属|亲属|家人|监护人))"
_NAME = rf"(?:{COMPOUND}[一-鿿]{{1,2}}?|[{SURNAMES}][一-鿿]{{1,2}}?)"
_TELLS = r"(?=[，、；：（(]|称|说|表示|告诉|反映|介绍|在|也|被|是|系|因|住|向|对|已|今年|报警|报案|得知|赶到)"
_ROLES = re.compile(r"代表|律师|某|×|\*|化名")

RULE = Rule(
    id="LEG120",
    name="嫌疑人、受害人亲属的姓名",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
        Basis("中华人民共和国民法典", "第一千零三十二条、第一千零三十四条", date(2021, 1, 1)),
    ),
    message="嫌疑人的亲属、涉案未成年人和妇女的亲属，报道中应只写姓氏加“某”，不写全名。",
    check=pattern(
        rf"{_OF}(?:[一-鿿]某[某甲乙]?)?{_KIN}(?P<name>{_NAME}){_TELLS}",
        group="name",
        only_if=lambda match: not _ROLES.search(match["name"]),
        wait_for=(
            *("妻子", "丈夫", "父亲", "母亲", "爸爸", "妈妈", "爷爷", "奶奶", "儿子", "女儿"),
            *("女友", "男友", "哥哥", "姐姐", "弟弟", "妹妹", "前妻", "前夫", "家属", "亲属"),
            *("家人", "监护人"),
        ),
    ),
    bad=(
        Bad("嫌疑人的妻子【周芳】也在该厂上班。"),
        Bad("被拐儿童家属【刘丽】称，孩子走失已三年。"),
        Bad("犯罪嫌疑人王某的父亲【王大柱】，住城西村。"),
    ),
    good=(
        "嫌疑人的妻子周某也在该厂上班。",
        "民警通知嫌疑人家属在规定时间内到场。",
        "受害人家属和代理律师到庭。",
        "见义勇为者的父亲王大柱接过奖金。",
    ),
)
