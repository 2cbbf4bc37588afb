"""文件中遗留的批注和修订。

Comments, tracked changes and hidden text go out with the file although the author does not see
them. What pages hide from readers by style sheets is another matter (page rules).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

LEFT_BEHIND = frozenset(
    {
        "批注",
        "修订中删去的文字",
        "修订中移走的文字",
        "隐藏文字",
        "白色文字",
        "极小字号",
        "hidden 属性",
        "隐藏的工作表",
        "隐藏的行",
        "隐藏的列",
    }
)


def find(reading: Reading) -> Iterator[Mark]:
    for number, hidden in enumerate(reading.document.hidden):
        text = reading.text(f"hidden:{number}")
        if hidden.means in LEFT_BEHIND and text.submitted.strip():
            yield Mark(
                span=text.raw_span(0, len(text.submitted)),
                message=f"文件里留有读者看不见的文字（{hidden.means}），发布前请接受修订、删去批注和隐藏内容后另存。",
            )


RULE = Rule(
    id="CON113",
    name="文件中遗留的批注和修订",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国政府信息公开条例", "第十六条、第十七条", date(2019, 5, 15)),),
    message="文件里留有读者看不见的文字，发布前请删去。",
    check=structure(find),
    fields=("hidden",),
    bad=(
        Bad("<p>关于召开会议的通知</p><p hidden>【此段为处内讨论意见】</p>", format="html"),
        Bad("<div><span hidden>【领导口头批示】</span>通知正文</div>", format="html"),
    ),
    good=(
        Good("<p>关于召开会议的通知</p>", format="html"),
        Good("<p>通知</p><!-- 正文结束 -->", format="html"),
        "批注和修订应当在定稿前处理完毕。",
    ),
)
