"""Report to what people and programs read: terminal text, JSON, SARIF, one HTML page.

Words are cut from the document when shown; a report itself holds places only.
"""

from __future__ import annotations

from review.output.html import render_html
from review.output.json import render_json
from review.output.run import Judged, Run, Unread
from review.output.sarif import render_sarif
from review.output.text import render_text

__all__ = [
    "Judged",
    "Run",
    "Unread",
    "render_html",
    "render_json",
    "render_sarif",
    "render_text",
]
