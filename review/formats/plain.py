"""Plain text: the file is the body, nothing is added or taken away."""

from __future__ import annotations

import re

from review.model import Document, Link, Span

# Ends before Chinese characters and full-width marks: official texts put no space after a URL.
BARE_URL = re.compile(
    r"(?i)(?<![a-z0-9])(?:https?|ftp)://[!#-;=?-~]+"
    r"|(?<![a-z0-9./@_-])www\.[a-z0-9-]+\.[!#-;=?-~]+"
)
_AFTER_URL = ".,;:!?'\"*_~>|}]"


def read_plain(text: str) -> Document:
    """A document whose body is the text; its bare addresses are its links."""
    return Document(body=text, links=tuple(find_addresses("body", text)))


def find_addresses(field: str, text: str) -> list[Link]:
    """Every address written out in a text, as a link on itself."""
    links = []
    for match in BARE_URL.finditer(text):
        address = match[0].rstrip(_AFTER_URL)
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address.rstrip(")" + _AFTER_URL)
        span = Span(field=field, start=match.start(), end=match.start() + len(address))
        href = address if "://" in address else f"http://{address}"
        links.append(Link(href=href, text=address, span=span))
    return links
