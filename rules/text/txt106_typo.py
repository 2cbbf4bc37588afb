"""错别字。A slip of the keyboard or the pen, found by what official prose makes likely.

Nothing is certain here: a mark says what was probably meant, and why it might have gone wrong.
"""

from __future__ import annotations

from datetime import date

from review.kinds import typos
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT106",
    name="疑似错别字",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "严重表述错误、错别字",
            date(2019, 4, 1),
        ),
    ),
    message="疑似错别字，请核对。",
    check=typos("text/protected_words"),
    yields=2,
    bad=(
        Bad("会议对下一阶段的防汛工作作出了全面【步】署。"),
        Bad("各部门要加强协调配合，切实提高办事【孝】率。"),
        Bad("坚决克服形【试】主义、官僚主义。"),
    ),
    good=(
        "会议对下一阶段的防汛工作作出了全面部署。",
        "主任李晓茗、王梓萱和记者张骁参加了座谈会。",
        "亚历山大·格林尼夫和弗拉基米尔·奥西普丘克来访。",
        "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？",
        "图书馆向读者推荐《平凡的世届》等图书。",
    ),
)
