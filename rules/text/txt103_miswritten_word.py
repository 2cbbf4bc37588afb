"""误写的固定词语。Only forms that are wrong wherever they stand as a word.

The list is short on purpose: a form that is some other word in some sentence (化装, 反映) needs
understanding, not a list. Each form was looked for in eight million characters of statutes and
news and is not found there as a word.
"""

from __future__ import annotations

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT103",
    name="误写的固定词语",
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
    message="“{word}”疑为{suggest}之误。",
    check=words("text/miswritten_words", unless_inside=("“”", "‘’")),
    bad=(
        Bad("严禁露天焚烧【秸杆】，加强农作物综合利用。"),
        Bad("认真【布署】冬春火灾防控，【按装】独立式烟感报警器。"),
        Bad("全体干部要【再接再励】、【一如继往】地做好服务，不得【循私舞弊】。"),
        Bad("客流【穿流不息】，春运秩序井然。"),
        Bad("游客可到【渡假村】登记。"),
    ),
    good=(
        "秸秆综合利用；部署安装工作；按装配式建筑标准验收；按装备清单点验。",
        "这条渡假期旅客的轮船；既使用电子证照，也使用纸质证照。",
        "“按装”是“安装”的误写。",
        "一副对联；松紧适度；一幅长卷；九州大地。",
    ),
)
