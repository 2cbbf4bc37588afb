"""残障歧视称谓。Sayings, titles and nicknames that contain them are not meant."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL108",
    name="残障群体歧视性称谓",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国残疾人保障法"),
        Basis("新华社新闻报道中的禁用词（第一批）", "社会生活"),
    ),
    message="对残障群体的称谓不当，建议改为{suggest}。",
    check=words("political/disability_terms", unless_inside=("《》", "“”", "‘’")),
    bad=(
        Bad("为【残废人】提供就业岗位。"),
        Bad("帮助【瞎子】和【聋子】出行。"),
        Bad("关爱【弱智儿童】成长。"),
    ),
    good=(
        "为残疾人、盲人、聋人提供无障碍服务，关爱智力障碍儿童。",
        "《瞎子阿炳》上演，规章不能成为聋子的耳朵。",
        "减弱智能电表干扰，提升薄弱智慧环节。",
        "他是个书呆子，吃了哑巴亏。",
    ),
)
