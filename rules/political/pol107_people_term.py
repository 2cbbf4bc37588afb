"""民族宗教称谓。Clipped or outdated names of peoples and faiths."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL107",
    name="民族宗教不规范称谓",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "民族宗教"),),
    message="民族、宗教称谓不规范，建议改为{suggest}。",
    check=words("political/people_terms"),
    bad=(
        Bad("【蒙族】同胞欢度那达慕。"),
        Bad("【维族】群众载歌载舞。"),
        Bad("云南的【摩梭族】风情。"),
        Bad("当地的【回教徒】。"),
    ),
    good=(
        "内蒙古族群文化中心，蒙古族同胞欢度那达慕。",
        "思维族谱与四维族群图，朝鲜族、维吾尔族群众。",
        "学生返回教室，驳回教育部门的申请。",
        "摩梭人生活在泸沽湖畔，历朝历代王朝族谱。",
    ),
)
