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
    r"申请人|救助对象|补助对象|帮扶对象|受助人|户主|老人|孤儿|儿童|职工|感染者|孕妇(?!艾滋)|产妇(?!艾滋)|密接者|伤者|死者|员工|教师|男子|女子|姓名)[：: ]?"
)
_BESIDE = rf"(?:{_WHO}(?P<who>{NAME})(?=[，,、（( ：:]|因|系|患|身患|属)|(?:^|(?<=[、；。\r\n0-9. ：:]))(?P<listed>{NAME})(?=[，,][男女][，,])|(?<=[单示账][：:])(?P<first>{NAME})(?=[，,]))"
_GRAVE = r"艾滋病|HIV|hiv|梅毒|淋病|尖锐湿疣|性病|乙肝|丙肝|肺结核|麻风|精神分裂|精神障碍|精神病|精神疾病|精神残疾|智力残疾|抑郁症|双相|吸毒|戒毒|强奸|性侵|流产|堕胎"
_ILL = r"癌|肿瘤|白血病|尿毒症|糖尿病|高血压|心脏病|脑梗|中风|瘫痪|肾衰竭|肝硬化|癫痫|重症|肢体残疾|听力残疾|视力残疾|言语残疾|[一二三四]级残疾|残疾[一二三四]级|确诊|阳性|传染病"
_HOME = r"离异|离婚|丧偶|未婚|单亲家庭|服刑|入狱|被判刑|弃婴|非婚生|重组家庭"
_MONEY = r"(?:年|月|家庭)(?:人均|均)?(?:纯)?收入(?:仅|为|约|只有)?[ ]?[0-9.一二三四五六七八九十两]+|(?:负债|欠债|欠款|存款|外债)(?:约|近|达|共|合计|高达)?[ ]?(?:[0-9.]+|[一二三四五六七八九十百千万两]+)(?:元|万|余)"
_SAID = re.compile(
    rf"{_BESIDE}[^。；;\r\n]{{0,40}}?(?P<status>(?P<grave>{_GRAVE})|(?:患有?|罹患|身患|查出|确诊为?|因|系|属于?|为)[^。，,；;\r\n]{{0,8}}?(?:{_ILL})|{_HOME}|{_MONEY})"
)
_PUBLIC = re.compile(
    r"院士|教授|研究员|劳模|劳动模范|先进|烈士|英雄|同志|书记|主任|局长|县长|市长|作家|演员|运动员|医生|护士|民警|战士|党员|"
    r"先生|女士|带动|帮助|创业|实现|增收|逝世|去世|某|化名|介绍|防治|预防|救治|治愈|康复|捐|出院|宣传|讲座|事迹"
)
# Said straight of somebody named at the head of a sentence or of a list of those helped. The
# status follows the name at once, so that no report on an illness in general comes near it.
_PLAGUED = r"(?:(?:有)?[一-鿿]{1,4}症?病史|肾病综合征|弃婴|无劳动能力|丧失劳动能力|智力残疾|糖尿病|高血压|冠心病|哮喘|乳腺癌|[肺肝胃肠脑]癌|宫颈癌|食道癌|甲状腺癌|鼻咽癌|骨癌|血癌|癌症|肿瘤|白血病|尿毒症|红斑狼疮|渐冻症|脑瘫|脑梗塞?|中风|偏瘫|瘫痪|肾衰竭|肝硬化|癫痫|重度残疾|重病|大病|先天性心脏病|血友病|地中海贫血|白化病|截肢|双目失明|失明|失聪|脊髓损伤|器官移植|透析|帕金森|阿尔茨海默症?|老年痴呆|唐氏综合征|孤独症|自闭症)"
_HIDDEN = rf"(?:{_GRAVE}|吸毒史|吸毒人员|强制戒毒|HIV(?:检测)?(?:呈)?阳性|hiv(?:检测)?(?:呈)?阳性|孤独症|自闭症|不孕|怀孕|人流|前科|刑满释放|社区矫正)"
_FAMILY = r"(?:(?:父|母|丈夫|妻子|儿子|女儿|长子|次子|长女)亲?(?:因病|因故|意外)?(?:去世|死亡|(?:精神|智力|肢体)?残疾|患[一-鿿]{1,6}[病癌症征])|家庭存款[0-9]|离异|离婚|丧偶|未婚先孕|(?:父|母|父母|丈夫|妻子)亲?(?:双亡|服刑|入狱|去世|病故|失踪|改嫁|离异|吸毒|出走)|欠债|负债|欠款|外债)"
_ROLE = r"(?:(?:孤寡|独居|空巢|高龄|留守|特困|失能|残疾)(?:老人|儿童|人)|困难户|困难职工|低保户|监测户|脱贫户|低收入人口)"
_BRANDED = re.compile(
    rf"(?:刑满释放人员|(?:社区|强制隔离)?戒毒人员|吸毒人员|社区矫正(?:对象|人员)|艾滋病(?:患者|感染者|病人|毒感染者)|精神(?:障碍|病)患者|上访户|信访老户|缠访人员)(?P<name>{NAME})(?=[，,、（(。]|[按因于在曾现已患系])"
)
_AT_ONCE = re.compile(
    rf"(?:(?:^|(?<=[。；;\r\n]))|(?:名单|公示|救助|对象|情况|明细|人员|群众|学生|患者|密接者|感染者|病例|{_ROLE}|{_WHO})[：:、 ]?)"
    rf"(?P<name>(?!高血压|高血脂|高血糖){NAME})[，,、 （(]?(?:[男女][，,、 ])?(?:[0-9]{{1,3}}岁[，,、 ])?(?:[^，,、。；\r\n]{{2,8}}(?<!病)(?<!压)[，,])?(?:因|系|患有?|身患|查出|罹患|确诊为?|为)?"
    rf"(?P<said>(?P<hidden>{_HIDDEN})|{_PLAGUED}|{_FAMILY}|(?:家庭|个人|本人)?(?:年|月)?收入(?:仅|为|约)?[0-9]{{3,6}}元)"
)
_MORE = re.compile(
    rf"(?:[^。，,、；;\r\n]{{0,10}}[，,、]){{1,2}}[^。，,；;\r\n]{{0,10}}?(?:{_HIDDEN}|{_PLAGUED}|{_FAMILY}|{_HOME}|{_MONEY}|患[^。，,；;\r\n]{{0,6}}(?:{_ILL}))(?:元|万元)?"
)
_CASE = re.compile(r"法院|检察|警方|公安|民警|判处|抓获|查获|化名|某")
_TALKED = re.compile(
    r"院士|教授|研究员|专家|劳模|劳动模范|先进|烈士|英雄|同志|书记|主任|局长|县长|市长|作家|演员|运动员|医生|护士|院长|民警|战士|党员|"
    r"先生|女士|带动|创业|增收|逝世|化名|介绍|防治|预防|宣传|讲座|事迹|坐诊|义诊|调研|机构|筛查|告诉|坦言|回忆|罪|判处|审理|法院|有期徒刑|嫌疑"
)
_LITERALS = tuple(
    sorted(
        {
            *_GRAVE.split("|"),
            *_HOME.split("|"),
            *(
                "病史",
                "肾病",
                "弃婴",
                "劳动能力",
                "糖尿病",
                "冠心病",
                "哮喘",
                "释放人员",
                "戒毒人员",
                "吸毒人员",
                "矫正对象",
                "矫正人员",
                "感染者",
                "上访户",
                "信访老户",
                "缠访人员",
                "宫颈癌",
                "食道癌",
                "鼻咽癌",
                "红斑狼疮",
                "渐冻症",
                "脑瘫",
                "偏瘫",
                "重病",
                "大病",
                "血友病",
                "贫血",
                "白化病",
            ),
            *(
                "帕金森",
                "截肢",
                "失明",
                "失聪",
                "透析",
                "痴呆",
                "唐氏",
                "孤独症",
                "自闭症",
                "不孕",
                "怀孕",
                "人流",
                "前科",
                "刑满释放",
                "社区矫正",
                "双亡",
            ),
            *("去世", "病故", "改嫁", "脑癌", "骨癌", "血癌", "甲状腺癌"),
            *("肿瘤", "白血病", "尿毒症", "糖尿病", "高血压", "心脏病", "脑梗", "中风", "瘫痪"),
            *("肾衰竭", "肝硬化", "癫痫", "重症", "残疾", "确诊", "阳性", "传染病", "癌症", "肺癌"),
            *("肝癌", "胃癌", "乳腺癌", "肠癌", "收入", "负债", "欠债", "欠款", "存款", "外债"),
        }
    )
)


def _named_at(match: re.Match[str]) -> int:
    return max(match.start(group) for group in ("who", "listed", "first"))


def _through(text: Text, end: int) -> int:
    """To the end of what else is told of the same person, clause by clause."""
    while match := _MORE.match(text.folded, end):
        end = match.end()
    return end


def _at_once(text: Text, first: int, last: int) -> Iterator[Mark]:
    for match in _BRANDED.finditer(text.folded, first, last):
        begin, end = text.paragraph(match.start())
        around = text.folded[max(begin, match.start() - 30) : min(end, match.end() + 30)]
        if match["name"][1] != "某" and not _CASE.search(around):
            yield Mark(span=text.span(*match.span()))
    for match in _AT_ONCE.finditer(text.folded, first, last):
        begin, end = text.paragraph(match.start())
        around = text.folded[max(begin, match.start("name") - 20) : min(end, match.end() + 24)]
        if match["name"][1] != "某" and not _TALKED.search(around):
            yield Mark(
                span=text.span(match.start("name"), _through(text, match.end())),
                severity=None if match["hidden"] else Severity.HINT,
            )


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    told = list(_told(text, first, last))
    yield from told
    for mark in _at_once(text, first, last):
        if not any(
            mark.span.start < one.span.end and one.span.start < mark.span.end for one in told
        ):
            yield mark


def _told(text: Text, first: int, last: int) -> Iterator[Mark]:
    for match in _SAID.finditer(text.folded, first, last):
        begin, end = text.paragraph(match.start())
        around = text.folded[max(begin, match.start() - 20) : min(end, match.end() + 20)]
        if _PUBLIC.search(around):
            continue
        yield Mark(
            span=text.span(_named_at(match), _through(text, match.end())),
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
        Bad("困难群众公示：【陈秀莲，患乳腺癌】，本次救助5000元。"),
        Bad("【王建华因精神分裂】症住院，村委会落实补贴。"),
        Bad("【郑海燕离异】，独自抚养两个孩子。"),
        Bad("【社区戒毒人员蒋小虎】按时报到。"),
        Bad("申请人【陈志强，家庭年收入12000】元。"),
    ),
    good=(
        "患者张某患有精神分裂症，经治疗病情稳定。",
        "全国劳动模范张建国同志身患癌症仍坚守岗位。",
        "高血压、糖尿病患者可以到社区卫生服务中心建档。",
        "低保户王建国，发放救助金3000元。",
        "残疾人张建国创业成功，带动村民年收入50000元。",
        "村民收入大幅增长，李家村年收入达到100万元。",
        "孤独症康复机构名单：县妇幼保健院、阳光康复中心。",
        "尿毒症患者可以享受门诊特定病种待遇。高血压患者同样可以。",
        "白血病专家周玉芬教授来院坐诊。周玉芬患癌期间仍坚持义诊。",
        "居民何以安心？家庭年收入12000元以下可以申请。",
    ),
)
