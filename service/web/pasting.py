"""粘贴: what a browser's clipboard holds as HTML, made into the lines of a plain text. Stores nothing."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import JSONResponse

from review.formats.paste import read_paste
from service.edge.manuscript import clean
from service.edge.pasted import items_of
from service.web.posted import PostedHere, field

router = APIRouter()


@router.post("/paste")
def paste(post: PostedHere) -> JSONResponse:
    """The lines, what came beside them, and one sentence on what did not come."""
    pasted = read_paste(field(post.form, "html"))
    if pasted is None:
        sentence = "粘贴的内容太大或嵌套太深，只带入了纯文字。"
        return JSONResponse({"message": sentence}, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    told: list[str] = []
    if pasted.links:
        told.append(f"带入 {len(pasted.links)} 个链接。")
    if pasted.hidden:
        told.append(f"有 {len(pasted.hidden)} 处读者看不见的内容，一并检查，请核对后去掉。")
    if pasted.pictures:
        told.append(f"{pasted.pictures} 张图片没有带入，请保存后从“配图”添加。")
    return JSONResponse(
        {
            "text": clean(pasted.text)[0],
            "items": [{"value": one.value, "label": one.label} for one in items_of(pasted)],
            "message": "".join(told),
        }
    )
