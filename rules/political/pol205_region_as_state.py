"""把港澳台列为国家。美国、日本和香港等国家: with 和地区 behind it the same list is right."""

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_STATES = re.compile(
    "美国|日本|英国|法国|德国|韩国|泰国|越南|印度|俄罗斯|加拿大|澳大利亚|新加坡|马来西亚|印度尼西亚"
    "|印尼|菲律宾|意大利|西班牙|荷兰|瑞士|瑞典|新西兰|巴西|南非|老挝|柬埔寨|缅甸|蒙古国|阿联酋|各国|等国"
)

_PEOPLE = re.compile(
    "(?:香港|澳门|台湾)(?:同胞|青年|企业|居民|学生|媒体|人士|各界|客商|代表|籍|知名|乡亲|选手|游客)"
)


def _is_a_list_of_states(match: re.Match[str]) -> bool:
    """Some state stands in it, or nothing but the region does: 香港等国家."""
    if _PEOPLE.search(match["all"]):
        return False
    return bool(_STATES.search(match["before"]) or _STATES.search(match["after"])) or not (
        match["after"].strip("、和及与以 ")
    )


RULE = Rule(
    id="POL205",
    name="港澳台与国家并列",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("新华社新闻报道中的禁用词（第一批）", "领土主权和港澳台"),),
    message="港澳台与国家并列时，应写作“国家和地区”。",
    check=pattern(
        r"(?P<before>[^，。；：！？\n]{0,30})(?P<all>(?:香港|澳门|台湾)(?P<after>[^，。；：！？\n]{0,20}?)"
        r"(?P<tail>等(?:[0-9一二三四五六七八九十多几数]{0,4}个?)(?:国家|国(?!家)))"
        r"(?!和地区|及地区|与地区|或地区|或者地区|、地区|（地区|\(地区|/地区|级|标准|重点|有关|际|内|企|资|务))",
        group="all",
        only_if=_is_a_list_of_states,
    ),
    bad=(
        Bad("客商来自美国、日本、【香港等国家】。"),
        Bad("产品远销新加坡、【台湾、越南等十多个国家】，深受欢迎。"),
    ),
    good=(
        "客商来自美国、日本和中国香港等国家和地区。",
        "产品远销新加坡、台湾地区等十多个国家（地区）。",
        "香港、澳门、台湾同胞等国家标准适用人员另行规定。",
        "在香港举办的展会上，来自德国、法国等国家的企业参展。",
        "香港等国际大都市。",
        "香港、澳门同胞和韩国、日本等国友人参加活动。",
    ),
)
