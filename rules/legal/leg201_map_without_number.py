"""地图缺审图号。

A published map bears its approval number where readers see it. Scenic, street, metro and other
simple maps need none. The machine cannot look into the picture, so a person has to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_MAP = re.compile(
    r"(?:行政区划|政区|区位|地形|地势|卫星影像|疆域|版图|海域|流域水系|水系|交通区位|世界|中华人民共和国|我国|亚洲|亚太|东亚|东南亚|欧洲|非洲|南海诸岛|南海|台湾海峡|边境|边界|国界|中国|全国|全省|全市|全县|"
    r"[\u4e00-\u9fff]{1,6}(?:省|市|县|区|州|旗|镇))(?:行政区划|区位|政区|标准|分布|规划)?(?:地图|示意图|行政区划图|区划图|区位图|政区图|地形图|版图|分布图)(?!册|集|出版|学会|杂志|展|审核|管理)"
    r"|(?:行政区划图|政区图|区位图|地形图|疆域图)"
)
_SIMPLE = re.compile(
    r"景区|景点|导览|导游|游览|街区|街道|地铁|轨道|线路|公交|校园|园区|楼层|停车|疏散|逃生|路线|流程|结构|组织|思维|"
    r"管网|施工|平面|效果|走访"
)
_CAPTION = re.compile(
    r"(?m)^[ \t\u3000]*(?:附：|图为|上图为|下图为|图片为|图片：|附?图[ ]?[0-9一二三四五六七八九十]{1,3}(?:[-－.][0-9]{1,2})?[ ：:．.、]*|附?图[：:]|（图为|\(图为|附件[0-9]?[：:]|▲|△)"
    r"([^\n。，；]{2,40}?)(?:[）)]?[ \t\u3000]*$|(?=[（(。，；]))"
)
_POINTED_AT = re.compile(
    r"(?m)(?:^|[。；])[ \t\u3000]*([\u4e00-\u9fff]{2,12}?(?:行政区划|区位|交通|地形)?(?:地图|行政区划图|区位图))(?=[（(](?:见)?[上下附]?图)"
)
_NUMBER = re.compile(
    r"(?<!未标注)(?<!未标明)(?<!未注明)(?<!未标)(?<!没有)(?<!无)(?<!缺)(?<!缺少)审图号(?!待补|待定|：无|:无|缺)|[\u4e00-\u9fffg]s[ ]?[\u4e00-\u9fff]?[（(〔]20[0-9]{2}[)）〕][ ]?[0-9]{1,6}号"
)


def find(reading: Reading) -> Iterator[Mark]:
    if any(_NUMBER.search(text.folded) for text in reading.texts):
        return
    for text in reading.texts:
        if text.field.startswith("caption"):
            match = _MAP.search(text.folded)
            if match and not _SIMPLE.search(text.folded):
                yield Mark(span=text.span(*match.span()))
            continue
        for caption in chain(_CAPTION.finditer(text.folded), _POINTED_AT.finditer(text.folded)):
            match = _MAP.search(caption[1])
            if match and not _SIMPLE.search(caption[1]):
                start = caption.start(1)
                yield Mark(span=text.span(start + match.start(), start + match.end()))


RULE = Rule(
    id="LEG201",
    name="地图缺审图号",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("地图管理条例", "第十五条、第二十二条", date(2016, 1, 1)),),
    message="登载地图应经审核并在显著位置标注审图号；请确认图上或者图说中已有审图号，景区、街区、地铁线路等简易地图除外。",
    check=structure(
        find, literals=("地图", "示意图", "区划图", "区位图", "政区图", "地形图", "版图", "分布图")
    ),
    bad=(
        Bad("本次调整涉及三个镇。\n图1 【清远市行政区划图】\n详情见附件。"),
        Bad("调整方案如下。\n图为【清远市行政区划图】"),
        Bad("下图为【中国地图】，红点为销售城市。\n【广东省地图】（见图1）展示了路网。"),
        Bad("图2 【全国地图】（未标注审图号）"),
        Bad("（图为【广东省地图】）\n调查队沿北江布点。"),
    ),
    good=(
        "图1 清远市行政区划图\n审图号：粤S（2022）015号",
        "图2 景区导览示意图",
        "图3 地铁一号线线路示意图",
        "图2：《世界地图册》封面",
        "打开手机地图，导航到政务服务中心。",
        "今年8月29日至9月4日是测绘法宣传周，主题是规范使用地图。",
        Good("附件：项目申报流程示意图"),
    ),
)
