"""代发包: what a person takes along to publish by hand, sealed, with a checklist.

Plain text for copying, the same as a page with its pictures in their order, the pictures
themselves, and what was sealed, so that what was published can be held against it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from html import escape

from review.model import Document
from review.release import Release, sealed
from service.platforms import Rendering
from service.platforms.pictures import caption, kind_of, placed, shown
from service.store.postings import PostingRecord

_PAGE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:"></head>
<body><h1>{title}</h1>
{content}
</body></html>
"""
_ENDINGS = {"jpeg": "jpg", "": "bin"}
_MADE = (2000, 1, 1, 0, 0, 0)  # the same bytes for the same content


def handover_pack(  # everything a person takes along
    release: Release,
    posting: PostingRecord,
    rendering: Rendering,
    document: Document,
    media: Mapping[str, bytes],
    *,
    label: str,
    checklist: tuple[str, ...],
    link: str,
) -> bytes:
    """The ZIP for one posting, the same bytes for the same posting."""
    pictures = {
        one.digest: f"图片/{number:02}.{_ENDINGS.get(kind, kind)}"
        for number, one in enumerate(shown(document), 1)
        for kind in (kind_of(media[one.digest]),)
    }
    title, _, body = rendering.text.partition("\n")
    content = placed(rendering.content, lambda digest: pictures.get(digest, ""))
    seal = {
        **sealed(release),
        "seal": release.seal,
        "posting": posting.key,
        "rendering": rendering.digest,
    }
    files = {
        "说明.txt": _text(_steps(label, document, checklist, link, release, posting)),
        "标题.txt": _text(title),
        "正文.txt": _text(body),
        "正文.html": _PAGE.format(title=escape(title), content=content).encode("utf-8"),
        "封存.json": json.dumps(seal, ensure_ascii=False, indent=1, default=str).encode("utf-8"),
        **{name: media[digest] for digest, name in pictures.items()},
    }
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in sorted(files.items())]
    files["校验.txt"] = _text("\n".join(sums))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _MADE), data)
    return made.getvalue()


def _steps(  # what there is to say
    label: str,
    document: Document,
    checklist: tuple[str, ...],
    link: str,
    release: Release,
    posting: PostingRecord,
) -> str:
    pictures = [
        f"   图片/{number:02}：{caption(one)}" for number, one in enumerate(shown(document), 1)
    ]
    steps = [
        f"登录{label}后台，新建图文。",
        "标题从“标题.txt”、正文从“正文.txt”复制；一字不改，文末的来源和标识不能删。",
        *(["按“正文.html”里的位置插入图片：\n" + "\n".join(pictures)] if pictures else []),
        *([f"平台有“原文链接”一栏的，填：{link}"] if link else []),
        *checklist,
        "预览，与“正文.html”对照无误后发布。",
        "把发布后的网址（浏览器地址栏里的完整网址）填回先审的发布页，系统随后回读核对。",
        "发现文字有误：不要在平台上改，回到先审退回或更正。",
    ]
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return (
        f"代发清单：{label}\n发布单 {release.id}，发送编号 {posting.key}\n"
        f"呈现 {posting.rendering}\n\n{numbered}\n"
    )


def _text(words: str) -> bytes:
    """As Windows' own editor opens it rightly."""
    return words.replace("\n", "\r\n").encode("utf-8-sig", "replace")
