"""过时提法。Wording that was right until a day: 新冠肺炎 became 新冠病毒感染 on 2022-12-26."""

from datetime import date

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

# A sentence that tells of the years before, or of the change itself.
_HISTORY = (
    r"(?:19[0-9]{2}|20(?:[01][0-9]|2[0-2]))年|十[八九]大"
    r"|更名|修改为|改称|当年|年前|曾经|退出|摘帽(?!任务)|历史性|取代|合并|整合|(?<!今年)以来|过去|以前|之前|总结|纪念馆|回顾|已(?:经)?(?:废止|取消)|年代"
)

RULE = Rule(
    id="PCY102",
    name="过时的政策提法",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="“{word}”的提法已经过时（{source}），请核对是否仍然适用。",
    check=around(
        words(
            "policy/outdated_wording",
            unless_before=("原", "取消", "废止", "停止", "当年的", "当时的", "曾"),
            unless_inside=("《》",),
            edges=False,
        ),
        lacks=_HISTORY,
    ),
    bad=(
        Bad("预防【新冠肺炎】，请及时接种疫苗。"),
        Bad("融入【“一带一路”战略】，扩大开放。"),
        Bad("凝心聚力【为全面建成小康社会而奋斗】。"),
        Bad("依法【征收社会抚养费】。"),
    ),
    good=(
        "抗击新冠肺炎疫情的伟大实践，国务院联防联控机制印发《新冠肺炎防控方案》。",
        "共建“一带一路”倡议，实施“一带一路”战略对接。",
        Good("坚决打赢脱贫攻坚战，为全面建成小康社会而奋斗。", as_of=date(2019, 6, 1)),
        "2020年，新冠肺炎患者得到有效救治；五年前，最后9个深度贫困县退出贫困县序列。",
        "取消征收社会抚养费，我国已经全面建成小康社会。",
    ),
)
