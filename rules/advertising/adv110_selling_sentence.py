"""推销语句。

A sentence in which enough kinds of sellers' talk come together: who sells, what is cheaper or given
away, how to order, what it does, why to hurry. Weighed, not matched: no one cue is enough, and the
words of offices, relief and reports weigh against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.around import sentence
from review.model import Basis, Gate, Severity
from review.rule import Bad, Check, Hits, Mark, Matcher, Reading, Rule
from review.text import fold_literal
from review.wordlist import Library
from rules.advertising._selling import OFFICE, cues_of, weigh

_LIST = "advertising/selling_cues"
# Cues that every office's prose holds too: they weigh, but nothing is looked at for their sake.
_COMMON = frozenset(
    "专业 享受 咨询 联系 转让 优惠 预售 上新 出租 上市 周年庆 福利 洽谈 出售 火热 打卡 兼职 致电 预订".split()  # noqa: SIM905
)
_NUMERALS = "0123456789一二三四五六七八九"
_ALSO = (
    *(f"{number}折" for number in _NUMERALS),
    *(f"买{number}" for number in "123一二三两"),
    *(f"{number}元" for number in "0123456789"),
    *("热线", "专线", "联系", "手机", "转让", "优惠", "预订", "出售", "出租", "咨询", "有礼"),
)


class _SellingMatcher:
    always = False

    def __init__(self, library: Library) -> None:
        anchors = [
            entry.word
            for entry in library[_LIST].entries
            if entry.extra["kind"] not in (OFFICE, "shop")
            and entry.extra["weight"] != 1
            and entry.word not in _COMMON
            and len(entry.word) > 1
        ]
        self.literals = tuple(map(fold_literal, (*anchors, *_ALSO)))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        cues = cues_of(reading.library[_LIST])
        for text in reading.texts:
            read = -1
            for hit in sorted(hits.get(text.field, ()), key=lambda one: one.start):
                if hit.start < read:
                    continue
                first, read = sentence(text, hit.start)
                weighed = weigh(cues, text.folded, first, read)
                if weighed.sells:
                    yield Mark(span=text.span(weighed.start, weighed.end))


class _Selling:
    lists = (_LIST,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _SellingMatcher(library)


_CHECK: Check = _Selling()

RULE = Rule(
    id="ADV110",
    name="推销语句",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第二条、第十四条", date(2021, 4, 29)),
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）",
            "内容保障",
            date(2018, 12, 7),
        ),
    ),
    message="这句话的优惠、购买办法和招揽用语凑在一起，像是在推销商品或者服务：政务新媒体不得发布商业广告，请核实后删去。",
    check=_CHECK,
    bad=(
        Bad("【高山云雾茶新茶上市，一斤装188元，买两斤送茶具一套，货源有限】。"),
        Bad("县委召开会议。家里有老人打鼾？【止鼾枕头帮您忙，现在拨打订购】。会议要求抓好落实。"),
    ),
    good=(
        "景区酒店预订火爆，各地以丰富多彩的活动喜迎节日到来。",
        "文旅局推出冬季惠民措施，温泉酒店住宿七折起，景区门票半价，游客可在公众号预约。",
        "妇联举办集体婚礼，免费提供婚纱礼服和跟拍，限30对新人，报名从速。",
        "某楼盘买房送车位的承诺未兑现，住建局约谈开发商。",
        "国有林场拍卖间伐木材，底价每立方米600元，有意竞买者请联系县林业局。",
        "展销会持续三天，特产现场八折，市民纷纷选购，商务局设立投诉点。",
    ),
)
