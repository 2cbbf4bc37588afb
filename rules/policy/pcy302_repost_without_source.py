"""转载来源缺失。A repost says whose text it is and gives the address it was taken from."""

from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Facts, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.policy._repost import repost_of


def _find(reading: Reading) -> Iterator[Mark]:
    repost = repost_of(reading)
    if repost is None or (repost.units and repost.host):
        return
    if repost.units:
        lacking = "没有填写原文网址"
    elif repost.host:
        lacking = "没有注明来源单位"
    else:
        lacking = "没有注明来源单位，也没有填写原文网址"
    yield Mark(span=repost.span, message=f"转载稿件{lacking}，请补齐后再送审。")


RULE = Rule(
    id="PCY302",
    name="转载来源缺失",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="转载稿件缺少来源单位或者原文网址，请补齐后再送审。",
    check=structure(_find),
    bad=(
        Bad("全国春耕进展顺利。", title="【各地春耕有序推进】", facts=Facts(repost=True)),
        Bad(
            "各地春耕有序推进。\n来源：【新华社】",
            title="各地春耕有序推进",
            facts=Facts(repost=True),
        ),
        Bad(
            "【各地春耕有序推进。】",
            facts=Facts(repost=True, source_url="https://www.news.cn/2026/a.html"),
        ),
    ),
    good=(
        Good(
            "各地春耕有序推进。\n来源：新华社",
            facts=Facts(repost=True, source_url="https://www.news.cn/2026/a.html"),
        ),
        "本单位自采稿件，没有来源一栏。",
        "讲清政策来源：中央财政补助资金的申报办法。",
    ),
    fields=("title", "summary", "body", "source"),
)
