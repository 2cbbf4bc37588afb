"""否定失当。防止事故不再发生 asks for accidents: the two negations undo each other."""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_HAPPEN = "发生|出现|发展|蔓延|扩散|反弹|复发|泄露|外泄|传播|重演|反复"


def _bare(match: re.Match[str]) -> tuple[str, ...]:
    return (
        match[0].replace(match["no"], "", 1)
        if match["no"] == "不"
        else match[0].replace(match["no"], "再"),
    )


RULE = Rule(
    id="TXT109",
    name="意思相反的双重否定",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误、错别字"),),
    message="“防止”“避免”后面又用否定词，意思正好相反，请核对。",
    check=pattern(
        rf"(?:防止|避免|以防|严防|谨防|杜绝|切忌|以免|制止)(?P<what>[一-鿿]{{0,14}}?)(?P<no>不再|不会|不能|不要|不)(?={_HAPPEN})(?:{_HAPPEN})",
        only_if=lambda match: (
            not re.search("因|由于|如果|而|但|使|造成|导致|引起|措施", match["what"])
        ),
        suggest=_bare,
    ),
    bad=(
        Bad("采取措施，【防止类似事故不再发生】。"),
        Bad("强化值守，【避免疫情不再反弹】，【以免次生灾害不再出现】。"),
    ),
    good=(
        "采取措施，防止类似事故再次发生，确保此类问题不再发生。",
        "避免因整改不到位而反弹；防止不法分子趁机作案；避免不当行为发生。",
        "防止措施落实不到位；以防万一，不发生问题。",
    ),
)
