"""村长、村官。The law knows 村民委员会主任. Kept: 大学生村官, brands, other times and countries.

Until November 2026 this was POL111 of the political gate; that id is not used again.
"""

from review.kinds import around, words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

# Villages of athletes, of other countries, and of the years before the law of 1987.
_ELSEWHERE = (
    r"(?:1[0-8][0-9]{2}|19[0-8][0-9])年|抗战|抗日|日伪|伪军|解放前|新中国成立前|旧社会|民国|明代|清代"
    r"|奥运|亚运|大运|残特奥|冬奥|全运|运动员村|世博"
    r"|日本|韩国|朝鲜|越南|老挝|缅甸|泰国|柬埔寨|印度|尼泊尔|巴基斯坦|阿富汗|以色列|巴勒斯坦|非洲|欧洲"
    r"|美国|法国|德国|英国|意大利|瑞士|俄罗斯|乌克兰|卢旺达|乌干达|津巴布韦|赞比亚|贝宁|台湾|部落|酋长|外国|援外"
)

RULE = Rule(
    id="LEG118",
    name="对村委会主任的不规范称谓",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("新华社新闻报道中的禁用词（第一批）", "法律"),
        Basis("中华人民共和国村民委员会组织法"),
    ),
    message="村民委员会的负责人不称“{word}”，建议改为{suggest}。",
    check=around(
        words("legal/village_offices", unless_inside=("“”", "‘’", "《》", "「」")),
        lacks=_ELSEWHERE,
    ),
    bad=(
        Bad("【村长】带领群众修路。"),
        Bad("这个村的【村官】因违纪被查处。"),
    ),
    good=(
        "大学生村官扎根基层，村委会主任、村主任带领群众修路，老村长酒业捐资。",
        "农村长效管护机制，我在村长大，乡村长远规划，全村长者免费体检。",
        "乡亲们都叫他“老村长”，电视剧《村长李四平》播出。",
        "韩国新村运动中的村长前来交流，1942年任村长，奥运村村长致辞。",
    ),
)
