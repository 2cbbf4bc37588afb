"""图表题名末尾的句号. A caption that is a phrase ends without a mark."""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT228",
    name="图表题名末尾的句号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录A.1", date(2012, 6, 1)),),
    message="图或表的短语式说明文字，末尾不用句号。",
    check=pattern(
        r"(?:^|(?<=[\n\r]))[ \t\u3000]{0,8}[图表][ ]?(?:[0-9]{1,2}(?:[-.—][0-9]{1,2})?|[一二三四五六七八九十]{1,2})[ \u3000:：.．、]{1,2}[^，。；！？\n\r]{2,40}(?P<stop>。)(?=[ \t\u3000]*(?:[\n\r]|$))",
        view="submitted",
        group="stop",
        only_if=lambda match: re.search("所示|表明|可见|可知|显示", match[0]) is None,
        suggest=lambda _: ("",),
    ),
    bad=(
        Bad("图1 全市空气质量变化情况【。】\n正文"),
        Bad("表2：2024年各县区粮食产量【。】"),
    ),
    good=(
        "图1 全市空气质量变化情况\n表2：2024年各县区粮食产量",
        "图1 所示为变化情况。\n表2 显示，产量增加。",
        "图3 群众排队领取物资，秩序井然。现场设有服务台。",
    ),
)
