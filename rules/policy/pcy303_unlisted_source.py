"""名单外稿源。Reposts come from organs' own platforms or from units of the list, nowhere else.

The list changes (1,358 units in 2021, 1,451 in 2025): the one shipped is an example to be replaced,
and what stands on no example can be no more than a hint.
"""

from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Facts, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.policy._repost import entries_of, repost_of

_LIST = "policy/source_units"


def _find(reading: Reading) -> Iterator[Mark]:
    repost = repost_of(reading)
    if repost is None or repost.stands_on(("gov.cn",)):
        return
    known = [entry for entry in reading.library[_LIST].entries if entry.holds(reading.as_of)]
    if any(not entries_of(unit, known) and not repost.of_government(unit) for unit in repost.units):
        yield Mark(span=repost.span)


RULE = Rule(
    id="PCY303",
    name="名单外稿源",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
        Basis("互联网新闻信息稿源单位名单（2025年6月）"),
    ),
    message="来源不是党委、政府网站，也不在稿源单位名单内，请改从规定稿源转载，或者核对名单是否过期。",
    check=structure(_find),
    bad=(
        Bad(
            "春耕进展顺利。\n来源：【三农笔记公众号】",
            facts=Facts(repost=True, source_url="https://mp.weixin.qq.com/s/abc"),
        ),
        Bad(
            "转自：【养生每日谈】\n春季养生要点。",
            facts=Facts(repost=True, source_url="https://health.example.com/1.html"),
        ),
    ),
    good=(
        Good(
            "春耕进展顺利。\n来源：人民日报客户端",
            facts=Facts(repost=True, source_url="https://www.people.com.cn/n1/2026/a.html"),
        ),
        Good(
            "来源：新华社、人民日报\n春耕进展顺利。",
            facts=Facts(repost=True, source_url="https://www.news.cn/2026/a.html"),
        ),
        Good(
            "来源：清远市农业农村局\n春耕进展顺利。",
            facts=Facts(repost=True, source_url="https://www.gdqy.gov.cn/a.html"),
        ),
        "来源：三农笔记公众号（本单位原创稿件中提到的账号，不是转载）",
    ),
    fields=("title", "summary", "body", "source"),
)
