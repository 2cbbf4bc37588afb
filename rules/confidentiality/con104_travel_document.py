"""护照和通行证号码。Too short to prove themselves: only after the words for such a document."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="CON104",
    name="护照和通行证号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),),
    message="疑似护照、通行证等出入境证件号码，公开前须隐去。",
    check=pattern(
        r"(?:护照|通行证|回乡证|台胞证|港澳证|签注|居留证|居留许可|军官证|士兵证|驾驶证)(?:件)?(?:号码|编号|号)?(?:为|是)?[ ]?[：:（(]?[ ]?"
        r"((?:[cdeghmpswlk][a-z]?|[军武南北东西中海空][字]?第?)?[0-9]{7,12})(?![0-9a-z*]|[人本份件张个万])",
        group=1,
        suggest=lambda match: (match[1][:1].upper() + "*" * (len(match[1]) - 3) + match[1][-2:],),
    ),
    bad=(
        Bad("旅客张三，护照号【E12345678】。"),
        Bad("持往来港澳通行证【C12345678】入境。"),
        Bad("台胞证号：【12345678】"),
        Bad("港澳居民来往内地通行证：【H1234567890】，有效期五年。"),
    ),
    good=(
        "护照、通行证办理须预约，咨询电话12367。",
        "护照号E******78，往来港澳通行证全国通办。",
        "今年签发护照12345本，通行证2345678人次。",
        "电子护照将于2012年5月15日启用。",
    ),
)
