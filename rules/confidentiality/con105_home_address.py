"""个人住址。

Down to the street or village a place may be named; house, building and room lead to a person's
door. An office's own address is public, so it must be said that somebody lives there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues
from rules.confidentiality._cells import to_street
from rules.confidentiality._tables import in_column

_NUMBER = r"[0-9a-z一二三四五六七八九十]{1,5}"
_HOUSE = rf"{_NUMBER}(?:号楼|号院|号(?!线|文|令|公告|决议|通知|提案|台风|窗口|馆|地块)|栋|幢|座|单元|室|房|巷{_NUMBER}号)"
_ADDRESS = re.compile(
    r"(家庭住址|家庭地址|居住地址|现居住址|居住地|现居住地|现住址|现住地?|住址|住所地?|户籍地址|户籍地|户籍所在地|户口所在地|家住|居住在|居住于|(?<=[，,；;])住(?![宿院房所户进入上满有过着在])(?=[一-鿿]{1,7}[省市县区镇乡])|(?<=某)住(?=[一-鿿]{1,7}[省市县区镇乡])|(?<=某[一-鿿])住(?=[一-鿿]{1,7}[省市县区镇乡])|租住在|租住于|暂住在?|暂住于|居所|住在)"
    rf"[ ]?[：:为是于在]?[ ]?([\u4e00-\u9fff0-9a-z（）()\-]{{2,40}}?{_HOUSE}(?:[\-—]?{_NUMBER}?(?:号楼|号|栋|幢|座|单元|室|房|层|楼|门))*(?:(?<=[号栋幢座元楼层])[0-9]{{3,4}}(?![0-9]))?)"
)
_LABELS = ("家庭住址", "家庭地址", "居住地址", "现居住地", "现住址", "住址", "户籍地址")
_PLACE = re.compile(r"[省市县区镇乡村路街巷道里弄社小苑园湾屯组]")
_OWNER = re.compile(r"法定代表人|法人|经营范围|经营者|负责人|统一社会信用|注册资本")
_REGISTERED = re.compile(r"(?:法定代表人|经营者|负责人|统一社会信用|注册资本)[^。\n]*$")
_ORGAN = re.compile(r"公司|单位|机构|法人|企业|医院|酒店|宾馆|隔离|方舱|安置|保障房|公租房")


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    for match in _ADDRESS.finditer(text.folded, first, last):
        if not _PLACE.search(match[2]) or in_column(text, *match.span(2)):
            continue
        before = text.folded[max(0, match.start() - 8) : match.start()]
        after = text.folded[match.end() : match.end() + 30]
        said = text.folded[max(0, match.start() - 30) : match.start()]
        homes = match[1].startswith("家庭")
        if not homes and (
            _ORGAN.search(before) or _OWNER.search(after) or _REGISTERED.search(said)
        ):
            continue
        street = to_street(match[2])
        yield Mark(
            span=text.span(*match.span(2)),
            suggestions=() if street is None else (street,),
            severity=None if match[1] in _LABELS else Severity.WARN,
        )


RULE = Rule(
    id="CON105",
    name="个人住址",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),
        Basis("中华人民共和国民法典", "第一千零三十四条", date(2021, 1, 1)),
    ),
    message="疑似个人住址，公开时写到镇（街道）、村（社区）为止，门牌、楼栋、房号须隐去。",
    check=near_cues(
        _look,
        (
            "住址",
            "家庭地址",
            "居住",
            "现住",
            "户籍地",
            "户籍所在地",
            "户口所在地",
            "家住",
            "租住",
            "暂住",
            "住在",
            "住所",
            "，住",
            ",住",
            "；住",
            ";住",
            "某住",
            "患者",
            "感染者",
            "病例",
        ),
        before=4,
        after=96,
    ),
    bad=(
        Bad("确诊患者林某艳住【清城区东城街道澜水社区澜水三巷9号】，在某工厂上班。"),
        Bad("联系手机见后，家庭住址【清新区太和镇明霞大道12号3栋402】。"),
        Bad("张三，家庭住址：【清远市清城区北江二路12号3栋502室】。"),
        Bad("记者来到家住【凤城街道下濠基路8号院2单元】的李阿姨家中。"),
        Bad("张三，男，1990年生，住【清远市清城区凤城街道新城东路12号3栋501室】。"),
        Bad("申请人王某，现住【英德市英城街道和平中路15号】"),
    ),
    good=(
        "家住清城区凤城街道的张先生前来办事。",
        "住房和城乡建设局地址：清远市新城人民二路1号。",
        "张三，家庭住址：清远市清城区凤城街道***。",
        "先办手续，住进养老院的老人在3号楼5层用餐；免费，住宿安排在市区2号楼。",
        "住院部设在人民医院3号楼5层。",
        "住所：清远市清城区洲心街道人民一路8号，法定代表人张三。",
        "法定代表人为张三，住所在人民路18号。",
        "公司住所：清远市清城区人民一路8号。",
        "居住在12号线地铁沿线的居民出行更方便。",
        "居住在地铁5号线沿线的居民，请到3号窗口办理居住登记。",
        "村民们住上了新楼房，2栋安置楼已经封顶。",
    ),
)
