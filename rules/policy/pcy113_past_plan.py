"""已经期满的规划、已经完成的任务。继续推进“十三五”规划, 今年要打赢脱贫攻坚战: over, and told as if not."""

from datetime import date

from review.kinds import around, pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

RULE = Rule(
    id="PCY113",
    name="完成的规划和任务写成正在进行",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要"),),
    message="“十三五”规划已于2020年期满，脱贫攻坚战已于2021年2月宣告全面胜利，不应写成正在进行，请核对。",
    valid_from=date(2021, 3, 12),
    check=around(
        pattern(
            r"(?:推进|落实|实施|编制|执行|贯彻|抓好)[^。，；、\n了过]{0,6}?(?:[“\"]?十[一二三]五[”\"]?(?:规划|时期|期间))"
            r"|(?:要|坚决|全力|奋力|确保|必须|加快|誓要)[^，。；\n]{0,6}?(?:(?:打赢|打好)[^，。；\n]{0,6}脱贫攻坚战)",
        ),
        lacks=r"终期|评估|总结|收官|以来|圆满|回顾|情况|经验|精神|胜利|当年|已|(?:19|20)[0-9]{2}年",
    ),
    bad=(
        Bad("今年继续【推进“十三五”规划】各项任务落实。"),
        Bad("今年【要打赢脱贫攻坚战】，不落一户一人。"),
        Bad("各单位要认真【落实十三五规划】确定的目标。"),
    ),
    good=(
        "坚决打赢脱贫攻坚战的精神激励人心，2020年我县如期打赢脱贫攻坚战。",
        "“十三五”规划实施以来，全县公路里程增加两百公里。",
        "县人大听取“十三五”规划终期评估报告，落实“十四五”规划。",
        Good("继续推进“十三五”规划落实。", as_of=date(2019, 6, 1)),
    ),
)
