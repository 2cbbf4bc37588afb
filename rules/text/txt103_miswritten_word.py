"""误写的固定词语。Only forms that are wrong wherever they stand as a word.

A form that is some other word in some sentence (化装, 反映) needs understanding, not a list, and is
not in it. Each form was looked for in 37 million characters of statutes, documents and news, where
it is not found at all or only as somebody's slip.
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
    yields=1,
    bad=(
        Bad("严禁露天焚烧【秸杆】，加强农作物综合利用。"),
        Bad("认真【布署】冬春火灾防控，【按装】独立式烟感报警器。"),
        Bad("全体干部要【再接再励】、【一如继往】地做好服务，不得【循私舞弊】。"),
        Bad("客流【穿流不息】，春运秩序井然。"),
        Bad("游客可到【渡假村】登记。"),
        Bad("与会者【挤挤一堂】，【各抒已见】，【集思广义】。"),
        Bad("【乡村震兴】战略深入实施，【营商环镜】持续优化，【安全稳患】及时排除。"),
    ),
    good=(
        "秸秆综合利用；部署安装工作；按装配式建筑标准验收；按装备清单点验。",
        "这条渡假期旅客的轮船；既使用电子证照，也使用纸质证照。",
        "“按装”是“安装”的误写。",
        "一副对联；松紧适度；一幅长卷；九州大地。",
        "他激动得不能自已；胸怀天下、以此为己任；辩证法；知己知彼。",
        "各方面部署施工；医疗保险金融资产；竞选总部首次开会；检查院内设施。",
    ),
)
