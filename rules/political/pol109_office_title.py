"""机关职务称谓。Offices that do not exist under that name: 检察院院长, 全国人大副委员长."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL109",
    name="机关职务称谓不对",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国宪法", "第三章"),
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
    ),
    message="没有“{word}”这一职务，建议改为{suggest}。",
    check=words("political/office_titles", edges=False),
    bad=(
        Bad("【全国人大副委员长】出席活动。"),
        Bad("县【检察院院长】作工作报告。"),
        Bad("【国家审计署署长】介绍情况。"),
        Bad("市【政协副主任】参加调研。"),
    ),
    good=(
        "全国人大常委会副委员长、最高人民检察院检察长、审计署审计长出席。",
        "市政协主席、市政协提案委员会主任、法院院长参加。",
        "香港特别行政区政府廉政专员、审计署署长和警务处处长。",
        "全国人大主席团会议，全国人大监察和司法委员会主任委员。",
        "县法院、检察院院长和检察长分别报告工作。",
    ),
)
