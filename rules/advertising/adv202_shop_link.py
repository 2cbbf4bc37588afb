"""电商店铺链接。By the domain that was registered, so that no subdomain slips through."""

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._addresses import Address, address_check, listed, verified

SHOPS = "advertising/shop_domains"


def judge(address: Address, reading: Reading) -> Mark | None:
    shops = reading.library[SHOPS]
    if not listed(address.host, shops, reading):
        return None
    return Mark(span=address.span, severity=verified(address.host, shops))


RULE = Rule(
    id="ADV202",
    name="电商店铺链接",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="链接指向电商、店铺页面：政务新媒体不得链接商业广告页面，请删去。",
    check=address_check(judge),
    bad=(
        Bad(
            "<p>购买：<a href='https://detail.tmall.com/item.htm?id=1'>【旗舰店】</a></p>",
            format="html",
        ),
        Bad("下单地址【https://item.jd.com/100012043978.html】，快递送达。"),
    ),
    good=(
        Good("<p><a href='https://www.gov.cn/zhengce/'>政策</a></p>", format="html"),
        "京东、淘宝等平台企业参加座谈会。",
        "企业官网https://ir.jdl.example/可查年报。",
    ),
)
