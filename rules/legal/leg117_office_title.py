"""机关职务称谓。Offices that do not exist under that name: 全国人大副委员长, 政协主任.

Until November 2026 this was POL109 of the political gate; that id is not used again.
"""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="LEG117",
    name="机关职务称谓不对",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国宪法", "第三章"),
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
    ),
    message="没有“{word}”这一职务，建议改为{suggest}。",
    check=words("legal/office_titles", edges=False),
    bad=(
        Bad("【全国人大副委员长】出席活动。"),
        Bad("市【政协副主任】参加调研。"),
    ),
    good=(
        "全国人大常委会副委员长、最高人民检察院检察长、审计署审计长出席。",
        "市政协主席、市政协提案委员会主任、法院院长参加。",
        "全国人大主席团会议，全国人大监察和司法委员会主任委员。",
    ),
)
