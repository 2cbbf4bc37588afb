"""替别的部门发布业务信息。

城管局提醒：中考报名时间… What a unit announces under its own name belongs to another's duties by the
national division of departments. 联合, 会同 or the other's name in the sentence is how it is done.
Only a reminder: who was consulted, the text can't tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

# What only one department decides, and the words by which that department is known.
_DUTIES = (
    (
        "教育",
        r"中考报名|高考报名|中考(?:成绩|录取|时间)|高考(?:成绩|录取|志愿)|学区划分|招生(?:计划|片区|报名)|入学报名|幼儿园收费|寒假(?:时间|安排)|暑假(?:时间|安排)|教师资格(?:认定|考试)|学籍",
        "教育|招生|考试院|学校|中学|小学|教体",
    ),
    (
        "人力资源社会保障",
        r"养老金(?:上调|调整|发放|标准)|社保(?:缴费基数|缴费标准|费率)|失业保险金|工伤认定|职称(?:评审|申报)|公务员(?:考试|招录)|事业单位招聘|最低工资标准",
        "人力资源|人社|社保|组织部",
    ),
    (
        "医疗保障",
        r"医保(?:缴费标准|报销比例|缴费时间|目录|个人账户)|门诊统筹|大病保险报销|异地就医备案",
        "医保|医疗保障",
    ),
    (
        "公安",
        r"(?:身份证|居住证|户口|护照|出入境证件|驾驶证|行驶证)(?:办理|换发|补办|迁移|年审)|落户(?:条件|政策)|驾考|机动车年检|限行(?:措施|路段|时间)|无犯罪记录证明",
        "公安|交警|派出所|出入境|移民管理|车管所",
    ),
    (
        "卫生健康",
        r"疫苗接种(?:时间|安排|程序)|执业医师考试|传染病疫情(?:通报|信息)|确诊病例(?:数|通报|活动轨迹)",
        "卫生|卫健|疾控|医院|疾病预防",
    ),
    (
        "税务",
        r"个税(?:汇算|起征)|增值税(?:税率|申报)|契税(?:税率|优惠)|发票(?:申领|代开)|印花税税率",
        "税务|财政",
    ),
    (
        "民政",
        r"婚姻登记(?:预约|办理|时间)|低保标准|低保(?:申请|审批)条件|殡葬(?:收费|服务价格)|特困供养标准|高龄津贴标准",
        "民政",
    ),
    ("住房公积金", r"公积金(?:贷款额度|提取条件|缴存基数|贷款利率)", "公积金|住建|住房"),
    ("气象", r"发布(?:暴雨|台风|雷电|高温|寒潮|大雾)[红橙黄蓝]色预警", "气象|应急|三防|防汛"),
    ("地震", r"(?:发生|预测|预报)[0-9.]+级地震", "地震|应急|台网"),
)
_SAYS = re.compile(
    r"(?:温馨)?(?:提醒|提示|公告|通告|通知|公布|宣布|发布消息)(?:您|市民|群众|广大[^：:，]{2,8})?[：:，,]?"
)
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{2,14}?(?:局|委员会|管理处|大队|中心|办公室|镇政府|街道办事处|街道办)$"
)
_TOGETHER = re.compile(
    r"联合|会同|根据|依据|按照|据[^，。]{2,16}(?:局|委|部门|厅)|转发|转载|商请|来源"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for speaks in _SAYS.finditer(text.folded):
            unit = _UNIT.search(text.folded, max(0, speaks.start() - 18), speaks.start())
            if unit is None:
                continue
            at = speaks.end()
            first, last = text.paragraph(speaks.start())
            said = text.folded[at : min(last, at + 80)]
            if _TOGETHER.search(text.folded, first, min(last, at + 80)):
                continue
            for _, matter, owners in _DUTIES:
                match = re.search(matter, said)
                if (
                    match
                    and not re.search(owners, unit[0])
                    and not re.search(f"(?:{owners})(?:局|部门|委|厅|中心)", said)
                ):
                    yield Mark(span=text.span(at + match.start(), at + match.end()))


RULE = Rule(
    id="PCY118",
    name="替别的部门发布业务信息",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
        Basis("中华人民共和国政府信息公开条例", "第十一条", date(2019, 5, 15)),
    ),
    message="这件事通常由别的部门负责，发布前应征求其意见、核对口径，并留存记录。",
    check=structure(
        find,
        literals=("提醒", "提示", "公告", "通告", "通知", "公布", "宣布", "发布消息"),
    ),
    bad=(
        Bad("县城市管理局提醒：【中考报名】时间为3月1日至10日，考生须持户口本报名。"),
        Bad("市水务局通知，本月起【养老金上调】，请退休人员留意。"),
    ),
    good=(
        "县教育局提醒：中考报名时间为3月1日至10日。",
        "县城市管理局联合县教育局提醒：中考报名期间请勿占道。",
        "县公安局交通警察大队提醒：驾驶证换发可网上办理。",
        "市水务局转发市人社局通知：养老金调整到账。",
        "县城市管理局提醒：请勿占道经营。",
    ),
)
