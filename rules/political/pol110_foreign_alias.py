"""领土和国名的外来别称。尖阁群岛, 北朝鲜: names others gave, not the ones we use."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL110",
    name="领土和国名的外来别称",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台、国际关系"),),
    message="使用了外来别称，应使用规范名称{suggest}；确需引述时请加引号。",
    check=words("political/place_names", unless_inside=("“”", "《》")),
    bad=(
        Bad("日方船只驶近【尖阁诸岛】海域。"),
        Bad("【斯普拉特利群岛】附近。"),
        Bad("【北朝鲜】代表团来访，【北韩】方面回应。"),
    ),
    good=(
        "钓鱼岛及其附属岛屿、南沙群岛是我国领土，朝鲜代表团来访。",
        "日方所谓“尖阁诸岛”的称呼不能成立。",
        "东北朝鲜族聚居，云南朝鲜语翻译，河北韩家村。",
    ),
)
