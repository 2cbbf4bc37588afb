"""标题与正文无关。我县高铁站正式开通 over a text on pruning oranges.

Compared are pairs of characters: of the title's none, but those any local title has, stands in the
text. A title with something of its own and a text long enough to take it up are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_ANYWHERE = re.compile(
    r"[我全本][省市县区镇乡村州]|省委|市委|县委|区委|[省市县区]政府|正式|召开|举行|举办|开展|开通|启用|启动|昨日|今日|近日|今天|昨天|明天"
    r"|关于|工作|会议|活动|通知|公告|通告|有限公司|部署|推进|组织|积极|全面|一图读懂|速递|快讯|发布"
)
_LEAST = 3  # pairs of the title's own
_SHORTEST = 20  # characters of a text


def _pairs(said: str) -> set[str]:
    rest = _ANYWHERE.sub("\n", said)
    return {run[0][at : at + 2] for run in _HAN.finditer(rest) for at in range(len(run[0]) - 1)}


def _find(reading: Reading) -> Iterator[Mark]:
    title, body = reading.text("title"), reading.text("body")
    own = _pairs(title.folded)
    if len(own) < _LEAST or sum(len(run[0]) for run in _HAN.finditer(body.folded)) < _SHORTEST:
        return
    if not any(pair in body.folded for pair in own):
        start, end = 0, len(title.folded)
        yield Mark(span=title.span(start, end))


RULE = Rule(
    id="PCY308",
    name="标题与正文无关",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("网络信息内容生态治理规定", "第七条", date(2020, 3, 1)),),
    message="标题所说的事在正文里没有出现，请核对是否张冠李戴。",
    check=structure(_find),
    fields=("title", "body"),
    bad=(
        Bad(
            "县农业农村局近日举办柑橘冬季管理技术培训班，邀请专家授课，六十余名种植户参加了培训学习。",
            title="【我县高铁站正式开通运营】",
        ),
        Bad(
            "县农业农村局举办冬季蔬菜病虫害防治培训班，六十名种植户参加，专家现场示范施药方法。",
            title="【县医院新院区昨日正式启用】",
        ),
    ),
    good=(
        Good(
            "市教育局今年新建公办幼儿园六所，新增学位三千个，今年秋季学期全部投入使用。",
            title="三千学位，今秋启用",
        ),
        Good("详见附件。", title="我县高铁站正式开通运营"),
        Good(
            "县人民医院新院区正式启用，设床位八百张，首日接诊六百人次，门诊流程进一步优化。",
            title="县医院新院区启用",
        ),
        Good(
            "会议强调，要认真贯彻落实上级部署，扎实做好今冬明春各项安全生产和民生保障工作。",
            title="市委召开会议",
        ),
    ),
)
