"""党纪政务处分混同。

Party bodies give party sanctions and propose administrative ones; the State's organs give
administrative ones. Expulsion from the Party is no 政务处分, dismissal from office no 党纪处分.
"""

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_PARTY = r"(?:党委|党组|县委|市委|省委|区委|州委|镇党委|乡党委|纪委|纪检组|党总支|党支部)(?:常委会|会议|全会)?"
_STATE = (
    r"(?:[省市县区州旗]?监委|[省市县区州旗]?监察委员会|政府|监察局|人社局|教育局|卫生健康局|公安局)"
)
_ADMINISTRATIVE = (
    r"(?:行政|政务)(?:警告|记过|记大过|降级|撤职|开除)|记过|记大过|降级|开除公职|政务处分|行政处分"
)
_ORGANS = r"党委|党组|党总支|党支部|[市县区州省]委(?!会)"
# No sanction of that name: the Party's and the State's are two lists.
_MISNAMED = (
    r"党内(?:记过|记大过|降级|撤职|降职|开除公职)(?:处分)?|(?:政务|行政)(?:严重警告|留党察看|开除党籍|撤销党内职务)(?:处分)?"
    r"|(?:撤销党内职务|开除党籍|留党察看(?:[一二]年)?|党内严重警告|党内警告)的?(?:政务|行政)处分"
    r"|(?:记过|记大过|降级|撤职|开除公职)的?(?:党纪|党内)处分"
)
_JOINT = re.compile(r"纪委监委|纪检监察|党纪政务|党政纪|联合")
_PARTYISH = r"(?:党内(?:严重)?警告|撤销党内职务|留党察看|开除党籍|党纪处分)"

RULE = Rule(
    id="LEG110",
    name="党纪政务处分混同",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国公职人员政务处分法", "第七条", date(2020, 7, 1)),
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
    ),
    message="党组织作出党纪处分，政务处分由监察机关或者任免机关作出，党组织只能建议给予；请核对处分机关。",
    check=pattern(
        rf"{_PARTY}[^。；，,、\n]{{0,12}}(?<!建议)(?<!监委)(?:决定)?给予[^。；，,、\n]{{0,10}}?({_ADMINISTRATIVE})"
        rf"|(?:{_ORGANS})[^。；，,、\n]{{0,8}}(?:讨论|研究|审议|会议)(?:决定|同意)?，(?:一致)?(?:决定)?给予(?!党)[^。；，,、\n]{{0,14}}?({_MISNAMED}|{_ADMINISTRATIVE})"
        rf"|({_MISNAMED})"
        rf"|(?<!纪委){_STATE}[^。；，,、\n]{{0,8}}?(?:决定)?给予[^。；，,、\n]{{0,10}}?({_PARTYISH})",
        only_if=lambda match: (
            True
            if match[2] or match[3]
            else not _JOINT.search(match.string, max(0, match.start() - 40), match.end() + 40)
            and "建议" not in match[0]
            and "监委" not in match[0][:-8]
            if match[1]
            else "党" not in match[0][:-8] and "纪委" not in match[0]
        ),
    ),
    bad=(
        Bad("【县委决定给予其行政记过】处分。"),
        Bad("【镇党委给予张某记大过】处分。"),
        Bad("【县监委给予其开除党籍】处分。"),
        Bad("受到【留党察看行政处分】的人员不得参加评优。"),
        Bad("经镇【党委会议讨论，决定给予站长张某行政撤职】处分。"),
        Bad("刘某受到【党内降级处分】，周某受到【政务严重警告处分】。"),
    ),
    good=(
        "镇党委决定给予张某党内警告处分。",
        "经县委批准，由县监委给予其开除公职处分。",
        "县纪委监委决定给予其开除党籍、开除公职处分。",
        "市委建议给予其政务记过处分。",
        "李某受到撤销党内职务、政务撤职处分，王某受到党内警告、政务警告处分。",
        "经县纪委常委会会议研究并报县委批准，决定给予张某开除党籍处分。",
        "由市纪委给予其党内严重警告处分，由市监委给予其政务记大过处分。",
    ),
)
