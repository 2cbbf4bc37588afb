"""会议届次写法。大 counts a congress, 届 the committee it elected: 十九届三中全会, never 十九大三中全会."""

import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_NUMBER = "[一二三四五六七八九十]{1,3}"
_FORMS = re.compile(
    rf"(?P<plenum>(?P<p>{_NUMBER})(?:大届?|届大)(?P<q>[一二三四五六七八九十]{{1,2}})中全会)"
    rf"|(?P<congress>(?:(?:中国)?共产党第|(?:中共|党的)第?)(?P<c>{_NUMBER})届全国代表大会)"
    rf"|(?P<short>党的(?P<s>{_NUMBER})届(?=报告|精神|以来|代表大会|胜利召开))"
    rf"|(?P<ordinal>(?:党的|中共)第(?P<o>{_NUMBER})大(?=报告|精神|以来|召开|胜利|开幕|闭幕|代表|[，。、和]))"
    rf"|(?P<sort>党的(?P<t>{_NUMBER})届(?:(?P<u>[一二三四五六七八九])(?:次|种|钟|忠|个|届)|第(?P<x>[一二三四五六七八九])中)全会)"
    rf"|(?P<session>届全国(?:人大|政协)(?:会议?)?(?P<v>[一二三四五])次(?:全会|大会|会(?!议))|全国(?:人大|政协)(?:第?{_NUMBER})届(?P<y>[一二三四五])次(?:全会|大会|会(?!议))|届全国人大会(?P<w>[一二三四五])次会议)"
    rf"|(?P<arabic>(?:党的|中共)第?(?P<d>1[0-9]|2[0-9])(?:大(?=以来|报告|精神|召开|提出|作出|对|和|、|，|。)|次全国代表大会|届[一二三四五六七]中全会))"
    rf"|(?P<big>(?:党的|中共)(?P<b>二?十[一二三四五六七八九]?)大会(?=以来|精神|报告|召开|提出|部署))"
    rf"|(?P<npc>第(?P<n>{_NUMBER})次全国人民代表大会)"
)


def _in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else "二") + "十" + ("一二三四五六七八九"[ones - 1] if ones else "")


def _right(match: re.Match[str]) -> Sequence[str]:
    said = match[0]
    if match["plenum"] or match["sort"]:
        party = "党的" if match["sort"] else ""
        return (
            f"{party}{match['p'] or match['t']}届{match['q'] or match['u'] or match['x']}中全会",
        )
    if match["session"]:
        body = "政协" if "政协" in said else "人大"
        if match["y"]:
            return (f"{said[: said.index(match['y'] + '次')]}{match['y']}次会议",)
        return (f"届全国{body}{match['v'] or match['w']}次会议",)
    if match["arabic"]:
        right = said.replace(match["d"], _in_words(int(match["d"])))
        return (right if "次" in said else right.replace("的第", "的"),)
    forms = {
        "congress": said.replace("届", "次"),
        "short": f"党的{match['s']}大",
        "ordinal": said.replace("第", ""),
        "big": said.removesuffix("会"),
        "npc": f"第{match['n']}届全国人民代表大会",
    }
    return tuple(forms[form] for form in forms if match[form])


RULE = Rule(
    id="POL202",
    name="会议届次写法不对",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis("中国共产党章程", "第十九条、第二十二条"),
        Basis("中华人民共和国宪法", "第六十条"),
    ),
    message="届次写法有误：党的全国代表大会称“次”，中央委员会及其全会称“届”，全国人民代表大会称“届”。",
    check=pattern(_FORMS.pattern, suggest=_right),
    bad=(
        Bad("深入学习党的【十九大三中全会】精神。"),
        Bad("党的【二十大届三中全会】作出部署。"),
        Bad("学习贯彻党的【二十大三中全会】精神。"),
        Bad("【中国共产党第二十届全国代表大会】在北京召开。"),
        Bad("【第十四次全国人民代表大会】第一次会议开幕。"),
        Bad("【党的二十届】以来，各项工作取得成效，深入学习【党的第二十大】精神。"),
        Bad("自【党的18大】以来，【党的二十届二次全会】、十四【届全国人大会四次会议】。"),
        Bad("自【党的二十大会】以来，十四【届全国人大五次全会】和第十四【届全国政协三次会】。"),
        Bad("【党的第二十届全国代表大会】胜利闭幕。"),
    ),
    good=(
        "学习贯彻党的二十大和二十届三中全会精神。",
        "党的十九大、十九届二中、三中全会作出部署。",
        "中国共产党第二十次全国代表大会、第十四届全国人民代表大会第一次会议。",
        "中国共产党第二十届中央委员会第三次全体会议。",
        "中国妇女第十三次全国代表大会，民盟第十三次全国代表大会。",
        "党的十八大以来，三中全会部署的任务全部完成，党的第二十大报道组出发。",
        "市委十二届二次全会，党的二十大会场，第十四届全国人大四次会议，中共20大产业集群。",
        "党的二十届历次全会精神，党的二十届中央委员会，市委十二届全会报告。",
    ),
)
