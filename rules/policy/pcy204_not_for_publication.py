"""不公开标记。A paper that says of itself that it is not for the public.

依申请公开 alone is a column of every government website, and 不予公开 a term of the disclosure
regulation; only the mark at the foot of a paper counts.
"""

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY204",
    name="标明不公开的文件",
    gate=Gate.POLICY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国政府信息公开条例", "第十四条至第十七条"),),
    message="文件自身标明不公开或者依申请公开，发布前须由公开审查机构变更公开属性。",
    check=pattern(
        r"(?:此件|本件|此文)(?:不(?:公开|予公开|得公开|宜公开)(?:发布)?|依申请公开)"
        r"|(?:标注|标明|标有|注明|写明|印有)(?:为|有)?[：:“ ]{0,2}(?:不予公开|不公开|依申请公开|不得公开|不宜公开)(?=[”。，；\s]|$)"
        r"|(?:公开(?:属性|方式|类型|形式|类别)|信息公开选项)[ ]?[:：][ ]?(?:不予公开|不公开|依申请公开)",
        unless_inside=("“”", "《》"),
    ),
    bad=(
        Bad("（【此件不公开发布】）"),
        Bad("抄送：市委办公室。【公开方式：不予公开】"),
        Bad("【此件依申请公开】"),
        Bad("内部公文【标注：不予公开】"),
    ),
    good=(
        "（此件公开发布）",
        "政府信息公开目录：主动公开、依申请公开、不予公开的情形。",
        "公文应当标注“此件公开发布”“此件依申请公开”或者“此件不予公开”。",
        "公开方式：主动公开。",
    ),
)
