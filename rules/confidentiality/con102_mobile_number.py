"""手机号码。

An office's own contact is published on purpose and only has to be confirmed; the number of a
winner, patient or complainant must not go out. Hotlines and landlines begin otherwise, and a
number inside a longer one is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import MASKED_NAME, NAME
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.confidentiality._mask import is_serial, masked_phone, matches
from rules.confidentiality._tables import in_column

_MOBILE = re.compile(
    r"(?<![0-9a-z*])(?<![0-9][\-./])(?<![=/_#])(?:\+?86[ \-－–—‐‑]?)?"
    r"(1[3-9][0-9](?:[ \-－–—‐‑]?[0-9]{4}){2}|1[3-9][0-9]{2}[ \-－–—‐‑][0-9]{3}[ \-－–—‐‑][0-9]{4}|1[3-9][0-9][ \-－–—‐‑][0-9]{3}[ \-－–—‐‑][0-9]{5}|1(?: [0-9]){10})"
    r"(?![0-9a-z*]|[\-./][0-9]|[ ]?(?:元|万|亿|千|吨|平方|立方|公斤|米|人次|股|份|％|%))"
)
# Written out in characters; eleven of them in a row that begin like a mobile number are one.
_SPELT = re.compile(
    r"(?<![零〇○一二三四五六七八九幺十百千万第])[一幺][三四五六七八九][零〇○一二三四五六七八九幺]{9}(?![零〇○一二三四五六七八九幺十百千万年])"
)
_PUBLIC = re.compile(
    r"联系人|咨询|热线|值班|客服|报名|监督电话|举报电话|投诉电话|受理电话|办公电话|服务电话|业务电话|"
    r"采购人|代理机构|招标人|项目负责人|经办人|承办人|记者|通讯员|救援|24小时"
)
_PRIVATE = re.compile(
    r"中奖|获奖者|低保|特困|困难群众|救助对象|补助对象|补贴对象|患者|病人|确诊|密接|业主|住户|户主|家长|监护人|举报人|投诉人|"
    r"信访人|申请人|当事人|被害人|受害人|嫌疑人|承租人|考生|学生|应聘|求职|贫困户|残疾人|老人|身份证|家庭住址|本人电话|手机号"
)
_NAMED = re.compile(
    rf"(?:{NAME}|{MASKED_NAME})[^\r\n。；\u4e00-\u9fff]{{0,12}}(?:(?:本人|联系|家庭)?(?:电话|手机|号码|手机号码?)[号为是]?[^\r\n。；\u4e00-\u9fff]{{0,4}})?$"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in matches(text, _MOBILE, 11):
            start, end = match.span(1)
            if is_serial(text.folded, start) or in_column(text, start, end):
                continue
            first, last = text.paragraph(start)
            before = text.folded[max(first, start - 40) : start]
            around = text.folded[max(first, start - 60) : min(last, end + 20)]
            private = _PRIVATE.search(around) or _NAMED.search(before)
            yield Mark(
                span=text.span(start, end),
                suggestions=(masked_phone(match[1]),),
                severity=Severity.WARN if _PUBLIC.search(around) or not private else None,
            )
        for match in text.matches(_SPELT):
            yield Mark(span=text.span(*match.span()), severity=Severity.WARN)


RULE = Rule(
    id="CON102",
    name="手机号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),),
    message="个人手机号码公开前须本人单独同意，否则按“前三位、后四位”的样子遮盖；对外办公请优先留座机或者热线。",
    check=structure(find, waits=(_MOBILE, _SPELT)),
    bad=(
        Bad("举报人手机：【139－1234－5678】，【138—1234—5678】。"),
        Bad("特等奖：张三，手机【13812345678】。"),
        Bad("联系人：李科长，【138 1234 5678】。"),
        Bad("王小明 电话：【13912345678】"),
        Bad("低保户王建国\t【１３９１２３４５６７８】\t已发放"),
        Bad("市民周先生（【一三六三二一五七七零八】）愿提供住宿。"),
        Bad("如有疑问请致电+86-【139-1234-5678】。"),
    ),
    good=(
        "服务热线12345，消费投诉12315，客服电话400-813-8138。",
        "咨询电话：0763-3378901，传真010-13812345。",
        "获奖者张三，手机138****1234。",
        "索引号：11441700007280420Y/2021-00050，统一社会信用代码91441800138123456X。",
        "订单号：13812345678901；流水号13812345678。",
        "总投资13812345678.90元，地块编号13912345678。",
        Good("手机号：      （请填写11位号码）"),
    ),
)
