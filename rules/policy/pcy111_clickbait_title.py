"""标题党。Alarm, urging and withheld facts in a headline; the text below has to carry the news.

Judged in the title or, where a plain text has none, in its first line. 震惊中外 and 震惊世界 are said
of history; a piece about clickbait quotes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_CERTAIN = re.compile(
    r"(?:^|(?<=[！!，,|｜：:】 ]))震惊(?=[！!，,：:了 ]|$)|震惊(?:全网|所有人|了所有人|全国|国人|亿万)"
    r"|(?:全[市县省国网城区村镇]|所有人|万人|亿人|举国|全民|全家)(?:震惊|沸腾|哗然|炸锅|惊呆|破防|泪目|轰动)|震惊全[市县省城区]"
    r"|惊呆了?(?:所有人|众人|网友|全场|无数人)?|吓(?:傻|呆|懵|尿)了?|(?:太|真是太|简直太)(?:可怕|吓人|恐怖|震撼|惊人)了"
    r"|不看(?:后悔|亏大了|可惜了|就亏了)|看完(?:沉默了|哭了|惊呆|不淡定|崩溃|后背发凉)|后悔(?:没早|看晚)"
    r"|(?:速看|快看|必看|必读|速转|快转|赶紧看|赶快看|赶紧转|赶快转|火速转发|紧急扩散|速速扩散|疯传|疯转|传疯了|转疯了|刷爆(?:朋友圈|全网|网络)|炸锅了?|沸腾了|全网沸腾|朋友圈炸了|彻底炸了)"
    r"(?=[！!，,：:。？?】 |｜]|$|了|所有|每)"
    r"|(?:所有|每个|全体)[\u4e00-\u9fff]{0,6}人?(?:都)?(?:必看|必须看|必读|注意了[！!])"
    r"|(?:[0-9]{2}(?:[.][0-9])?%|百分之九十[一-九]?|九成|绝大多数|很多|好多)(?:以上)?的?(?:人|中国人|家长|家庭|市民|居民|网友|车主|老人)?(?:都|竟|竟然|根本|居然)?(?:不知道|做错了|都错了|不懂|没想到)"
    r"|(?:不转|不看|不点赞)(?:发)?(?:就)?不是(?:中国人|人|[\u4e00-\u9fff]{1,4}人)|转(?:发)?(?:给|到)(?:你|所有|身边|更多)[\u4e00-\u9fff]{0,8}[！!]"
    r"|(?:真相|原因|结局|结果|答案|内幕)(?:竟|竟然|居然|让人|令人)(?:是|意外|震惊|惊呆|泪目|想不到)|万万没想到|竟然是(?:这样|它|他|她|因为)"
    r"|(?:出大事|大事不好|摊上大事)了?|(?:要|该)(?:出|发)大财|(?:秒|瞬间|立马|马上)(?:变|成)(?:富翁|暴富)"
    r"|(?:最后|第[一二三四五六七八九0-9]+)(?:一)?(?:个|条|点|种|张)(?:太|最|绝对|让人|令人|竟|亮了)"
    r"|^(?:吓人|可怕|离谱|炸裂|疯了|泪目|心碎|痛心|气炸了?|惊了|太牛了|太狠了)[！!]"
    r"|(?:太|真是太)(?:突然|意外|离谱|炸裂|刺激|绝)了?(?=[！!，,])|(?:全[城县市网省]|所有人|朋友圈)(?:人民|的人)?(?:都|全)在(?:转|看|传)|竟然?(?:藏着|隐藏着)|不看后悔一辈子"
    r"|细思极恐|毛骨悚然|惊天(?:秘密|内幕|大)|内幕曝光|惊爆|独家揭秘|(?:重磅|突发|紧急|特大喜讯|好消息)[！!]{1,3}(?=.{0,20}(?:必看|速看|快看|转发|扩散|沸腾|炸|所有人|你|马上))"
)
_DOUBTFUL = re.compile(
    r"^刚刚[，,]|^(?:刚刚|突发|重磅|紧急|惊喜|注意|扩散|炸裂)[！!]|[！!？?]{2,}|[！!][^！!]{1,24}[！!][^！!]{1,24}[！!]"
)
_REPORTED = re.compile(
    r"标题党|谣言|辟谣|网传|谣传|不实|切勿|警惕|谨防|当心|套路|骗局|整治|不信|莫信|勿信|别信|不要轻信|震惊(?:中外|世界|全球)"
)
_LONGEST = 60  # characters of a first line that may be a headline
_STOPS = ("。", "；", ";", "，", "、", "：")


def _find(reading: Reading) -> Iterator[Mark]:
    title = reading.text("title")
    if title.folded.strip():
        text, first, last = title, 0, len(title.folded)
    else:
        text = reading.text("body")
        lines = (line for line in text.paragraphs() if text.folded[slice(*line)].strip())
        first, last = next(lines, (0, 0))
    headline = text.folded[first:last].strip()
    if not headline or len(headline) > _LONGEST or headline.endswith(_STOPS):
        return
    if _REPORTED.search(headline):
        return
    start = text.folded.index(headline, first)
    found = [
        (at, end)
        for match in _CERTAIN.finditer(headline)
        for at, end in ((start + match.start(), start + match.end()),)
        if not text.inside(at, end, "“”") and not text.inside(at, end, "《》")
    ]
    if found:  # one headline, one finding, from its first cue to its last
        yield Mark(span=text.span(found[0][0], found[-1][1]))
    doubtful = None if found else _DOUBTFUL.search(headline)
    if doubtful is not None:
        yield Mark(
            span=text.span(start + doubtful.start(), start + doubtful.end()),
            severity=Severity.HINT,
        )


RULE = Rule(
    id="PCY111",
    name="标题夸张",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("网络信息内容生态治理规定", "第七条", date(2020, 3, 1)),),
    message="标题使用夸张、恐吓或者催促转发的说法，请改为直接概括正文内容。",
    check=structure(_find),
    fields=("title", "body"),
    bad=(
        Bad("市政府召开会议。", title="【震惊】！这个消息刚刚传来"),
        Bad("常见的用电误区有三种。", title="【太可怕了！90%的人都不知道】"),
        Bad("明日起调整公交线路。", title="明天起，【所有清远人必看】"),
        Bad("【速看】！社保新规来了\n新规自下月起施行。"),
        Bad("会议今日召开。", title="【刚刚！】清远发布"),
    ),
    good=(
        Good("南京大屠杀震惊世界。", title="震惊中外的“皖南事变”旧址开放"),
        Good("平台清理“震惊体”。", title="网信办整治“震惊！”“速看！”等标题党"),
        Good("演出结束。", title="清远马拉松开跑，两万名选手参赛！"),
        Good("会议强调，太阳能发展快。", title="市委召开第三次全体会议"),
        "各县区人民政府：\n现将有关事项通知如下。",
        "广大市民注意用电安全，不看手机，不疲劳驾驶，这样的结果令人满意。",
    ),
)
