"""明星夸饰称呼。影帝, 天王巨星: a news agency's list asks for plain titles. 电影后期 is none."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY109",
    name="对演艺明星的夸饰称呼",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "社会生活"),),
    message="对演艺人员不宜用“{word}”，可写作{suggest}。",
    check=words("policy/star_titles", unless_inside=("《》",)),
    bad=(
        Bad("【影帝】李某到场助阵。"),
        Bad("【天王巨星】亮相开幕式，【影后】王某献唱。"),
    ),
    good=(
        "电影后期制作、投影后方屏幕、合影后离场，留影后返程。",
        "《影帝》一书的作者、著名演员李某到场。",
        "托塔天王故事、天王星观测，天后宫保护修缮。",
    ),
)
