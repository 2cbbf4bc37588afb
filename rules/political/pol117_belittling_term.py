"""性别、地域、职业方面的贬低性称谓。Who writes about such words puts them in quotation marks."""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL117",
    name="贬低性称谓",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国妇女权益保障法", "第二十八条", date(2023, 1, 1)),
        Basis("新华社新闻报道中的禁用词（第一批）", "社会生活"),
    ),
    message="“{word}”带有贬低色彩，机关发布的内容不宜使用，建议改写。",
    check=words("political/respect_terms", unless_inside=("“”", "‘’", "《》", "「」")),
    bad=(
        Bad("为【剩女】举办相亲会，帮助【妇道人家】就业。"),
        Bad("这些【打工妹】回乡创业。"),
    ),
    good=(
        "“剩女”一词带有歧视色彩，不应使用，电影《打工妹》上映。",
        "减少民生支出，至少民警三人，不少民众参加，北京市少民办。",
        "动物园里一只母老虎产下三只幼崽，游戏子程序，中国戏曲学院演员。",
    ),
)
