"""正文提到而未附的附件. An announced attachment of which nothing is to be seen.

Only a hint: attachments may be put up by other means than the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Document, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_ANNOUNCED = re.compile(
    r"(?:详见|见|参见|附后)[“（(]?(?P<cited>附件[0-9一二三四五六七八九]{0,2})(?=[。；，）)、”])"
    r"|(?:^|(?<=[\n\r]))[ \t\u00a0\u3000]*(?P<listed>附件)[0-9一二三四五六七八九]?[:：][^\n\r]{2,80}"
)
_ANNEX = re.compile(
    r"(?:^|(?<=[\n\r]))[ \t\u00a0\u3000]*附件[ \t\u00a0\u3000]*[0-9一二三四五六七八九]{0,2}[:：]?[ \t\u00a0\u3000]*(?=[\n\r]|$)"
    r"|(?:相关|下载)附件|附件下载|点击(?:下载|查看)|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)(?![a-z])"
)
_FILE = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|ofd)(?:[?#]|$)|/attach|download", re.IGNORECASE
)


def find(reading: Reading) -> Iterator[Mark]:
    """The first announcement of an attachment in a document that has none."""
    text = reading.text("body")
    match = _ANNOUNCED.search(text.folded)
    if match is None or _attached(reading.document, text.folded):
        return
    name = "cited" if match["cited"] else "listed"
    yield Mark(span=text.span(*match.span(name)))


def _attached(document: Document, body: str) -> bool:
    if document.media or _ANNEX.search(body):
        return True
    return any(_FILE.search(link.href) or "附件" in link.text for link in document.links)


RULE = Rule(
    id="TXT308",
    name="正文提到而未见的附件",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.4", date(2012, 7, 1)),),
    message="正文说有附件，但没有看到附件内容、文件或链接，请核对是否漏附。",
    check=structure(find, literals=("附件",)),
    bad=(
        Bad("请填写登记表（见【附件】），于5月24日前报送。"),
        Bad("请各单位认真填报。\n【附件】：政务新媒体账号登记表\n市政府办公室"),
    ),
    good=(
        "附件：登记表\n市政府办公室\n附件\n登记表\n主办单位",
        "请填写登记表（见附件）。\n附件：1.登记表.docx",
        Good("<p>详见附件。</p><p><a href='/files/a.pdf'>登记表</a></p>", format="html"),
        "机床附件制造业；邮件附件不得含有涉密内容。",
    ),
)
