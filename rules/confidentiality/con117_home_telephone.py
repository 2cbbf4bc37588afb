"""住宅电话。

A landline said to be somebody's home, or behind the name of somebody who is on a list for help.
Landlines of offices are published on purpose and never meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues
from rules.confidentiality._tables import in_column

_LINE = r"(?P<line>(?:[(（]?0[0-9]{2,3}[)）]?[ \-－–—]?)?[2-8][0-9]{6,7})(?![0-9*\-])"
_HOME = re.compile(
    rf"(?:(?:家庭|住宅|家里|家中|宅)(?:固定)?(?:电话|座机)|宅电|家庭联系电话|(?:大爷|大妈|大娘|奶奶|爷爷|老人|阿姨|叔叔|婆婆|先生|女士|老汉|伯)家(?:里|中)?的?(?:电话|座机))(?:号码|号)?(?:为|是)?[ ]?[：:]?[ ]?{_LINE}"
)
_HELPED = re.compile(
    rf"(?:低保户|特困人员|特困户|困难群众|困难户|贫困户|救助对象|补助对象|保障对象|患者|病人|残疾人|中奖者|获奖者|举报人|投诉人|信访人|学生家长|家长|户主){NAME}[，,（( ：:]{{1,2}}(?:联系)?(?:电话|座机)[ ]?[：:]?[ ]?{_LINE}"
)
_OFFICE = re.compile(r"办公|单位|值班|村委|居委|社区居|咨询|服务|转[0-9]|分机")


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    for form in (_HOME, _HELPED):
        for match in form.finditer(text.folded, first, last):
            start, end = match.span("line")
            if in_column(text, start, end) or _OFFICE.search(match[0]):
                continue
            masked = match["line"][:-4] + "****"
            yield Mark(span=text.span(start, end), suggestions=(masked,))


RULE = Rule(
    id="CON117",
    name="住宅电话",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),),
    message="疑似个人住宅电话：公开前须本人同意，否则隐去后四位。",
    check=near_cues(_look, ("电话", "座机", "宅电"), before=20, after=28),
    bad=(
        Bad("李四，家庭电话：【0763-3312345】。"),
        Bad("联系本人住宅电话【(0763)3312345】或者手机。"),
        Bad("陈大爷家的座机【0763-3391827】一直打不通。"),
        Bad("低保户王建国，联系电话：【3312345】"),
    ),
    good=(
        "咨询电话：0763-3378901，值班电话3312345。",
        "低保户申请咨询电话：0763-3312345。",
        "患者家属请拨打市人民医院电话0763-3312345。",
        "李四，家庭电话：0763-331****。",
        "住宅电话线路检修，热线10000。",
        "家庭电话普及率达到98.5%，用户3312345户。",
    ),
)
