"""短链接。A short link does not say where it leads; a person has to open it before readers do."""

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Reading, Rule
from rules.advertising._addresses import Address, address_check, listed


def judge(address: Address, reading: Reading) -> str | None:
    if listed(address.host, reading.library["advertising/short_link_hosts"], reading):
        return "短链接看不出去向：请打开核实，换成原网址，或者确认目标页没有商业广告。"
    return None


RULE = Rule(
    id="ADV201",
    name="短链接",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="短链接看不出去向，请核实并换成原网址。",
    check=address_check(judge),
    bad=(
        Bad("<p>报名入口：<a href='https://t.cn/A6xyz'>【点击报名】</a></p>", format="html"),
        Bad("详情见【https://dwz.cn/abc123】。"),
    ),
    good=(
        Good("<p><a href='https://www.gdqy.gov.cn/zwgk/'>政务公开</a></p>", format="html"),
        "原文见https://mp.weixin.qq.com/s/abc。",
        "网址www.contoso-t.cn.example不存在。",
    ),
)
