"""What Weibo takes, counted as it is assumed to count; one table, with source and date.

statuses/share: open.weibo.com/wiki/2/statuses/share, read 2026-11: at most 140 汉字, no #话题词#,
at least one address on the app's bound domain, a picture below 5 MB. How it counts is nowhere
documented. Assumed: what is half as wide counts half, an address as 20 such marks.
"""

from __future__ import annotations

import re
import unicodedata

from service.platforms.pictures import PictureLimit

MOST = 140
ADDRESS = 10.0
TOPIC = re.compile(r"[#＃][^#＃\n]{1,60}[#＃]")
WEB = re.compile(r"https?://[0-9A-Za-z./?&=%#~:@!$'()*+,;_-]+")
PICTURES = PictureLimit(
    platform="微博",
    kinds=frozenset({"jpeg", "png", "gif"}),
    most=5 * 1024 * 1024 - 1,
    number=20,  # but only the first of them goes along
)


def counted(text: str) -> float:
    """The length of a text in 汉字."""
    bare = WEB.sub("", text)
    addresses = len(WEB.findall(text)) * ADDRESS
    wide = sum(unicodedata.east_asian_width(mark) in "WFA" for mark in bare)
    return wide + (len(bare) - wide) / 2 + addresses


def without_addresses(text: str) -> str:
    """The words alone: Weibo shows an address of its own (t.cn) in the place of ours."""
    return WEB.sub("", text).strip()
