"""来源网址与稿源单位不符。Clone hosts carry whole government pages, often with injected spam.

The text may be right to the letter: taken from another's domain it is a finding all the same.
A platform's own host (mp.weixin.qq.com) does not tell who posted and is left to the reviewer.
"""

from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Facts, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.policy._repost import entries_of, repost_of

_LIST = "policy/source_units"


def _find(reading: Reading) -> Iterator[Mark]:
    repost = repost_of(reading)
    if repost is None or not repost.host or repost.on_a_platform:
        return
    listed = [entry for entry in reading.library[_LIST].entries if entry.holds(reading.as_of)]
    owners: list[str] = []
    for unit in repost.units:
        for entry in entries_of(unit, listed):
            hosts = entry.extra.get("hosts")
            owners += hosts if isinstance(hosts, tuple) else ()
        if repost.of_government(unit):
            owners.append("gov.cn")
    if owners and not repost.stands_on(owners):
        names = "、".join(dict.fromkeys(owners))
        yield Mark(
            span=repost.span,
            message=f"原文网址不在该来源单位的域名（{names}）上，疑似转自仿冒或者镜像网站，请改用原始网址。",
        )


RULE = Rule(
    id="PCY304",
    name="来源网址与稿源单位不符",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("政府网站发展指引（国办发〔2017〕47号）", "域名"),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="原文网址不在来源单位自己的域名上，疑似仿冒或者镜像网站，请改用原始网址。",
    check=structure(_find),
    bad=(
        Bad(
            "来源：【新华社】\n春耕进展顺利。",
            facts=Facts(repost=True, source_url="http://xinhuanet.com.zbj-news.top/a.html"),
        ),
        Bad(
            "来源：【清远市人民政府】\n关于印发实施办法的通知。",
            facts=Facts(repost=True, source_url="http://www.gdqy-gov-cn.com/post_1.html"),
        ),
    ),
    good=(
        Good(
            "来源：新华社\n春耕进展顺利。",
            facts=Facts(repost=True, source_url="https://gd.news.cn/20260301/a.html"),
        ),
        Good(
            "来源：清远市人民政府\n关于印发实施办法的通知。",
            facts=Facts(repost=True, source_url="http://WWW.GDQY.GOV.CN/post_1.html"),
        ),
        Good(
            "来源：人民日报公众号\n春耕进展顺利。",
            facts=Facts(repost=True, source_url="https://mp.weixin.qq.com/s/abc"),
        ),
        Good("来源：某地方网\n春耕。", facts=Facts(source_url="http://a.example.com/1")),
    ),
    fields=("title", "summary", "body", "source"),
)
