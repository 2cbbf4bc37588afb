"""已过的截止日期。Last year's notice, copied with last year's deadline.

Only a deadline for something people still have to do: 报名, 申报, 征求意见.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_DEADLINE = re.compile(
    r"(?:(?:报名|申报|申请|投稿|征集|征求意见|意见反馈|反馈|受理|缴费|提交|登记|预约|投票)"
    r"[^。；;\n\r已曾于]{0,10}?截止(?:时间|日期|日)?|截止(?:时间|日期))"
    r"[为是到至:： ]{0,3}"
    r"(?P<day>(?P<y>20[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日)"
)
_UNTIL = re.compile(
    r"(?:请|须|应当?|需|务必|可)[^。；;\n\r已曾]{0,12}?(?:于|在|赶在)?(?P<day>(?P<y>20[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日)"
    r"(?:[0-9]{1,2}[时:：点][0-9]{0,2}分?)?(?:以前|之前|前)[^。；;\n\r]{0,14}?(?:报名|申报|申请|投稿|反馈|缴费|缴纳|提交|登记|预约|领取|办理|报送|投票)"
)


def _find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in chain(_DEADLINE.finditer(text.folded), _UNTIL.finditer(text.folded)):
            try:
                day = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue  # said by the rule for days that do not exist
            if day < reading.as_of:
                yield Mark(span=text.span(*match.span("day")))


RULE = Rule(
    id="PCY207",
    name="已过的截止日期",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
        Basis("中华人民共和国政府信息公开条例", "第六条"),
    ),
    message="截止日期早于稿件日期，请核对年份和日期。",
    check=structure(_find, literals=("截止", "日前", "日以前", "日之前", "时前", "分前", "点前")),
    bad=(
        Bad("报名截止时间：【2025年12月1日】。"),
        Bad("请于【2025年12月31日】前报名，逾期不再受理。"),
        Bad("申报材料提交截止日期为【2026年11月20日】，逾期不予受理。"),
    ),
    good=(
        "报名截止时间：2026年12月1日；征求意见截止日期为2026年11月23日。",
        "截至2025年12月31日，全市共有企业一万家，数据统计截止到2025年底。",
        "报名已于2025年5月1日截止，意见征集于2025年6月1日截止。",
        Good("报名截止时间：2025年12月1日。", as_of=date(2025, 11, 1)),
    ),
)
