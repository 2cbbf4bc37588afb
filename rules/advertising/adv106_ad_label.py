"""广告标记。Advertisements must be labelled as such; what bears the label is one."""

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="ADV106",
    name="广告标记",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
        Basis("互联网广告管理办法", "第九条"),
    ),
    message="稿件带有广告标记：政务新媒体不得发布商业广告，请确认内容或者删去残留标记。",
    check=pattern(
        r"[【（(\[［](?:广告|推广|商业推广|广告推广|品牌推广|赞助内容)[】）)\]］]|(?m:^)[ \t]*((?:本文)?(?:系|为)?广告(?:推广)?(?:内容|信息)?)[ \t]*\r?(?m:$)"
    ),
    bad=(
        Bad("⟦【广告】⟧某某酒业年终回馈", marks="⟦⟧"),
        Bad("某某楼盘开盘⟦（推广）⟧", marks="⟦⟧"),
    ),
    good=(
        "【公益广告】节约用水，从我做起。",
        "（广告牌）整治行动启动。",
        "市监局开展广告监管，查处违法广告。",
    ),
)
