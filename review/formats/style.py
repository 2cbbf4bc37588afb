"""CSS as far as it decides whether a text is seen: embedded sheets, style and old attributes.

Sheets kept in other files are not fetched, so a text hidden by one of those counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from review.formats.tags import DECIDING_STYLES

Colour = tuple[int, int, int]
Properties = dict[str, str]

_MENTIONS = re.compile("|".join(sorted(DECIDING_STYLES - {"font"}, key=len, reverse=True)))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)\s*(px|pt|em|rem|%|vw|vh|ex|ch|cm|mm|in)?")
_HIDING_SCRIPT = re.compile(
    r"getElementById\(\s*[\"']([^\"']{1,80})[\"']\s*\)\.style\.(display|visibility)\s*=\s*"
    r"[\"'](none|hidden)[\"']",
    re.IGNORECASE,
)
_MAX_RULES = 3000
_MAX_SHEET = 500_000
_PIXELS = {"pt": 4 / 3, "em": 16, "rem": 16, "ex": 8, "ch": 8, "cm": 38, "mm": 3.8, "in": 96}
_OFF_SCREEN = -600.0
_OFF_SCREEN_MARGIN = -2500.0  # centred banners have margins of half their width

_COLOURS: dict[str, Colour] = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
}
WHITE = _COLOURS["white"]


class Styles:
    """What is known of every element's style. Ask once per element."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._sheet: dict[int, dict[str, tuple[tuple[int, int, int], str]]] = {}
        self._scripted: set[str] = set()
        self.outside = bool(tree.css("link[rel~=stylesheet], link[rel~=Stylesheet]"))
        self.embedded = False
        order = 0
        for node in tree.css("style"):
            sheet = node.text(deep=True)[:_MAX_SHEET]
            self.embedded = True
            self.outside = self.outside or "@import" in sheet
            for selectors, declarations in _rules(sheet):
                if order >= _MAX_RULES:
                    break
                order += 1
                self._apply(tree, selectors, declarations, order)
        for script in tree.css("script"):
            for match in _HIDING_SCRIPT.finditer(script.text(deep=True)):
                self._scripted.add(match[1])

    def of(self, node: LexborNode, attributes: dict[str, str | None]) -> Properties:
        """The declared properties of one element, old presentational attributes included."""
        found: Properties = {}
        if colour := attributes.get("color"):
            found["color"] = colour
        if ground := attributes.get("bgcolor"):
            found["background-color"] = ground
        sheet = self._sheet.get(node.mem_id)
        if sheet:
            found |= {name: value for name, (_, value) in sheet.items()}
        if style := attributes.get("style"):
            important = {n for n, (weight, _) in (sheet or {}).items() if weight[0]}
            for name, value, strong in _declarations(style):
                if strong or name not in important:
                    found[name] = value
        return found

    def means_of_hiding(
        self, tag: str, attributes: dict[str, str | None], style: Properties
    ) -> str:
        """How an element keeps its content from being seen, in Chinese; empty if it doesn't."""
        if attributes.get("id") in self._scripted:
            return "由脚本隐藏"
        if style and (means := _hidden_by(style)):
            return means
        if "hidden" in attributes and "display" not in style:
            return "hidden 属性"
        if tag == "dialog" and "open" not in attributes:
            return "未打开的对话框"
        if tag == "marquee":
            sizes = (_pixels(attributes.get(side) or "") for side in ("width", "height"))
            if any(size is not None and size <= 10 for size in sizes):
                return "尺寸接近零的滚动框"
        return ""

    def _apply(
        self,
        tree: LexborHTMLParser,
        selectors: str,
        declarations: list[tuple[str, str, bool]],
        order: int,
    ) -> None:
        for raw in selectors.split(","):
            selector = raw.strip()
            if not selector or ":" in selector or "@" in selector:
                continue  # states such as :hover don't hold when the page is first seen
            try:
                nodes = tree.css(selector)
            except SelectolaxError:
                continue  # unknown to the parser: what it may hide is read, and judged, as visible
            specific = _specificity(selector)
            for node in nodes:
                known = self._sheet.setdefault(node.mem_id, {})
                for name, value, strong in declarations:
                    weight = (int(strong), specific, order)
                    if name not in known or known[name][0] <= weight:
                        known[name] = (weight, value)


def colour_of(value: str) -> Colour | None:
    """A CSS colour; None if it is none, unknown, or lets the ground through."""
    value = value.strip().lower()
    if value in _COLOURS:
        return _COLOURS[value]
    if match := re.fullmatch(r"#?([0-9a-f]{3}|[0-9a-f]{6})", value):
        digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if match := re.fullmatch(r"rgba?\(([^)]*)\)", value):
        parts = [part for part in re.split(r"[\s,/]+", match[1].strip()) if part]
        try:
            numbers = [float(part.rstrip("%")) for part in parts]
        except ValueError:
            return None
        if len(numbers) == 3 or (len(numbers) == 4 and numbers[3] > 0.1):
            return (int(numbers[0]), int(numbers[1]), int(numbers[2]))
    return None


def ground_of(style: Properties) -> Colour | str | None:
    """The background an element lays: a colour, "unknown" (a picture), or None for none."""
    if "url(" in style.get("background-image", "") or "gradient" in style.get("background", ""):
        return "unknown"
    value = style.get("background-color") or style.get("background", "")
    if "url(" in value:
        return "unknown"
    for part in re.findall(r"rgba?\([^)]*\)|\S+", value):
        if (colour := colour_of(part)) is not None:
            return colour
    return None


def same_colour(one: Colour, other: Colour) -> bool:
    """Whether no reader can tell them apart."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= 10


def transparent(style: Properties) -> bool:
    """Whether text of this style is not painted at all."""
    value = style.get("color", "").replace(" ", "")
    return value == "transparent" or bool(re.fullmatch(r"rgba\(.*,0(?:\.0+)?\)", value))


def _hidden_by(style: Properties) -> str:
    return next((means for holds, means in _MEANS if holds(style)), "")


def _undisplayed(style: Properties) -> bool:
    return style.get("display") == "none"


def _invisible(style: Properties) -> bool:
    return style.get("visibility") in {"hidden", "collapse"}


def _faded(style: Properties) -> bool:
    opacity = _pixels(style.get("opacity", ""))
    return opacity is not None and opacity <= 0.05


def _sizeless(style: Properties) -> bool:
    size = style.get("font-size") or style.get("font", "").partition("/")[0]
    height = _pixels(size)
    return height is not None and (height == 0 or (height <= 1 and size.endswith("px")))


def _off_screen(style: Properties) -> bool:
    for side in ("left", "top", "right", "bottom", "text-indent"):
        moved = _pixels(style.get(side, ""))
        if moved is not None and (moved <= _OFF_SCREEN or moved >= -15 * _OFF_SCREEN):
            return True
    margins = (_pixels(style.get(side, "")) or 0 for side in ("margin-left", "margin-top"))
    return any(margin <= _OFF_SCREEN_MARGIN for margin in margins)


def _no_room(style: Properties) -> bool:
    if re.search(r"scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)]", style.get("transform", "")):
        return True
    if "hidden" not in style.get("overflow", ""):
        return False
    lengths = (_pixels(style.get(side, "")) for side in ("height", "width", "max-height"))
    return any(length is not None and 0 <= length <= 1 for length in lengths)


def _clipped(style: Properties) -> bool:
    clip = re.sub(r"\s+", "", style.get("clip", "") + style.get("clip-path", ""))
    return bool(re.search(r"rect\((?:[01](?:px)?,?){4}\)|inset\((?:50|100)%\)|circle\(0", clip))


_MEANS: tuple[tuple[Callable[[Properties], bool], str], ...] = (
    (_undisplayed, "样式 display:none"),
    (_invisible, "样式 visibility:hidden"),
    (_faded, "完全透明"),
    (_sizeless, "字号为零"),
    (_off_screen, "移到屏幕之外"),
    (_no_room, "尺寸为零"),
    (_clipped, "被裁剪"),
)


def _pixels(value: str) -> float | None:
    match = _LENGTH.match(value)
    if not match:
        return None
    unit = match[2] or ""
    return float(match[1]) * _PIXELS.get(unit, 12 if unit in {"%", "vw", "vh"} else 1)


def _declarations(block: str) -> Iterator[tuple[str, str, bool]]:
    for part in re.split(r";(?![^(]*\))", block):
        name, colon, value = part.partition(":")
        name = name.strip().lower()
        if colon and name in DECIDING_STYLES:
            value = value.strip().lower()
            strong = value.endswith(("!important", "! important"))
            yield name, value.partition("!")[0].strip(), strong


def _rules(sheet: str) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Selectors and declarations of a sheet, those for other media than a screen left out."""
    sheet = _COMMENT.sub(" ", sheet).replace("<!--", " ").replace("-->", " ")
    around: list[str] = []
    at = 0
    for brace in re.finditer(r"[{}]", sheet):
        inner = sheet[at : brace.start()]
        at = brace.end()
        if brace[0] == "{":
            around.append(inner.rpartition(";")[2].strip())
        elif around:
            prelude = around.pop()
            if prelude.startswith("@") or not all(map(_on_screen, around)):
                continue
            if _MENTIONS.search(inner) or "font" in inner:
                declarations = list(_declarations(inner))
                if declarations:
                    yield prelude, declarations


def _on_screen(prelude: str) -> bool:
    if prelude.startswith("@media"):
        return "(" not in prelude and ("screen" in prelude or "all" in prelude)
    return prelude.startswith(("@supports", "@layer"))


def _specificity(selector: str) -> int:
    ids = selector.count("#")
    classes = selector.count(".") + selector.count("[")
    return ids * 10_000 + classes * 100 + len(re.findall(r"(?:^|[\s>+~])[a-zA-Z]", selector))
