"""涉及其他单位。What touches another unit's work is shown to that unit first.

Which units those are only the office knows: the list we ship holds made-up names.
"""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY107",
    name="涉及其他单位职责的内容",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
        Basis("中华人民共和国政府信息公开条例", "第十一条"),
    ),
    message="内容涉及{word}的工作，发布前应征求其意见，并留存记录。",
    check=words("policy/consulted_units", unless_inside=("《》",), edges=False),
    bad=(
        Bad("【样例市公安局】提醒市民注意防范。"),
        Bad("【样例市教育局】、【样例市卫生健康局】部署校园防控。"),
    ),
    good=(
        "样例市人民政府办公室、公安局、教育局供稿。",
        "依照《样例市公安局权责清单》办理，别样例市公、教两局。",
    ),
)
