"""The scripts that stand in a page itself. Files they load are never fetched."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST = 200_000  # characters of one script that are looked at


def scripts(markup: str) -> Iterator[tuple[int, int]]:
    """Where the words of each script begin and end; one that is never closed ends with the page."""
    lowered, at = markup.lower(), 0
    if len(lowered) != len(markup):  # a few letters grow when made small
        lowered = markup
    while (opening := lowered.find("<script", at)) >= 0:
        start = lowered.find(">", opening) + 1
        if not start:
            return
        end = lowered.find("</script", start)
        end = len(markup) if end < 0 else end
        if end > start:
            yield start, min(end, start + LONGEST)
        at = end
