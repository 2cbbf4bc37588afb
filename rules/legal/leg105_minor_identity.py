"""涉案未成年人身份。

A minor in a case must not be recognisable: no full name, no school. Searching for the missing and
the abducted is the law's own exception; 某, × and 化名 are how it is done right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Good, Mark, Reading, Rule

CASES = (
    "嫌疑人",
    "被害人",
    "受害人",
    "被害",
    "受害",
    "遇害",
    "涉案",
    "涉嫌",
    "案发",
    "报案",
    "立案",
    "猥亵",
    "性侵",
    "强奸",
    "强制侮辱",
    "殴打",
    "欺凌",
    "霸凌",
    "虐待",
    "遗弃",
    "拐卖",
    "盗窃",
    "抢劫",
    "故意伤害",
    "聚众斗殴",
    "寻衅滋事",
    "诈骗",
    "行政拘留",
    "刑事责任",
    "检察机关",
    "公诉",
    "未检",
    "打人者",
    "打伤",
    "伤人",
    "砍伤",
    "捅伤",
    "行凶",
    "施暴",
    "侵害",
    "专门学校",
    "矫治",
    "帮教",
    "训诫",
    "偷走",
    "偷窃",
    "扒窃",
    "打架",
    "斗殴",
    "敲诈",
    "勒索",
    "违法人员",
    "违法行为人",
    "犯罪",
)
_CASE = re.compile("|".join(CASES))
_MINOR = re.compile(
    r"未成年|初[一二三](?=女生|男生|学生|年级)|高[一二三](?=女生|男生|学生|年级)|[一二三四五六]年级|男童|女童|幼童|女婴|男婴|幼女|男孩|女孩|儿童|小学生|初中生|高中生|中学生|"
    r"(?<![0-9])(?:[0-9]|1[0-7])(?:周)?岁(?!以上|及以上|以下)|(?:[一二三四五六七八九]|十[一二三四五六七]?)(?:周)?岁(?!以上|以下)"
)
_SEARCH = re.compile(r"寻人|走失|失踪|失联|寻找|寻亲|被拐|认亲|打拐|见义勇为|好少年|美德少年")
_NOT_A_CASE = re.compile(r"宣传|讲座|法治副校长|模拟法庭|预防|防范|案例选登")
_AGE = r"(?:[1-9]|1[0-7])(?:周)?岁"
_NAMED = re.compile(
    rf"(?:(?:被害人|受害人|嫌疑人|女童|男童|女孩|男孩|学生|女生|男生)|(?<=[，。、：；（(“”\s])|^)({NAME})"
    rf"[（(，,](?:男|女|化名)?[，,、]?(?:系|年仅|今年|时年|现年)?{_AGE}",
    re.MULTILINE,
)
_CALLED = re.compile(
    rf"(?<![0-9])(?:[0-9]|1[0-7])(?:周)?岁的?(?:被害人|受害人|犯罪嫌疑人|嫌疑人|女童|男童|女孩|男孩|女生|男生|学生|少年|少女)"
    rf"({NAME})(?=[，。、；（(]|被|遭|在|因|于|受|伙同|多次|涉嫌|将|持|入室|盗窃|抢劫|供)"
)
_SUFFERS = re.compile(
    rf"(?:女童|男童|女孩|男孩|女生|男生|女学生|男学生|少年|少女|小学生|初中生|高中生|中学生|学生)({NAME})(?=(?:多次|在[^，。]{{1,10}})?(?:遭|被)[^，。；]{{0,12}}(?:欺凌|霸凌|殴打|打伤|猥亵|性侵|强奸|侵害|伤害|杀害|拐卖|虐待|捅|砍))"
)
_DOER = re.compile(
    rf"(?:打人者|施暴者|肇事者|行为人|违法人员|失足少年|涉事(?:学生|男生|女生|少年)|当事(?:学生|少年)|主犯|同伙)({NAME})[，,]?(?:系|年仅|今年|时年|现年|才|刚满|[（(](?:男|女)?[，,]?)?{_AGE}"
)
_PLAIN = re.compile(
    rf"(?:未成年|未满(?:十八|18|十四|14)周?岁的?)(?:犯罪)?(?:嫌疑人|被害人|受害人|被告人)({NAME})(?=[，。、；（(]|被|遭|在|因|于|受|伙同|多次|涉嫌)"
)
_LATER = re.compile(
    rf"(?:被害人|受害人|嫌疑人|被告人|女童|男童|女孩|男孩|女生|男生|女学生|男学生|少年|少女|学生|小学生|初中生|高中生)({NAME})[，,]?(?:男[，,]|女[，,])?(?:系|年仅|今年|时年|现年|[（(](?:男|女)?[，,]?)?{_AGE}"
)
_SCHOOL = re.compile(
    r"(?:就读于|就读|在读于|系|是|为)([\u4e00-\u9fff]{2,12}(?:小学|中学|学校|幼儿园|一中|二中|三中|实验班))"
    r"(?=[\u4e00-\u9fff0-9（()）]{0,10}(?:学生|班|年级|读书|就读)|[，。、；）)])"
    r"|(?<=[，、（(])([\u4e00-\u9fff]{2,12}(?:小学|中学|幼儿园|一中|二中|三中))(?=[一二三四五六七八九高初中大小学]{0,3}(?:年级|班|学生))"
)
_VAGUE = re.compile(r"某|×|\*|＊|xx|○|一所|当地|该校|本校|其他|所在")


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for line in re.finditer(r"[^\r\n]+", text.folded):
            said = line[0]
            if not (_CASE.search(said) and _MINOR.search(said)) or _SEARCH.search(said):
                continue
            if _NOT_A_CASE.search(said):
                continue
            for pattern in (_NAMED, _CALLED, _SUFFERS, _DOER, _PLAIN, _LATER, _SCHOOL):
                for match in pattern.finditer(said):
                    start, end = match.span(match.lastindex or 1)
                    after = said[end : end + 6]
                    if _VAGUE.search(said[start:end]) or "化名" in after + match[0]:
                        continue
                    yield Mark(
                        span=text.span(line.start() + start, line.start() + end),
                        severity=Severity.WARN if pattern is _SCHOOL else None,
                    )


RULE = Rule(
    id="LEG105",
    name="涉案未成年人身份",
    gate=Gate.LEGAL,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国未成年人保护法", "第一百零三条", date(2024, 4, 26)),),
    message="案件中未成年人的姓名、住所、就读学校等可能识别其身份的信息不得披露，请隐去（如“王某某”“某小学”）。",
    check=structure(find, waits=(_NAMED, _CALLED, _SUFFERS, _DOER, _PLAIN, _LATER, _SCHOOL)),
    bad=(
        Bad("被害人【李小雨】，女，12岁，被邻居猥亵，警方已立案侦查。"),
        Bad("未成年嫌疑人【吴子轩】因盗窃被查获。"),
        Bad("13岁的嫌疑人【王大勇】因涉嫌盗窃被查获。"),
        Bad("经查，打人者【张小龙】今年15岁，系【育才学校】学生，已被送专门学校矫治。"),
        Bad("初二女生【陈思雨】遭多名同学欺凌，警方已介入。"),
        Bad("受害女童就读于【城东实验小学】，其父母随后报案，嫌疑人已被控制，女童今年9岁。"),
    ),
    good=(
        "被害人李某某（女，12岁）被邻居猥亵，警方已立案侦查。",
        "13岁的小明（化名）因涉嫌盗窃被查获，其就读的某中学配合帮教。",
        "寻人：张小雨，女，8岁，在汽车站走失，家属已报案。",
        "李小雨，女，12岁，获得全市作文比赛一等奖。",
        "犯罪嫌疑人张建国，男，45岁，涉嫌猥亵儿童，已被刑事拘留。",
        "检察官走进城东实验小学，为三年级学生讲授预防性侵知识，结合案例讲解如何报案。",
        Good("未满14周岁的被害人，由女性工作人员询问。"),
    ),
)
