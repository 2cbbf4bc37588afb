"""What the fields people write in are called, where they are shown again."""

from __future__ import annotations

from typing import Final

FIELD_NAMES: Final = {
    "title": "标题",
    "body": "正文",
    "summary": "摘要",
    "author": "署名作者",
    "source": "来源单位",
    "source_url": "原文网址",
    "basis_document": "依据文件",
    "variant-weibo": "微博短文",
    "variant-digest": "微信摘要",
    "variant-push": "APP推送",
    "correction": "更正说明",
    "platform": "发布平台",
    "reason": "理由",
    "word": "词条",
    "suggest": "建议",
    "within": "限定的词语",
    "rule": "规则编号",
    "opinion": "意见",
    "evidence": "判定依据",
    "url": "网址",
    "name": "姓名",
    "login": "账号",
    "table": "粘贴的值班表",
    "note": "交接说明",
}
