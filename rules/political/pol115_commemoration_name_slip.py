"""纪念日名称错漏。烈士记念日, 国家共祭日: the names that the country's own decisions gave."""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.political._endings import before_the_end

RULE = Rule(
    id="POL115",
    name="纪念日、节日名称错漏",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("全国年节及纪念日放假办法", date=date(2025, 1, 1)),
        Basis("全国人民代表大会常务委员会关于设立烈士纪念日的决定", date=date(2014, 8, 31)),
    ),
    message="疑似把{suggest}写错，请按规定的名称核对。",
    check=before_the_end(near("political/commemorations"), "日", "月", "周", "节"),
    bad=(
        Bad("【烈士记念日】敬献花篮仪式举行。"),
        Bad("第十个【全民国家安全教肓日】到来之际。"),
        Bad("【中国人民抗日战争胜力纪念日】，【南京大屠杀死难者国家公祭曰】。"),
        Bad("【南京大屠杀死难者国家共祭日】悼念活动。"),
    ),
    good=(
        "烈士纪念日、国家公祭日、国家宪法日、全民国家安全教育日、中国人民抗日战争胜利纪念日。",
        "国家宪法宣传周，国际儿童图书展，全国消防宣传月，世界环境问题。",
        "世界水日暨中国水周，抗战胜利日阅兵，世界卫生组织，全国安全生产月。",
        "全国生态环境日报道，世界粮食计划署，国际家庭教育论坛，中国医师协会。",
    ),
)
