"""来源不明。来源：网络 names nobody: reposts come from named party, government and listed sources."""

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_NOWHERE = "(?:网络|互联网|网上|朋友圈|微信群|微信朋友圈|自媒体|抖音|小红书|百度|百度图片)"
_END = "(?=[，。；、）)】|/ \n\r]|$|侵|整理|综合|如有|版权|，)"

RULE = Rule(
    id="PCY205",
    name="来源不明的转载",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="来源没有写明单位：只能转载党委和政府网站以及规定稿源单位的信息，请写明来源并核实。",
    check=pattern(
        rf"(?:(?:图片|文章|稿件|视频|内容|图文|素材)(?:均|皆)?(?:来源于|来自于?|源自|转自|摘自)[:：]?"
        rf"|(?:来源|图源|稿源|转自|转载自|摘自|出处)[:：] ?(?:综合)?){_NOWHERE}{_END}",
        unless_inside=("“”",),
    ),
    bad=(
        Bad("（【图片来自网络】，侵删）"),
        Bad("【来源：网络】"),
        Bad("【转自：微信朋友圈】"),
    ),
    good=(
        "来源：新华网；来源：网络安全和信息化委员会办公室；转自：百度百家号认证账号人民日报。",
        "案件线索来源：网络举报、群众来信；资金来源：互联网企业捐赠。",
        "不得标注“来源：网络”，谣言多来自网络。",
    ),
)
