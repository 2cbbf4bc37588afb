"""Errors put into clean prose on purpose, kind by kind: what share of them is found.

The same seed and the same paragraphs give the same errors. An error counts as found when a mark
of its gate touches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from review.model import Document, Gate, Span
from review.scoring import facts
from review.scoring.slips import SLIPS, Slip

Change = tuple[int, int, str]
"""Start and end in the clean paragraph, and what is put there."""
Maker = Callable[[Random, str], Change | None]
"""Chooses an error that suits a paragraph; None if none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    name: str
    gate: Gate
    make: Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Injected:
    """A paragraph with one error in it, and where."""

    kind: Kind
    document: Document
    span: Span


def injected(kind: Kind, paragraphs: Sequence[str], *, seed: int, most: int) -> Iterator[Injected]:
    """Up to so many errors of one kind, each in another paragraph."""
    random = Random(f"{seed}/{kind.name}")  # noqa: S311  # a sample, no secret
    order = list(range(len(paragraphs)))
    random.shuffle(order)
    made = 0
    for number in order:
        if made == most:
            return
        paragraph = paragraphs[number]
        change = kind.make(random, paragraph)
        if change is None:
            continue
        start, end, new = change
        made += 1
        yield Injected(
            kind=kind,
            document=Document(body=paragraph[:start] + new + paragraph[end:]),
            span=Span(field="body", start=start, end=start + len(new)),
        )


def sentence(before: str, after: str, error: Callable[[Random], str | None]) -> Maker:
    """A sentence of its own at the end of the paragraph; only the error in it is looked for."""

    def make(random: Random, paragraph: str) -> Change | None:
        wrong = error(random)
        if wrong is None or not paragraph.endswith("。"):
            return None
        return len(paragraph), len(paragraph), f"{before}{wrong}{after}"

    return make


def _slipped(words: Sequence[str], slip: Slip) -> Callable[[Random], str | None]:
    def error(random: Random) -> str | None:
        word = random.choice(words)
        wrong = slip(random, word)
        return None if wrong == word else wrong

    return error


def _any(words: Sequence[str]) -> Callable[[Random], str]:
    return lambda random: random.choice(words)


def in_place(pattern: str, new: Callable[[Random, re.Match[str]], str]) -> Maker:
    """Something that stands in the paragraph becomes something else."""
    compiled = re.compile(pattern)

    def make(random: Random, paragraph: str) -> Change | None:
        found = list(compiled.finditer(paragraph))
        if not found:
            return None
        match = random.choice(found)
        return match.start(), match.end(), new(random, match)

    return make


def _leader(slip: Slip) -> Callable[[Random], str | None]:
    def error(random: Random) -> str | None:
        title, name = random.choice(facts.LEADERS)
        wrong = slip(random, name)
        return None if wrong == name else title + wrong

    return error


def person(random: Random) -> str:
    return random.choice(facts.SURNAMES) + random.choice(facts.GIVEN)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def identity_number(random: Random) -> str:
    """A made-up number whose check digit holds (GB 11643)."""
    region = random.choice(facts.REGIONS)
    born = f"{random.randint(1950, 2005)}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    number = region + born + _digits(random, 3)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
    return number + "10X98765432"[total % 11]


def bank_card(random: Random) -> str:
    """A made-up card number of 19 digits that passes the Luhn check."""
    number = random.choice(("622848", "621700", "622202")) + _digits(random, 12)
    doubled = (int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(number)))
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return number + str(-total % 10)


def mobile(random: Random) -> str:
    return "1" + random.choice(("38", "39", "59", "86", "77")) + _digits(random, 8)


def _spaced(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _advertisement(random: Random) -> str:
    price = random.randint(3, 40) * 100
    goods = random.choice(("净水器", "保暖内衣", "按摩椅", "阿胶糕", "羽绒被", "空气炸锅"))
    return random.choice(
        (
            f"本店{goods}原价{price}元，现价{price // 2}元，欢迎抢购，订购热线0763-33{_digits(random, 5)}",
            f"{goods}买一送一，全场包邮，加微信{_letters(random)}下单立减{price // 10}元",
            f"厂家直销{goods}，限时特惠{price}元，售完即止，购买请致电{mobile(random)}",
        )
    )


def _letters(random: Random) -> str:
    return "".join(random.choices("abcdefghkmnpqrstuvwxyz", k=6)) + _digits(random, 2)


def _spider_pool(random: Random) -> str:
    towns = random.sample(
        ("庄河市", "新化县", "潍坊市", "高要市", "邵东县", "龙江县", "嘉祥县", "宜都市", "肥西县"),
        8,
    )
    return "主站蜘蛛池模板: " + "| ".join(towns) + "|"


_WORD = r"[\u4e00-\u9fff]"
_COMMON = dict(facts.TYPOS)
_NEAR: Mapping[str, tuple[Gate, str, str, Sequence[str]]] = {
    "机构名": (Gate.POLITICAL, "", "近日印发通知，对有关工作作出部署。", facts.ORGANS),
    "固定表述": (Gate.POLITICAL, "要认真学习领会", "的丰富内涵和实践要求。", facts.PHRASES),
    "地名": (Gate.POLITICAL, "代表团来自", "，共有十二人。", facts.PLACES),
    "法律名称": (Gate.LEGAL, "根据《", "》有关规定，现将有关事项公告如下。", facts.LAWS),
}


def _near_misses() -> Iterator[Kind]:
    for target, (gate, before, after, words) in _NEAR.items():
        for name, slip in SLIPS.items():
            make = sentence(before, after, _slipped(words, slip))
            yield Kind(name=f"{target}·{name}", gate=gate, make=make)
    for name, slip in SLIPS.items():
        make = sentence("", "出席会议并讲话。", _leader(slip))
        yield Kind(name=f"领导人姓名·{name}", gate=Gate.POLITICAL, make=make)


def _kind(name: str, gate: Gate, make: Maker) -> Kind:
    return Kind(name=name, gate=gate, make=make)


KINDS: tuple[Kind, ...] = (
    *_near_misses(),
    _kind("机构名·与和", Gate.POLITICAL, sentence("", "近日印发通知。", lambda random: random.choice(facts.JOINED).replace("和", "与", 1))),
    _kind("废止的法律", Gate.LEGAL, sentence("依据《", "》作出上述决定。", _any(facts.REPEALED))),
    _kind("已更名的机构", Gate.POLICY, sentence("", "近日派员来我县调研。", _any(facts.RENAMED))),
    _kind("文号方括号", Gate.POLICY, sentence("根据县府办发", "文件要求执行。", lambda random: f"[2026]{random.randint(1, 99)}号")),
    _kind("身份证号", Gate.CONFIDENTIALITY, sentence("申请人张建华，身份证号", "。", identity_number)),
    _kind("身份证号·分段", Gate.CONFIDENTIALITY, sentence("申请人李桂芳，身份证号", "。", lambda random: _spaced(identity_number(random)))),
    _kind("手机号", Gate.CONFIDENTIALITY, sentence("入选人员", "。", lambda random: f"{person(random)}，手机{mobile(random)}")),
    _kind("银行卡号", Gate.CONFIDENTIALITY, sentence("收款人陈志强，银行卡号", "。", bank_card)),
    _kind("密级标志", Gate.CONFIDENTIALITY, lambda random, _: (0, 0, random.choice(("机密★10年\n", "秘密★5年\n", "绝密★30年\n")))),
    _kind("半角逗号", Gate.TEXT, in_place(rf"(?<={_WORD})，(?={_WORD})", lambda *_: ",")),
    _kind("重复句号", Gate.TEXT, in_place(r"。(?=[\u4e00-\u9fff])", lambda *_: "。。")),
    _kind("直引号", Gate.TEXT, in_place(r"“([^“”]{2,12})”", lambda _, match: f'"{match[1]}"')),
    _kind("缺右书名号", Gate.TEXT, in_place(r"《([^《》]{2,30})》", lambda _, match: f"《{match[1]}")),
    _kind("字间空格", Gate.TEXT, in_place(rf"(?<={_WORD})(?={_WORD})", lambda *_: "\u00a0")),
    _kind("补零日期", Gate.TEXT, sentence("本办法自", "起施行。", lambda random: f"2026年0{random.randint(1, 9)}月0{random.randint(1, 9)}日")),
    _kind("年份混用字母", Gate.TEXT, sentence("该桥建于", "。", lambda random: f"二O一{random.choice('一二三四五六')}年五月")),
    _kind("不存在的日期", Gate.TEXT, sentence("会议定于", "召开。", lambda random: f"2026年{random.choice((2, 4, 6, 9, 11))}月31日")),
    _kind("繁体字", Gate.TEXT, in_place("[" + "".join(facts.TRADITIONAL) + "]", lambda _, match: facts.TRADITIONAL[match[0]])),
    _kind("错别字", Gate.TEXT, in_place("|".join(_COMMON), lambda _, match: _COMMON[match[0]])),
    _kind("重复词语", Gate.TEXT, in_place("全面|认真|加强|推进|落实|贯彻|组织|研究", lambda _, match: match[0] * 2)),
    _kind("商业广告", Gate.ADVERTISING, sentence("", "。", _advertisement)),
    _kind("蜘蛛池", Gate.ADVERTISING, lambda random, text: (len(text), len(text), "\n" + _spider_pool(random))),
    _kind("涉赌广告", Gate.ADVERTISING, sentence("", "。", _any(("澳门新葡京真人荷官在线发牌", "六合彩特码资料大全", "365bet官网投注平台", "欧洲杯比赛投注_官网直播")))),
)  # fmt: skip
