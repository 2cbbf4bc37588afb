"""内部文种。

Requests, minutes and drafts are mostly written for inside. Only in the title, and only a reminder:
which of them may be published is for a person to say.
"""

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

RULE = Rule(
    id="CON110",
    name="内部文种",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.HINT,
    basis=(Basis("中华人民共和国政府信息公开条例", "第十六条", date(2019, 5, 15)),),
    message="从标题看是内部文种（请示、会议纪要、送审稿、通讯录等），内部事务信息和过程性信息可以不予公开，请确认已审批。",
    check=pattern(
        r"(?:的请示|会议纪要|的批示|内部通讯录|传真电报|明传电报|送审稿|讨论稿|内部征求意见稿|值班信息|要情专报|信息专报|领导参阅)(?=[》）)]?[ ]?\r?(?m:$))"
    ),
    fields=("title",),
    bad=(
        Bad("现将有关情况报告如下。", title="关于申请专项经费【的请示】"),
        Bad("会议议定以下事项。", title="清远市人民政府常务【会议纪要】"),
        Bad("第一条 为规范管理，制定本办法。", title="某某管理办法（【送审稿】）"),
    ),
    good=(
        Good("原则同意方案。", title="国务院关于同意设立示范区请示的批复"),
        Good("欢迎社会各界提出意见。", title="管理办法（公开征求意见稿）"),
        Good("会上传达了上级会议纪要。", title="我局召开党组扩大会议"),
    ),
)
