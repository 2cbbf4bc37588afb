"""特定人员的全名。Victims of sexual crimes, carriers of stigmatised illnesses, former addicts.

The surname and 某, no invented name: a guide for news agencies, and privacy in the civil code.
Only a full name straight behind the word, followed by what is said of a person.
"""

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Rule

_WHO = (
    r"(?:(?:艾滋病|性病|梅毒|淋病|精神病|精神分裂症|精神障碍|麻风病|乙肝|吸毒|戒毒)(?:患者|病人|感染者|人员|携带者)"
    r"|(?:被强奸|被性侵|被猥亵|被拐卖|被强迫卖淫|遭强奸|遭性侵|遭猥亵)的?(?:女子|妇女|女性|女孩|受害人|被害人|女青年|少女)"
    r"|(?:强奸|性侵|猥亵|拐卖)案?(?:的)?(?:受害人|被害人|受害者|受害女子|受害妇女))"
)
_SAID = r"(?=[（(，,、](?:男|女|[0-9]{1,2}岁|今年|现年|家住|系|住|原籍|身份证|化名)|(?:今年|现年|家住|住在)|[（(][0-9]{2}岁)"

# What follows such a word in everyday prose and looks like a name.
_NO_NAMES = frozenset(
    ("康复", "管理", "安置", "关爱", "关怀", "单位", "方便", "常年", "常见", "家属", "时任", "万人")
)

RULE = Rule(
    id="LEG116",
    name="特定人员的全名",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国民法典", "第一千零三十二条、第一千零三十四条", date(2021, 1, 1)),
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
    ),
    message="性侵害案件被害人、艾滋病和精神疾病患者、有吸毒史者等，应只写姓氏加“某”，不用全名，也不用化名代替。",
    check=pattern(
        rf"{_WHO}(?P<name>{NAME}){_SAID}",
        group="name",
        only_if=lambda match: "某" not in match["name"] and match["name"][:2] not in _NO_NAMES,
        wait_for=(
            "患者",
            "病人",
            "感染者",
            "人员",
            "携带者",
            "女子",
            "妇女",
            "女性",
            "女孩",
            "受害",
            "被害人",
            "女青年",
            "少女",
        ),
    ),
    bad=(
        Bad("艾滋病患者【刘强】，家住北江镇，坚持服药三年。"),
        Bad("性侵案受害人【张丽】，女，28岁，向警方报案。"),
        Bad("戒毒人员【王大力】（35岁）重返社会。"),
    ),
    good=(
        "艾滋病患者刘某，家住某镇，坚持服药三年。",
        "做好艾滋病患者关怀、精神障碍患者管理、戒毒人员安置工作。",
        "精神障碍患者康复，家住辖区的由社区随访。",
        "艾滋病患者、家属和志愿者参加活动。",
    ),
)
