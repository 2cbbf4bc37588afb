"""图: bars drawn as SVG by pygal, each a resource of its own.

What a chart shows stands in its address, signed: drawing it asks no database, and no address
draws anything but what one of our pages had counted. Every chart stands above a table of the
same figures; every bar bears its number, so that nothing hangs on colour.
"""

from __future__ import annotations

import json
import sys
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any, Final
from xml.etree import ElementTree as ET

from itsdangerous import BadSignature, Signer

from service.edge.figures import Chart, Series, written
from service.office import Office

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""A drawing brings its own style, and nothing else: it loads nothing and runs nothing."""

_COLOURS: Final = ("#16506a", "#b3541e", "#6f7f3f")
_FONT: Final = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
_WIDTH: Final = 720
_LONGEST: Final = 24000
_SVG: Final = "http://www.w3.org/2000/svg"
_BESIDE: Final = ".text-overlay text.value { text-anchor: start; transform: translateX(5px); }"
"""Numbers stand behind the ends of lying bars, not across them."""


class Charts:
    """Addresses of charts, and the drawings behind them."""

    def __init__(self, office: Office) -> None:
        self._signer = Signer(office.key, salt="chart")

    def address(self, chart: Chart) -> str:
        """Where this chart is drawn."""
        plain = json.dumps(
            [
                chart.title,
                chart.labels,
                [(one.label, one.values) for one in chart.series],
                chart.unit,
                chart.lying,
                chart.stacked,
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        packed = urlsafe_b64encode(zlib.compress(plain.encode("utf-8"), 9))
        return f"/dashboards/chart.svg?of={self._signer.sign(packed).decode('ascii')}"

    def drawn(self, signed: str) -> bytes | None:
        """The drawing of an address; None for one we did not write."""
        if len(signed) > _LONGEST:
            return None
        try:
            packed = self._signer.unsign(signed.encode("ascii", "replace"))
        except BadSignature:
            return None
        title, labels, series, unit, lying, stacked = json.loads(
            zlib.decompress(urlsafe_b64decode(packed))
        )
        chart = Chart(
            title=title,
            labels=tuple(labels),
            series=tuple(Series(label=label, values=tuple(of)) for label, of in series),
            unit=unit,
            lying=lying,
            stacked=stacked,
        )
        return draw(chart)


def draw(chart: Chart) -> bytes:
    """The chart as SVG."""
    import pygal  # noqa: PLC0415  # a tenth of a second that only charts wait for
    from pygal.style import Style  # noqa: PLC0415

    # It leaves a finder of plug-ins behind that later imports stumble over; we have none of those.
    sys.meta_path[:] = [one for one in sys.meta_path if type(one).__module__ != "pygal"]

    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="#333333",
        foreground_strong="#111111",
        foreground_subtle="#666666",
        colors=_COLOURS,
        font_family=_FONT,
        label_font_size=13,
        major_label_font_size=13,
        value_font_size=12,
        legend_font_size=13,
        opacity=".95",
        transition="0s",
    )
    kinds: dict[tuple[bool, bool], Any] = {
        (False, False): pygal.Bar,
        (False, True): pygal.StackedBar,
        (True, False): pygal.HorizontalBar,
        (True, True): pygal.HorizontalStackedBar,
    }
    rows = len(chart.labels) * (1 if chart.stacked else len(chart.series))
    drawing = kinds[chart.lying, chart.stacked](
        js=(),
        css=(
            "file://style.css",
            "file://graph.css",
            f"inline:{_BESIDE}" if chart.lying else "inline:",
        ),
        style=style,
        width=_WIDTH,
        height=60 + 26 * rows + (30 if len(chart.series) > 1 else 0) if chart.lying else 300,
        show_legend=len(chart.series) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=3,
        print_values=chart.lying or len(chart.labels) <= 16,
        print_values_position="top",
        print_zeroes=False,
        value_formatter=lambda value: f"{written(value)}{chart.unit}" if value else "",
        show_y_guides=not chart.lying,
        show_x_guides=False,
        show_y_labels=True,
        show_x_labels=not chart.lying,
        x_label_rotation=0 if len(chart.labels) <= 16 else 45,
        truncate_label=-1,
        truncate_legend=-1,
        disable_xml_declaration=True,
        margin=8,
        margin_left=8 + (_missing(chart.labels) if chart.lying else 0),
        margin_right=8 + (_missing([f"8888{chart.unit}"]) + 40 if chart.lying else 0),
        margin_bottom=24 if len(chart.series) > 1 else 8,
        spacing=8,
        include_x_axis=True,
        min_scale=2,
        max_scale=6,
        range=None if any(value for one in chart.series for value in one.values) else (0, 1),
    )
    labels: Sequence[str] = chart.labels
    series = [(one.label, list(one.values)) for one in chart.series]
    if chart.lying:  # from below upwards
        labels = labels[::-1]
        series = [(label, of[::-1]) for label, of in series]
    drawing.x_labels = labels
    for label, of in series:
        drawing.add(label, of)
    return _plain(drawing.render(is_unicode=True), chart)


def _plain(drawn: str, chart: Chart) -> bytes:
    """The drawing without pygal's script, with the chart told in words."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(drawn)  # noqa: S314  # drawn a moment ago, by ourselves
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}script":
                parent.remove(child)
    for place, (name, words) in enumerate((("title", chart.title), ("desc", chart.told))):
        told = ET.Element(f"{{{_SVG}}}{name}")
        told.text = words
        root.insert(place, told)
    written_out: bytes = ET.tostring(root, encoding="utf-8")
    return written_out


def _missing(labels: Sequence[str]) -> int:
    """How much room pygal, which reckons with Latin letters, leaves too little for Han ones."""
    return max((sum(ord(letter) > 0x2E7F for letter in label) for label in labels), default=0) * 6
