"""个人出生日期。

A form's label with a full date behind it, or the line that notices of courts and lists of
applicants begin with: name, sex, date. Official biographies give year and month, and what is told
of the dead of long ago harms nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.around import sentence
from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Mark, Reading, Rule
from rules.confidentiality._tables import in_column

_DAY = r"(?:19[3-9][0-9]|20[0-9]{2})[ ]?[年.\-/][ ]?[0-9]{1,2}[ ]?[月.\-/][ ]?[0-9]{1,2}(?:[ ]?日)?(?![0-9])"
_LABELLED = re.compile(
    rf"(?:出生日期|出生年月日?|生日|出生时间)[ ]?[：:为]?[ ]?(?P<day>{_DAY}|(?:19[3-9]|20[0-2])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
)
_TOLD = re.compile(
    rf"(?:^|(?<=[。；\r\n：:、 ]))(?:[^\r\n。，,]{{0,12}}[：:])?{NAME}[，,、 （(]{{1,2}}[男女][，,、 ](?:[^，,\r\n。]{{1,4}}[，,、]){{0,2}}(?:生于|出生于)?(?P<day>{_DAY})(?:出?生)?(?=[，,、。；）) \r\n]|$)"
)
_HELPED = re.compile(
    rf"(?:(?:受助|困难|录取|贫困|事实孤儿|孤儿|留守|残疾|走失|申请|参保|救助|补助|保障|帮扶|资助)(?:学生|儿童|对象|人员|人|老人|少年)?|学生|新生|考生|患者|申请人|当事人|被告人?|原告|户主|孤儿)[：: ]?{NAME}(?:同学)?[，,、 （(]{{1,2}}(?:[男女][，,、 ])?(?:生于|出生于)?(?P<day>{_DAY})(?:出生|生(?![效产活]))"
)
_OTHER = re.compile(
    r"以前|以后|之前|之后|及以上|至|期间|出生的(?:公民|学生|儿童)|烈士|革命|逝世|牺牲|诞辰"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for form in (_LABELLED, _TOLD, _HELPED):
            for match in form.finditer(text.folded):
                start, end = match.span("day")
                if in_column(text, start, end):
                    continue
                first, last = sentence(text, start)
                if not _OTHER.search(text.folded, first, last):
                    yield Mark(span=text.span(start, end))


RULE = Rule(
    id="CON114",
    name="个人出生日期",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国民法典", "第一千零三十四条", date(2021, 1, 1)),),
    message="疑似完整的个人出生日期：公示名单一般只需年月或者年龄，请隐去日。",
    check=structure(
        find,
        literals=(
            "出生日期",
            "出生年月",
            "生日",
            "出生时间",
            "男，",
            "女，",
            "男,",
            "女,",
            "男、",
            "女、",
            "日出生",
            "日生",
        ),
    ),
    bad=(
        Bad("李四，女，出生日期：【1990年5月6日】。"),
        Bad("姓名：王五 出生年月日：【1985-03-12】"),
        Bad("出生日期：【19900506】"),
        Bad("受助学生黄子轩，【2010年9月3日】出生，就读于县一中。"),
        Bad("被告：张建国，男，【1980年3月4日】出生，汉族。"),
    ),
    good=(
        "张三，男，汉族，1970年5月生，研究生学历。",
        "报名对象出生日期为1990年5月6日以后。",
        "出生日期：1990年5月",
        "国庆节是祖国的生日，2024年10月1日举行升旗仪式。",
        "李大钊，男，1889年10月29日出生于河北乐亭。",
        "张建国，男，2024年5月6日获评先进工作者。",
    ),
)
