"""强求转发点赞。Forced likes are named among what brings an account to account."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY108",
    name="强求转发点赞的用语",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "监督管理"
        ),
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）"),
    ),
    message="不得强求群众转发、点赞，请删去或者改为自愿参与的说法。",
    check=words("policy/forced_interaction", unless_inside=("“”", "《》")),
    bad=(
        Bad("【集赞】满30个即可领取礼品，【不转不是】清远人！"),
        Bad("全体干部职工【必须转发】，【帮忙拉票】。"),
    ),
    good=(
        "广泛收集赞助信息，征集赞歌和文集赞语，欢迎转发点赞。",
        "严肃查处拉票贿选，整治“集赞”“求转发”等形式主义问题。",
        "企业要求转发的通知已送达，扩散模型显示污染物扩散。",
    ),
)
