"""The elements of HTML, sorted by what they do to text."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """A set of names written as one string."""
    return frozenset(text.split())


BLOCKS = names(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main"
    " marquee menu nav ol optgroup option p pre search section select summary table tbody td"
    " textarea tfoot th thead tr ul"
)
# Never shown as text, and no place where search engines would look for any.
NOT_TEXT = names(
    "script style template head title meta link base object embed audio video canvas datalist"
    " noembed noframes rp desc metadata"
)
# Elements that end by themselves, or never begin: an open one doesn't mean a deeper page.
SHALLOW = names(
    "area base br col embed hr img input link meta param source track wbr p li dd dt td th tr tbody"
    " thead tfoot option optgroup colgroup rt rp html head body"
)
WITHOUT_CONTENT = names("br hr img input iframe wbr")
PRESERVED = names("pre textarea listing xmp")
ASIDE = names("figcaption rt noscript")
SAFE = names(
    "a abbr b blockquote br caption center cite code col colgroup dd del div dl dt em figcaption"
    " figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s section small"
    " span strike strong sub sup table tbody td tfoot th thead tr u ul"
)
SAFE_STYLES = names(
    "text-align font-weight font-style font-family text-decoration line-height letter-spacing"
    " background-color color border border-top border-bottom border-left border-right"
    " border-radius padding vertical-align white-space list-style-type"
)
DECIDING_STYLES = names(
    "display visibility opacity font-size font text-indent position left top right bottom"
    " margin-left margin-top clip clip-path width height max-height overflow color"
    " background background-color background-image transform"
)
