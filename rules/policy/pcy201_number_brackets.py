"""发文字号括号。The year of a document number stands in six-corner brackets 〔 〕 (GB/T 9704 7.2.5).

Court cases （2021）粤01民初1号, map approvals GS（2019）1号 and permits 备字[2018]第4号 write theirs
otherwise by their own norms, so the letters before the bracket must be an office's.
"""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

# What an office's letters end with: 国办发, 粤府函, 法释, 鲁政字.
_OFFICE = r"(?<=[\u4e00-\u9fff])(?:(?<=[发办函政府规通委组宣释])|(?<=[一-鿿][消教公财民社卫水农林环建资保监急审统司科文体交商管税纪团妇])|(?<=[发办政府]字))"


def _right(match: re.Match[str]) -> Sequence[str]:
    return (f"〔{match['all'][1:5]}〕",)


RULE = Rule(
    id="PCY201",
    name="发文字号括号不对",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("GB/T 9704-2012 党政机关公文格式", "7.2.5"),),
    message="发文字号的年份应用六角括号“〔〕”括入。",
    check=pattern(
        rf"{_OFFICE}(?P<all>[\[［【(（﹝{{<〈](?:19|20)[0-9]{{2}}[\]］】)）﹞}}>〉])(?=[0-9]{{1,5}}号)",
        group="all",
        suggest=_right,
    ),
    bad=(
        Bad("景府办发【[2008]】5号"),
        Bad("国办发【（2018）】123号和粤办函【﹝2019﹞】90号"),
        Bad("《关于加强冬季消防工作的通知》（清消【﹝2026﹞】8号）"),
        Bad("清府办函⟦【2020】⟧118号", marks="⟦⟧"),
    ),
    good=(
        "国办发〔2018〕123号、粤办函〔2019〕90号。",
        "（2021）粤01民初1234号、审图号：GS（2019）1823号。",
        "粤网械平台备字[2018]第00004号，京ICP备（2020）12号。",
        "根据工作安排，公司于去年（2019）发布12号公告，国家标准（2015）第3号修改单。",
        "国家税务总局公告2018年第5号，中华人民共和国主席令（2018）第10号。",
    ),
)
