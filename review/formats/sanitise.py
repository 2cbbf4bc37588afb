"""Pasted HTML made safe to keep and to show: no scripts, no forms, no frames, no strange schemes.

What readers would see stays, WeChat editors' inline styles included; style properties that can
hide text are not among those kept, so that a preview shows what a checker saw as hidden.
"""

from __future__ import annotations

import nh3

from review.formats.tags import SAFE, SAFE_STYLES

_ATTRIBUTES = {
    "*": {"style", "title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "valign"},
    "th": {"colspan", "rowspan", "align", "valign", "scope"},
    "col": {"span", "width"},
    "ol": {"start", "type"},
    "font": {"color", "size", "face"},
    "p": {"align"},
    "div": {"align"},
}


def sanitise(html: str) -> str:
    """The harmless part of a piece of HTML."""
    return nh3.clean(
        html,
        tags=set(SAFE),
        clean_content_tags={"script", "style", "template", "iframe", "object", "noscript"},
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
        filter_style_properties=set(SAFE_STYLES),
    )
