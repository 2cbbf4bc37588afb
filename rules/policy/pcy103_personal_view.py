"""个人观点和情绪。The account speaks for an office; what others say stands in quotation marks."""

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

# Interviews give the speaker before a colon, at the head of the paragraph.
_SPEAKER = (
    r"(?m)^(?!小编|编辑|编者|笔者|作者)[\u4e00-\u9fff·]{1,10}(?:[（(][^）)\n]{1,20}[）)])?[：:]"
)

RULE = Rule(
    id="PCY103",
    name="个人观点和情绪用语",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="疑似个人观点、意见或者情绪，请改为单位口径；引述他人的话请加引号。",
    check=around(
        words(
            "policy/opinion_cues",
            unless_before=(
                "某",
                "每",
                "每个",
                "、",
                "或",
                "者",
                "和",
                "由",
                "任何",
                "他",
                "她",
                "您",
                "你",
                "各",
            ),
            unless_inside=("“”", "‘’", "「」", "《》"),
            edges=False,
        ),
        lacks=rf"{_SPEAKER}|征文|作文",
        within="paragraph",
    ),
    bad=(
        Bad("对此【个人认为】政策力度还不够。"),
        Bad("【小编觉得】这个服务特别好，【呵呵】。"),
        Bad("【在我看来】，这件事办得不妥。"),
    ),
    good=(
        "村民张某说：“我觉得现在的日子越过越好，我认为政策好。”",
        "任何单位和个人认为招标投标活动违法的，可以投诉。",
        "张教授：我认为，普及要从教育着手。",
        "机构、个人认为自身权益受到侵害的，可以投诉；当某个人觉得不便时，老人笑呵呵地说起往事。",
        "专家组认为该项目符合条件。",
        "缩小编制差距，组建小编队执行任务，核减小编制单位。",
    ),
)
