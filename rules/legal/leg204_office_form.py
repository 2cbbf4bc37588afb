"""人大、检察院、审计署的职务称谓。省人大副主任, 人大常委, 检察院院长, 审计署署长.

The chair of a people's congress belongs to its standing committee; a procuratorate has a 检察长 and
the audit office an 审计长. Until November 2026 part of POL109, and POL204, of the political gate;
those ids are not used again.
"""

from review.kinds import around, pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_LEVEL = r"(?:全国|省|自治区|市|自治州|州|县|区|旗|盟)"
_CONGRESS = (
    rf"{_LEVEL}(?:人大|人民代表大会)(?:党组书记、)?副?主任(?!委员|会议|办公|接待|信箱|例会|们)"
    rf"|(?:{_LEVEL})?人大常委(?![会办副主党员委]|、)"
    r"(?=[\u4e00-\u9fff]某|[\u4e00-\u9fff]{1,3}(?:就|在|到|指出|说|认为|建议|表示|参加|出席|发言|带队|视察)|[，。])"
)
_PROCURATORATE = r"(?<!法院)(?<!法院、)(?<!法院和)(?:检察院|最高检)副?院长(?!办|信箱)"
_COURT = r"(?:法院|最高法)副?检察长"
_AUDIT = r"(?:国家)?审计署副?署长|国家审计局副?局长"
_REGION = r"香港|澳门|特别行政区|澳大利亚|韩国|英国|南非|美国|奥地利|各国|国际"


def _named(match_text: str) -> tuple[str, ...]:
    """The office as the constitution and the organic laws name it."""
    for wrong, right in (  # the first that stands in it
        ("检察长", "院长"),
        ("院长", "检察长"),
        ("人大常委", "人大常委会委员"),
        ("代表大会常委", "代表大会常委会委员"),
        ("副主任", "常委会副主任"),
        ("主任", "常委会主任"),
        ("副署长", "副审计长"),
        ("署长", "审计长"),
        ("国家审计局副局长", "审计署副审计长"),
        ("国家审计局局长", "审计署审计长"),
    ):
        if wrong in match_text:
            return (match_text.replace(wrong, right).removeprefix("国家"),)
    return ()


RULE = Rule(
    id="LEG204",
    name="人大、检察、审计职务称谓不对",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国宪法", "第三章"),
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
    ),
    message="没有这一职务，请改为规范称谓。",
    check=around(
        pattern(
            rf"{_CONGRESS}|{_PROCURATORATE}|{_COURT}|{_AUDIT}",
            suggest=lambda match: _named(match[0]),
            message=lambda match: (
                f"没有“{match[0]}”这一职务，建议改为“{'、'.join(_named(match[0]))}”。"
            ),
            unless_inside=("“”", "《》"),
            unless_before=("原", "老"),
        ),
        lacks=_REGION,
    ),
    bad=(
        Bad("县【检察院院长】作工作报告。"),
        Bad("【国家审计署署长】介绍情况。"),
        Bad("【省人大副主任】带队视察，【县人大主任】陪同。"),
        Bad("【人大常委】王某某发言，市【检察院副院长】通报情况。"),
    ),
    good=(
        "香港特别行政区政府廉政专员、审计署署长和警务处处长。",
        "县法院、检察院院长和检察长分别报告工作。",
        "市人大常委会主任会议听取汇报，市人大副主任委员参加，镇人大主席主持。",
        "市人大常委会组成人员、省人大常委会委员出席，他的话收入《人大主任谈履职》。",
        "市人大常委、市政协常委名单，省人大法制委员会主任委员作说明，县人大办公室主任参加。",
        "人大常委会听取报告，人大常务委员会主任主持，政协常委列席。",
    ),
)
