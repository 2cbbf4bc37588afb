"""变体里有正文没有的事实。A short wording says less than the whole text, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.equality import strange_facts
from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_MASTER = ("title", "summary", "body", "caption", "source")


def find(reading: Reading) -> Iterator[Mark]:
    """Every fact of a variant that the whole text, its captions and its links do not state."""
    document = reading.document
    if not document.variants:
        return
    master = [text for name, text in document.fields() if name.partition(":")[0] in _MASTER]
    known = [*(link.href for link in document.links), document.facts.source_url]
    for text in reading.texts:
        if not text.field.startswith("variant:"):
            continue
        for fact in strange_facts(document.text_of(text.field), master, known):
            yield Mark(
                span=text.raw_span(fact.start, fact.end),
                message=f"这个{fact.kind.label}正文里没有，变体不能有正文之外的事实，请核对改正。",
            )


RULE = Rule(
    id="TXT326",
    name="变体里有正文没有的事实",
    gate=Gate.TEXT,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "清远市推进政务新媒体健康有序发展实施方案", "在不同平台发布的信息应保持一致性和准确性"
        ),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "",
            date(2018, 12, 7),
        ),
    ),
    message="变体里有正文没有的事实，请核对改正。",
    check=structure(find),
    bad=(
        Bad(
            "6月1日至8月30日受理，全市32156人报名。",
            variant="6月1日至【8月31日】受理，【32165人】报名。",
        ),
        Bad(
            "投入1.2亿元，咨询电话：0763-3363123。",
            variant="投入【1.2万元】，电话【0763-3363132】。",
        ),
        Bad(
            "依据粤府办〔2024〕12号文件，市长王伟强主持会议。",
            variant="依据粤【府办〔2024〕21号】，市长【王伟健】主持会议。",
        ),
        Bad(
            "详见https://www.gdqy.gov.cn/a/1.html。",
            variant="详见【https://www.gdqy.gov.cn/a/2.html】。",
        ),
    ),
    good=(
        "6月1日至8月30日受理，全市32156人报名。",
        Good(
            "2024年3月5日上午9时30分开会，投入1.2亿元，增长5.3%，三百二十名群众受益。",
            variant="３月５日9:30开会，投入12000万元，增长百分之五点三，320人受益。",
        ),
        Good(
            "全市32156人报名，咨询电话：0763-3363123，依据粤府办〔2024〕12号。",
            variant="3.2万余人报名！电话3363123，粤府办[2024]12号",
        ),
        Good(
            "6月1日至8月30日办理。",
            variant="6月1日—8月30日，一批事项一网通办，统一受理，十分方便。",
        ),
        Good("二〇二四年三月五日，市长王伟强主持。", variant="2024年3月5日，王伟强市长主持。"),
    ),
    fields=("variant",),
)
