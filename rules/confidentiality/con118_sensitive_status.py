"""健康、家庭、经济状况与姓名。

What the law calls sensitive: an illness, a disability, a divorce, a sentence, debts or an income,
told of somebody whose full name stands beside it. A celebrity's illness or a model worker's is
told with consent, so a person is asked; infections and disorders of the mind are graver than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues

_WHO = (
    r"(?:患者|病人|病例|村民|居民|市民|群众|困难群众|困难户|低保户|低保对象|特困人员|特困户|贫困户|脱贫户|五保户|残疾人|学生|同学|"
    r"申请人|救助对象|补助对象|帮扶对象|受助人|户主|老人|孤儿|儿童|职工|感染者|姓名)[：: ]?"
)
_BESIDE = rf"(?:{_WHO}(?P<who>{NAME})(?=[，,、（( ：:]|因|系|患|身患|属)|(?:^|(?<=[、；。\r\n0-9. ：:]))(?P<listed>{NAME})(?=[，,][男女][，,])|(?<=[单示账][：:])(?P<first>{NAME})(?=[，,]))"
_GRAVE = r"艾滋病|HIV|hiv|梅毒|淋病|尖锐湿疣|性病|乙肝|丙肝|肺结核|麻风|精神分裂|精神障碍|精神病|精神疾病|精神残疾|智力残疾|抑郁症|双相|吸毒|戒毒|强奸|性侵|流产|堕胎"
_ILL = r"癌|肿瘤|白血病|尿毒症|糖尿病|高血压|心脏病|脑梗|中风|瘫痪|肾衰竭|肝硬化|癫痫|重症|肢体残疾|听力残疾|视力残疾|言语残疾|[一二三四]级残疾|残疾[一二三四]级|确诊|阳性|传染病"
_HOME = r"离异|离婚|丧偶|未婚|单亲家庭|服刑|入狱|被判刑|弃婴|非婚生|重组家庭"
_MONEY = r"(?:年|月|家庭)(?:人均)?(?:纯)?收入(?:仅|为|约|只有)?[ ]?[0-9.一二三四五六七八九十两]+|(?:负债|欠债|欠款|存款|外债)(?:约|近|达|共|合计|高达)?[ ]?(?:[0-9.]+|[一二三四五六七八九十百千万两]+)(?:元|万|余)"
_SAID = re.compile(
    rf"{_BESIDE}[^。；;\r\n]{{0,40}}?(?P<status>(?P<grave>{_GRAVE})|(?:患有?|罹患|身患|查出|确诊为?|因|系|属于?|为)[^。，,；;\r\n]{{0,8}}?(?:{_ILL})|{_HOME}|{_MONEY})"
)
_PUBLIC = re.compile(
    r"院士|教授|研究员|劳模|劳动模范|先进|烈士|英雄|同志|书记|主任|局长|县长|市长|作家|演员|运动员|医生|护士|民警|战士|党员|"
    r"先生|女士|带动|帮助|创业|实现|增收|逝世|去世|某|化名|介绍|防治|预防|救治|治愈|康复|捐|出院|宣传|讲座|事迹"
)
_LITERALS = tuple(
    sorted(
        {
            *_GRAVE.split("|"),
            *_HOME.split("|"),
            *("肿瘤", "白血病", "尿毒症", "糖尿病", "高血压", "心脏病", "脑梗", "中风", "瘫痪"),
            *("肾衰竭", "肝硬化", "癫痫", "重症", "残疾", "确诊", "阳性", "传染病", "癌症", "肺癌"),
            *("肝癌", "胃癌", "乳腺癌", "肠癌", "收入", "负债", "欠债", "欠款", "存款", "外债"),
        }
    )
)


def _named_at(match: re.Match[str]) -> int:
    return max(match.start(group) for group in ("who", "listed", "first"))


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    for match in _SAID.finditer(text.folded, first, last):
        begin, end = text.paragraph(match.start())
        around = text.folded[max(begin, match.start() - 20) : min(end, match.end() + 20)]
        if _PUBLIC.search(around):
            continue
        yield Mark(
            span=text.span(_named_at(match), match.end()),
            severity=None if match["grave"] else Severity.HINT,
        )


RULE = Rule(
    id="CON118",
    name="姓名旁的健康、家庭、经济状况",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国个人信息保护法", "第二十八条", date(2021, 11, 1)),
        Basis("中华人民共和国民法典", "第一千零三十二条", date(2021, 1, 1)),
    ),
    message="姓名旁写明健康、家庭或者经济状况，属于敏感个人信息：请隐去姓名或者这一情况，或者确认本人已经单独同意。",
    check=near_cues(_look, _LITERALS, before=72, after=20),
    bad=(
        Bad("救助对象【张建国，男，62岁，患有精神分裂】症，发放救助金3000元。"),
        Bad("低保户【李小红，因患白血病】致贫，补助2000元。"),
        Bad("村民【王建军，离异】，独自抚养两个孩子。"),
        Bad("慰问名单：【许文静，乙肝】病毒携带者，慰问金五百元。"),
        Bad("低保公示：【韩梅，女，1986年3月生，丈夫患肺癌】，拟纳入低保。"),
        Bad("申请人【陈志强，家庭年收入12000】元。"),
    ),
    good=(
        "患者张某患有精神分裂症，经治疗病情稳定。",
        "全国劳动模范张建国同志身患癌症仍坚守岗位。",
        "高血压、糖尿病患者可以到社区卫生服务中心建档。",
        "低保户王建国，发放救助金3000元。",
        "残疾人张建国创业成功，带动村民年收入50000元。",
        "村民收入大幅增长，李家村年收入达到100万元。",
        "居民何以安心？家庭年收入12000元以下可以申请。",
    ),
)
