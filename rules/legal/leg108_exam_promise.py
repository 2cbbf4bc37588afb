"""教育培训广告承诺。Passing, admission and results may not be promised in advertising."""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG108",
    name="教育培训广告承诺",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国广告法", "第二十四条", date(2021, 4, 29)),),
    message="教育、培训广告不得以“{word}”对升学、通过考试或者培训效果作承诺。",
    check=advertised(
        words("legal/training_promises"),
        cues="legal/training_cues",
    ),
    bad=(
        Bad("公考【保过班】火热招生，【不过退款】，报名热线0763-1234567。"),
        Bad("名师授课，【包过】，欢迎报名。"),
        Bad("考研辅导班【保录取】，【命题组专家】坐镇，咨询电话见下。"),
    ),
    good=(
        "教育局提醒：凡宣称“保过”“包过”的培训班，家长不要相信。",
        "举办技能培训班，确保过渡期内政策不断档，咨询电话12333。",
        "培训班免收学费，培训合格率达95%。",
        "培训机构不得作出保录取等承诺，违者依法处罚。",
    ),
)
