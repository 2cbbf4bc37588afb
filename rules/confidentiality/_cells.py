"""What a column of personal data is called, and how a cell of it is masked.

Masks are those of PII practice in 公示: phone 138****1234, identity number 35*************123, card
the last four digits, address to the street or village, birth to the month. What concerns health,
family or income cannot be masked: it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from review.numbers import is_id_number, is_luhn
from rules.confidentiality._mask import digits_of, masked_card, masked_id, masked_phone
from rules.confidentiality._masked import half_masked, remask

LEFT_OUT = "（不公开）"

_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ＊－", "0123456789XX*-")
_GAP = r"[ \-]?"
_ID = re.compile(
    rf"(?<![0-9A-Za-z*])[1-8](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z*])|(?<![0-9A-Za-z*])[1-8][0-9]{{14}}(?![0-9A-Za-z*])"
)
_MOBILE = re.compile(rf"(?<![0-9A-Za-z*])1[3-9][0-9](?:{_GAP}[0-9]){{8}}(?![0-9A-Za-z*])")
_HOME_LINE = re.compile(r"(?<![0-9*])(?:0[0-9]{2,3}[ \-]?)?[2-8][0-9]{6,7}(?![0-9*])")
_CARD = re.compile(rf"(?<![0-9A-Za-z*])[1-9](?:{_GAP}[0-9]){{11,18}}(?![0-9A-Za-z*])")
_PAPER = re.compile(r"(?<![0-9A-Za-z*])[A-Za-z]{1,2}[0-9]{7,10}(?![0-9A-Za-z*])")
_PLATE = re.compile(
    r"(?<![一-鿿])[一-鿿][A-HJ-NP-Za-hj-np-z][ ·•.\-]?[0-9A-Za-z]{4,6}[学警挂港澳领]?"
)
_DAY = re.compile(
    r"(?P<month>(?:19|20)[0-9]{2}(?:年[ ]?[0-9]{1,2}月|[-./][0-9]{1,2}|[0-9]{2}))(?:[ ]?[0-9]{1,2}日|[-./][0-9]{1,2}|[0-9]{2})(?![0-9])"
)
_HOUSE = re.compile(
    r"(?:[0-9A-Za-z一二三四五六七八九十]{1,5}(?:号楼|号院|号|栋|幢|座|单元|室|房)|[0-9]{1,4}-[0-9]{1,5}(?:-[0-9]{1,5})?$).*$"
)
_PLACE = re.compile(r"^.*?[省市县区镇乡村路街巷道里弄园苑].*?$")
_NOTHING = re.compile(
    r"(?:无|否|/|[-—－]+|健康|良好|正常|未知|不详|0|[*＊×]+|（不公开）|不公开|已隐去)?"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of personal data as a column. `cue`: what no heading of the kind lacks.

    `masked`: the cell as it may be published; None if it may as it is. `certain`: whether a cell
    proves by itself that it is what the heading says. `needs_name`: harmless beside no name.
    """

    name: str
    cue: str
    heading: re.Pattern[str]
    masked: Callable[[str], str | None]
    certain: Callable[[str], bool]
    needs_name: bool = True

    def heads(self, heading: str) -> bool:
        """Whether this is the heading of such a column."""
        return self.heading.fullmatch(heading) is not None


def _by(pattern: re.Pattern[str], mask: Callable[[str], str]) -> Callable[[str], str | None]:
    """Masks what a pattern finds and what is masked only by half."""

    def masked(cell: str) -> str | None:
        plain = cell.translate(_PLAIN)
        found = half_masked(plain)
        new = pattern.sub(lambda match: mask(match[0]), plain)
        for start, end in reversed(found):
            new = new.replace(plain[start:end], remask(plain[start:end]))
        return new if new != plain else None

    return masked


def _holds_id(cell: str) -> bool:
    return any(is_id_number(digits_of(one)) for one in _ID.findall(cell.translate(_PLAIN)))


def _holds_mobile(cell: str) -> bool:
    return _MOBILE.search(cell.translate(_PLAIN)) is not None


def _holds_card(cell: str) -> bool:
    found = map(digits_of, _CARD.findall(cell.translate(_PLAIN)))
    return any(len(one) >= 16 and is_luhn(one) for one in found)


def to_street(cell: str) -> str | None:
    """An address to its street or village, if it leads on to a door."""
    house = _HOUSE.search(cell)
    if house is None or not _PLACE.match(cell[: house.start()]):
        return None
    return cell[: house.start()] + "***"


def _left_out(cell: str) -> str | None:
    return None if _NOTHING.fullmatch(cell) else LEFT_OUT


def _month(cell: str) -> str | None:
    new = _DAY.sub(lambda match: match["month"], cell.translate(_PLAIN))
    return new if new != cell.translate(_PLAIN) else None


def _paper(number: str) -> str:
    return f"{number[:1]}{'*' * (len(number) - 3)}{number[-2:]}"


def _plate(number: str) -> str:
    return f"{number[:2]}***{number[-2:]}"


def _never(cell: str) -> bool:
    del cell
    return False


def _always(cell: str) -> bool:
    del cell
    return True


_OF = r"(?:.{0,6}?)"

KINDS = (
    Kind(
        "身份证号",
        "身份证|身份号|证件号",
        re.compile(
            rf"{_OF}(?:身份证件?|公民身份|身份|(?:有效)?证件)(?:号码|号|编号)|{_OF}身份证(?:信息)?"
        ),
        _by(_ID, masked_id),
        _holds_id,
        needs_name=False,
    ),
    Kind(
        "家庭电话",
        "家庭电话|住宅电话|家庭座机|宅电",
        re.compile(r"(?:家庭|住宅)(?:固定)?(?:电话|座机)(?:号码)?|宅电"),
        _by(_HOME_LINE, lambda number: number[:-4] + "****"),
        _never,
    ),
    Kind(
        "手机号",
        "手机|电话|联系方式",
        re.compile(rf"{_OF}(?:手机|电话|移动电话|联系方式)(?:号码|号)?"),
        _by(_MOBILE, masked_phone),
        _holds_mobile,
        needs_name=False,
    ),
    Kind(
        "银行卡号",
        "卡号|账号|帐号|账户|一卡通|存折|社保卡|银行卡",
        re.compile(
            rf"{_OF}(?:银行卡|储蓄卡|社保卡|一卡通|存折|惠民卡|银行|收款|个人)?(?:卡号|账号|帐号|账户|银行卡|一卡通)(?:号码|号)?"
        ),
        _by(_CARD, masked_card),
        _holds_card,
    ),
    Kind(
        "出入境证件号",
        "护照|通行证",
        re.compile(rf"{_OF}(?:护照|通行证)(?:号码|号)"),
        _by(_PAPER, _paper),
        _always,
    ),
    Kind(
        "住址",
        "住址|地址|居住地|户籍",
        re.compile(
            r"(?:家庭|居住|现居住?|现|户籍|户口|常住|个人|详细|联系|通讯)?(?:住址|住所|地址|居住地|户籍地|所在地)|住址（门牌）|详细住址"
        ),
        to_street,
        _never,
    ),
    Kind(
        "出生日期",
        "出生|生日",
        re.compile(rf"{_OF}(?:出生(?:日期|年月日|年月|时间)|生日)"),
        _month,
        _never,
    ),
    Kind(
        "健康状况",
        "病|健康|诊断|残疾|身体状况|致贫|救助原因|困难原因|伤情",
        re.compile(
            r"病情|病种|(?:所)?患(?:有)?(?:疾病|病种|病情|病|何病)(?:名称|情况)?|疾病(?:名称|种类|诊断|情况)?|健康状况|身体状况|诊断(?:结果|情况)?|残疾(?:类别|等级|种类|程度|情况|类型)|致贫原因|困难原因|救助原因|伤情"
        ),
        _left_out,
        _never,
    ),
    Kind(
        "家庭经济状况",
        "收入|婚姻|信仰|存款|负债|财产",
        re.compile(
            r"婚姻(?:状况|情况)?|宗教信仰|(?:家庭|个人|本人)?(?:年|月|人均|年人均|月人均)?(?:纯|总)?收入(?:情况|（元）)?|家庭(?:财产|经济)(?:状况|情况)|存款|负债(?:情况)?"
        ),
        _left_out,
        _never,
    ),
    Kind(
        "车牌号",
        "车牌|号牌",
        re.compile(rf"{_OF}(?:车牌|号牌)(?:号码|号)?"),
        _by(_PLATE, _plate),
        _never,
    ),
)
"""The kinds, the first that a heading suits counts."""
