"""注入的关键词行。A line of short search phrases put in front of a page by whoever broke in.

Certain by shape and content together: at least three segments joined by commas, bars or
underscores, no sentence in the line, and most of them naming something obscene or a wager along
with a lure. Neither half alone says anything: 成人 and 免费视频 stand in honest lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from review.wordlist import Library

_JOINTS = ",，_|｜丨"
_JOINT = re.compile(f"[{_JOINTS}]")
_SENTENCE = re.compile("[。；：“”《》]")
_LONGEST_SEGMENT = 40
_LEAST_SEGMENTS = 3
_LEAST_SPAM = 2


def find(reading: Reading) -> Iterator[Mark]:
    """Whole lines that consist of joined search phrases."""
    for text in reading.texts:
        end = 0
        for line in text.folded.replace("\r", "\n").split("\n"):
            first, end = end, end + len(line) + 1
            if "。" in line or "；" in line or sum(map(line.count, _JOINTS)) < _LEAST_SEGMENTS - 1:
                continue
            segments = [part.strip() for part in _JOINT.split(line) if part.strip()]
            if len(segments) < _LEAST_SEGMENTS or _SENTENCE.search(line):
                continue
            if max(map(len, segments)) <= _LONGEST_SEGMENT and _stuffed(segments, reading):
                at = first + len(line) - len(line.lstrip())
                yield Mark(span=text.span(at, at + len(line.strip())))


def spam_among(segments: list[str], reading: Reading) -> int:
    """How many of the segments are search phrases for something obscene or a wager."""
    cues = reading.library["advertising/injected_line_cues"].entries
    subjects = [cue.word for cue in cues if cue.extra["kind"] == "subject"]
    baits = [cue.word for cue in cues if cue.extra["kind"] == "bait"]
    certain = [entry.word.lower() for entry in reading.library["advertising/spam_terms"].entries]
    return sum(_is_spam(part, subjects, baits, certain) for part in segments)


def _certain_or_subject(library: Library) -> list[str]:
    """Words of which every segment that counts holds one."""
    cues = library["advertising/injected_line_cues"].entries
    subjects = [cue.word for cue in cues if cue.extra["kind"] == "subject"]
    return subjects + [entry.word for entry in library["advertising/spam_terms"].entries]


def _stuffed(segments: list[str], reading: Reading) -> bool:
    spam = spam_among(segments, reading)
    return spam >= _LEAST_SPAM and 2 * spam >= len(segments)


def _is_spam(segment: str, subjects: list[str], baits: list[str], certain: list[str]) -> bool:
    if any(word in segment for word in certain):
        return True
    subject = next((word for word in subjects if word in segment), None)
    if subject is None:
        return False
    rest = segment.replace(subject, " ", 1)
    return any(word in rest for word in baits) or any(word in rest for word in subjects)


RULE = Rule(
    id="ADV401",
    name="注入的垃圾关键词行",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
        Basis("中华人民共和国网络安全法", "第二十一条"),
    ),
    message="疑似网页被篡改后注入的垃圾关键词行：请整行删去，并立即检查网站和账号安全。",
    check=structure(find, literals=_certain_or_subject),
    bad=(
        Bad("【久久精品视频在线观看,亚洲无码免费视频,成人大片免费看】\n\n首页 > 政务公开"),
        Bad("【欧洲杯投注官网_百家乐平台注册送彩金_必赢亚洲手机版】\n某市人民政府"),
        Bad("正文。", title="【久久精品视频_人妻无码字幕_防火通知】"),
        Bad("正文。", title="【日韩精品一区二区|人妻视频在线|高清免费观看】"),
    ),
    good=(
        "首页,政务公开,在线观看,免费视频,政策解读,互动交流",
        "成人高考,成人教育,自学考试,在线学习平台,免费公开课",
        "警方通报：查处传播淫秽视频、网络博彩平台等案件，打掉老虎机窝点，收缴非法下载网站服务器。",
        Good("国产大飞机,国产航母,国产芯片,精品旅游线路,黄色预警信号"),
        "体育彩票投注站,福利彩票投注站,即开票,电脑票,销售网点",
    ),
    fields=("title", "summary", "body", "caption", "hidden"),
)
