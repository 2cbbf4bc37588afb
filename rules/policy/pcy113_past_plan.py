"""已经期满的规划。继续推进“十三五”规划: a five-year plan of which the years are over."""

from datetime import date

from review.kinds import around, pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

RULE = Rule(
    id="PCY113",
    name="期满的规划写成正在实施",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要"),),
    message="“十三五”规划已于2020年期满，请核对是否应为现行规划。",
    valid_from=date(2021, 3, 12),
    check=around(
        pattern(
            r"(?:推进|落实|实施|编制|执行|贯彻|抓好)[^。，；、\n了过]{0,6}?([“\"]?十[一二三]五[”\"]?(?:规划|时期|期间))",
            group=1,
        ),
        lacks=r"终期|评估|总结|收官|以来|圆满|回顾|情况|经验|已|(?:19|20)[0-9]{2}年",
    ),
    bad=(
        Bad("今年继续推进【“十三五”规划】各项任务落实。"),
        Bad("各单位要认真落实【十三五规划】确定的目标。"),
    ),
    good=(
        "“十三五”规划实施以来，全县公路里程增加两百公里。",
        "县人大听取“十三五”规划终期评估报告，落实“十四五”规划。",
        Good("继续推进“十三五”规划落实。", as_of=date(2019, 6, 1)),
    ),
)
