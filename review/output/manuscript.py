"""A text that never was a file as a Word file of its own: title and paragraphs, nothing else."""

from __future__ import annotations

import io

import docx as python_docx

from review.model import Document
from review.output.remarks import writable


def word_of(document: Document) -> bytes:
    """The title and the body, a paragraph for every line."""
    file = python_docx.Document()
    file.core_properties.author = ""
    if document.title:
        file.add_paragraph(writable(document.title), style="Title")
    for line in document.body.split("\n"):
        file.add_paragraph(writable(line))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()
