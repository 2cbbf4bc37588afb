"""领导人姓名错漏。Title and name are listed together: alone, a name's look-alike may be a person.

A name of three characters is told by its own wrong forms and by what sounds or looks alike;
another person may well bear such a name, so away from any high office it is only asked about.
"""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.political._office import beyond_doubt_beside_office

RULE = Rule(
    id="POL104",
    name="领导人职务姓名错漏",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="疑似把{suggest}写错，领导人职务和姓名须逐字核对。",
    check=beyond_doubt_beside_office(near("political/leader_names")),
    bad=(
        Bad("【国务院秘书长肖杰】出席会议。"),
        Bad("【全国人大常委会委员长赵乐济】主持会议。"),
        Bad("【国务院总里李强】作政府工作报告。"),
        Bad("【国务院副总理何力峰】会见外宾。"),
        Bad("时任总理【温家室】考察灾区。"),
    ),
    good=(
        "习近平总书记、国务院总理李强、国务院副总理何立峰出席会议。",
        "2008年，时任国家副主席习近平出席开幕式，国务院副总理李克强讲话。",
        "全国政协副主席王勇、全国政协副主席王东峰出席。",
        "本村村民李墙、张国庆、刘国忠获评好人。",
        "全国政协副主席陈晓光在参加讨论时说，国家副主席李源潮会见来宾。",
        "越南国家主席和老挝国家主席来访。",
    ),
)
