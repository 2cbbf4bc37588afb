"""机关名称连词。发展与改革委员会: the name has 和, and nothing but 和."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL105",
    name="机关名称连词写错",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("国务院关于机构设置的通知"),),
    message="机关名称应为{suggest}。",
    check=words("political/organ_joints", edges=False, unless_after=("门", "分")),
    bad=(
        Bad("【发展与改革委员会】印发通知。"),
        Bad("省【住房与城乡建设厅】、省【人力资源与社会保障厅】联合行文。"),
        Bad("【工业与信息化部】负责人介绍情况。"),
    ),
    good=(
        "国家发展和改革委员会、住房和城乡建设部、工业和信息化部。",
        "成员国文化、旅游部门负责人出席。",
        "推动文化与旅游融合发展，促进林业与草原保护。",
        "发展与改革相互促进，工业与信息化深度融合，人力资源与社会保障工作有序推进。",
    ),
)
