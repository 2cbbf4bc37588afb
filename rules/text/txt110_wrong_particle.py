"""用错的“的、地、得”. Only where the form alone decides: 显的, 值的 and 懂的 are no words of two.

What needs the sentence to be understood is the typo detector's.
"""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_DEGREE = "更加|越来越|很|非常|十分|格外|尤为|更为|特别|越发|比较|不够|极为|相当"
_TAKES_OBJECT = "提高|加强|推进|推动|促进|增强|改善|优化|完善|扩大|加快|提升|深化|落实|贯彻|开展|做好|抓好|解决|丰富|激发|发挥|强化|夯实|巩固"
_ADVERBS = "认真|切实|扎实|不断|逐步|逐渐|日益|大力|竭力|极力|默默|悄悄|渐渐|慢慢|赶紧|牢牢|深深|紧紧|切切实实|扎扎实实|实实在在|踏踏实实|认认真真|源源不断|坚定不移|毫不动摇|持之以恒|始终如一|一如既往|因地制宜|积极主动|旗帜鲜明|卓有成效|有条不紊|有计划有步骤|千方百计"

_LOOKS = "美丽|漂亮|高兴|开心|清新|醒目|温暖|热闹|引人注目|显眼|珍贵|激动|耀眼|小心|明亮|亲切|精彩|宁静|忙碌|重要"
_FEELINGS = "高兴|开心|激动|兴奋|自豪|感慨|动情|欣喜|笑呵呵|乐呵呵|笑眯眯|笑着|热情|骄傲|感激|深情|无奈|欣慰|幸福|喜悦|风趣|谦虚|坚定|自信"


def _right(match: re.Match[str]) -> tuple[str, ...]:
    return ("地",) if match.lastgroup in {"h", "i", "manner"} else ("得",)


def _rest(match: re.Match[str]) -> str:
    """What follows within the clause: a 的 there makes the verb part of an attribute."""
    text, end = match.string, match.end()
    return re.split("[，。；]", text[end : end + 16], maxsplit=1)[0]


RULE = Rule(
    id="TXT110",
    name="用错的“的、地、得”",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("现代汉语词典", "的、地、得"),),
    message="动词前的修饰语用“地”，动词、形容词后的补语用“得”。",
    check=pattern(
        rf"(?<![明浅凸呈突彰])显(?P<a>的)(?={_DEGREE})"
        rf"|(?<![价升贬增产保超币面数峰均])值(?P<b>的)(?=注意|关注|肯定|称赞|学习|借鉴|信赖|一提|推广|骄傲|我们|大家|重视|深思|尊敬|期待)"
        rf"|(?<!改)变(?P<c>的)(?={_DEGREE}|更|越)"
        r"|(?<![采录争汲吸领获选提听收换牟谋骗窃考赚索抽夺可所])取(?P<f>的)(?=了[^，。]|显著|明显|重大|圆满|丰硕|良好|突破|实效|成效|阶段性)"
        r"|(?:舍不|恨不|巴不|怪不|由不|免不|少不|顾不|来不|容不|离不|记不|马虎不|松懈不|含糊不|大意不)(?P<d>的)(?![，。]|人|事|话)"
        rf"|(?<![一-鿿]{{4}}[、和])(?:做|干|办|搞|抓|写|说|讲|跑|走|完成|发展|进行|准备|组织)(?P<e>的)(?=(?:{_DEGREE})(?:好|快|慢|多|少|远|细|实|严|顺利|成功|扎实|到位|充分|圆满|出色)[，。！])"
        rf"|(?:格外|分外|愈发)(?P<h>的)(?=(?:{_LOOKS})(?:[，。！；]|起来))"
        rf"|(?:{_FEELINGS})(?P<i>的)(?:(?=跳(?:了)?起来|笑(?:了|着说|起来)|告诉(?:记者|笔者|我们|大家)|竖起(?:了)?大拇指|介绍道)|(?=(?:说|喊|问|写|回答)(?:道|[：])|说，))"
        rf"|(?:{_ADVERBS})(?P<manner>的)(?=(?:{_TAKES_OBJECT})[一-鿿]{{2,12}}[，。；])",
        only_if=lambda match: match.lastgroup != "manner" or "的" not in _rest(match),
        group=0,
        suggest=lambda match: (match[0][:-1] + _right(match)[0],),
    ),
    bad=(
        Bad("困难面前，团结【显的】更加重要，这一做法【值的】推广。"),
        Bad("乡村环境【变的】越来越好，各项工作【做的】很好。"),
        Bad("工作【取的】显著成效，要【认真的】落实防汛责任制。"),
        Bad("梯田【格外的】美丽，游客【高兴的】跳起来，老人【激动的】说：“真好。”"),
        Bad("各级各部门要【坚定不移的】推进改革开放，【不断的】提高服务水平。"),
    ),
    good=(
        "采取的重大措施，录取的了解情况，取得显著成效；认真的落实情况的检查。",
        "成效明显的更加突出，产品价值的推广，有增值的关注点。",
        "不断地提高服务水平，不断的努力换来不断的进步；持之以恒的推动力。",
        "格外的关注，这是格外的温暖与振奋，格外地美丽，高兴地跳起来；最高兴的说法，让人高兴的介绍会，最自豪的告诉你。",
        "做得很好；他做的很好吃；要做的很多；改变的更多是观念。",
        "源源不断的保障供应的物资，坚定不移的支持者，卓有成效的服务。",
    ),
)
