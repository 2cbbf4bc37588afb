"""房地产广告承诺。"""

from datetime import date

from review.around import around
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._advertising import REPORTED

_SELLING = r"售楼|开盘|首付|户型|样板间|样板房|看房|认购|热销|均价|精装|洋房|学区房|现房|期房|置业|房源|楼王|臻稀"

RULE = Rule(
    id="LEG113",
    name="房地产广告承诺",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国广告法", "第二十六条", date(2021, 4, 29)),),
    message="房地产广告不得承诺升值、投资回报，也不得以所需时间表示项目位置。",
    check=around(
        pattern(
            r"(?:仅需|只需|仅|约)?[0-9]{1,3}分钟(?:车程)?(?:即可|可|就能)?(?:直达|到达|抵达|可达|通达|畅达|直通)"
            r"[\u4e00-\u9fff]{0,8}"
            r"|(?:距|离)[\u4e00-\u9fff]{1,10}(?:仅需|只需|仅|只要|约)[0-9]{1,3}分钟(?:车程|路程)?"
            r"|(?:升值(?:空间|潜力)(?:巨大|无限|可期)|坐等升值|稳升值|买到就是赚到|保值增值首选|年回报率?[0-9.]+%|包租|以租养贷)"
        ),
        has=_SELLING,
        lacks=rf"{REPORTED}|公共租赁|保障性|保障房|安置房|棚户区|轨道交通规划",
        within="paragraph",
    ),
    bad=(
        Bad("江景洋房火热认购，【10分钟直达市中心】，首付仅20万元。"),
        Bad("新盘开盘，【升值潜力无限】，看房热线见海报。"),
    ),
    good=(
        "广清城际开通后，30分钟可达广州市区。",
        "消防队伍接警后5分钟到达现场。",
        "住建局通报：某楼盘广告称“5分钟直达地铁站”，违反广告法，已被罚款。",
        "文物升值空间巨大的说法并不科学。",
    ),
)
