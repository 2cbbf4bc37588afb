"""附件说明的编号和标点. Listed attachments are numbered 1. 2. 3., end without a mark, and all follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import lines

_BLANK = r"[ \t\u00a0\u3000]"
_LIST = re.compile(
    rf"{_BLANK}*附件[:：]{_BLANK}*(?:(?P<number>[0-9]{{1,2}})[.．、]{_BLANK}*)?(?P<name>[^\r\n]{{2,80}})$"
)
_NEXT = re.compile(rf"{_BLANK}*(?P<number>[0-9]{{1,2}})[.．、]{_BLANK}*(?P<name>[^\r\n]{{2,80}})$")
_ANNEX = re.compile(rf"{_BLANK}*附件{_BLANK}*(?P<number>[0-9]{{1,2}}){_BLANK}*[:：]?{_BLANK}*$")
# Pages carry some annexes as downloads under the text.
_LINKED = re.compile(r"(?:相关附件|附件下载|下载附件|点击下载)")
_STOP = re.compile(rf"[。；;，,.]{_BLANK}*$")


def find(reading: Reading) -> Iterator[Mark]:
    """Each listed attachment, and the annexes that follow."""
    text = reading.text("body")
    rows = lines(text)
    for at, (start, line) in enumerate(rows):
        match = _LIST.match(line)
        if match is None:
            continue
        items = [(start, match)]
        for begin, other in rows[at + 1 :]:
            one = _NEXT.match(other) if match["number"] else None
            if one is None:
                break
            items.append((begin, one))
        if len(items) == 1 and match["number"] is None and not match["name"].endswith(("。", "；")):
            continue
        for begin, item in items:
            if stop := _STOP.search(item["name"]):
                place = begin + item.start("name") + stop.start()
                yield Mark(
                    span=text.raw_span(place, place + 1),
                    suggestions=("",),
                    message="附件名称后面不加标点。",
                )
        listed = [int(item["number"]) for _, item in items if item["number"]]
        annexes = [int(one["number"]) for _, other in rows[at:] if (one := _ANNEX.match(other))]
        head = text.raw_span(start + line.index("附"), start + line.index("附") + 2)
        if listed == [1]:
            yield Mark(span=head, message="只有一个附件时不编序号，请核对是否漏列附件。")
        elif (
            listed
            and annexes
            and len(set(annexes)) != len(listed)
            and not _LINKED.search(text.submitted)
        ):
            yield Mark(
                span=head,
                message=f"附件说明列了{len(listed)}个附件，后面附了{len(set(annexes))}个，请核对。",
            )
        return


RULE = Rule(
    id="TXT321",
    name="附件说明的编号、标点或数目不符",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.4", date(2012, 7, 1)),),
    message="附件说明的编号、标点或数目不合规范，请核对。",
    check=structure(find, literals=("附件:", "附件：")),
    bad=(
        Bad("请认真填报。\n附件：1.登记表【。】\n2.汇总表\n\n市政府办公室"),
        Bad("【附件】：1.登记表\n2.汇总表\n3.承诺书\n市政府办公室\n附件1\n登记表\n附件2\n汇总表"),
        Bad("【附件】：1.登记表\n市政府办公室\n附件\n登记表"),
    ),
    good=(
        "附件：1.登记表\n2.汇总表\n市政府办公室\n附件1\n登记表\n附件2\n汇总表",
        "附件：登记表\n市政府办公室\n附件\n登记表",
        "1.机床附件。\n2.邮件附件：不得含有涉密内容，也不得过大。",
    ),
)
