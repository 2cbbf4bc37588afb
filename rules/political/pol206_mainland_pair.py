"""大陆与内地。大陆 answers to 台湾, 内地 to 港澳; 来华 is for foreigners."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_WHO = "(?:同胞|居民|游客|旅客|青年|学生|客商|企业家|商人|业者|艺人|代表团|参访团)"
_PAIRS = {"大陆": "内地", "内地": "大陆"}


def _not_by_way_of(match: re.Match[str]) -> bool:
    """Not 经香港赴大陆, and no list that 台湾 leads."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    return not before.endswith(("经", "由", "从", "自", "在")) and "台湾、" not in before


def _other(match: re.Match[str]) -> Sequence[str]:
    if match[0] in ("中台", "中港"):
        return ("两岸",) if match[0] == "中台" else ("内地与香港",)
    if match["visit"] is None and match[0].endswith("来华"):
        return (match[0].replace("来华", "来大陆" if "台" in match[0] else "来内地"),)
    if match["visit"]:
        if match["who"].startswith(("港澳台", "台港澳")):
            return ("来大陆（内地）",)
        return ("来大陆",) if match["who"].startswith("台") else ("来内地",)
    word = "内地" if match["tw"] else "大陆"
    return (match[0].replace(word, _PAIRS[word]),)


RULE = Rule(
    id="POL206",
    name="大陆、内地与来华混用",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台"),
        Basis("关于正确使用涉台宣传用语的意见（2016年修订）"),
    ),
    message="“大陆”对应“台湾”，“内地”对应“港澳”，港澳台同胞不用“来华”，请核对。",
    check=pattern(
        rf"(?P<who>港澳台|台港澳|香港|澳门|港澳|台湾){_WHO}(?P<visit>来华)(?![东南北中西])"
        rf"|(?:(?<![舞站柜讲前后平])台(?:商|胞|青|企)|港(?:商|胞|企)|澳(?:商|胞|企))(?:来华)(?![东南北中西])"
        r"|(?<![其集当之镇园心])中(?:台|港)(?=(?:两地)?(?:民间|经贸|文化|学术|青年|青少年)(?:交流|往来|合作))"
        rf"|(?<!台)(?:香港|澳门|港澳)(?:与|和|同)(?:祖国)?大陆"
        r"|(?<![新古次国])(?:祖国)?大陆(?:与|和|同)(?:香港|澳门|港澳)(?!台|和台|、台|与台|及台|、澳门、台|、澳门和台|、澳门与台|、澳门及台)"
        rf"|(?<!台)(?:香港|澳门|港澳){_WHO}?(?:来|回|赴|返|到)(?:祖国)?大陆"
        rf"|(?<!澳门、)(?<!香港、)台湾(?:与|和|同)(?:祖国)?(?P<tw>内地)",
        only_if=_not_by_way_of,
        suggest=_other,
    ),
    bad=(
        Bad("【台湾同胞来华】旅游更加便利。"),
        Bad("【大陆与香港】经贸合作论坛。"),
        Bad("【香港和大陆】的往来日益密切。"),
        Bad("【台湾与内地】的经贸合作。"),
        Bad("【港澳居民来大陆】就业。"),
        Bad("欢迎【台商来华】投资，促进【中台】民间交流。"),
    ),
    good=(
        "台湾同胞来大陆旅游，香港居民来内地就业，外国游客来华旅游。",
        "台湾与大陆同属一个中国，香港与内地经贸关系更加紧密。",
        "港澳台居民来内地（大陆）工作，台湾和香港、内地的青年。",
        "台胞经香港赴祖国大陆，台湾、香港、澳门同胞回大陆登山参照执行。",
        "欧亚大陆桥运输，澳门大学生来华南理工大学参观。",
    ),
)
