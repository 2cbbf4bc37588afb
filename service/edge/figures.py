"""统计的各部分: the tables of a dashboard, most with a chart of the same figures.

A chart is described here; drawn it is where somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from review.draft import State
from review.scoring.interval import Share
from service.edge.dashboard import Dashboard
from service.sheets.figures import Cell, FigureTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of bars."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars of one or a few series over the same labels. `lying`: from left to right."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lying: bool = False
    stacked: bool = False

    @property
    def told(self) -> str:
        """The chart in words, for who does not see it."""
        rows = "；".join(
            f"{one.label}："
            + "，".join(
                f"{label} {written(value)}{self.unit}"
                for label, value in zip(self.labels, one.values, strict=True)
                if value
            )
            for one in self.series
            if any(one.values)
        )
        return f"{self.title}。{rows}。" if len(rows) < 600 else f"{self.title}，数字见下表。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table, with the chart above it if there is one. `note`: how the figures are counted."""

    table: FigureTable
    chart: Chart | None = None
    note: str = ""


def parts_of(found: Dashboard) -> Iterable[Part]:
    """The tables of a dashboard, in the order of the page."""
    yield _course(found)
    yield _plain(
        "稿件按状态",
        "状态",
        [(k.label, found.states[k]) for k in State if k in found.states],
        "期内新建的稿件现在的状态",
    )
    yield _plain(
        "稿件按类别",
        "类别",
        [(k.label, v) for k, v in sorted(found.categories.items(), key=lambda one: -one[1])],
        "期内新建的稿件",
    )
    yield _plain(
        "送审按分级",
        "分级",
        [(f"{k.value}级（{k.label}）", v) for k, (v, _) in sorted(found.grades.items())],
        f"期内送审的稿次，一篇退回后再送算两次；其中应急通道 {found.urgent} 次",
    )
    yield _plain(
        "签发前送审轮数",
        "轮数",
        [(f"{k} 轮", v) for k, v in sorted(found.rounds.items())],
        f"期内签发的稿件；期内退回 {found.sent_back} 次",
    )
    yield _paces(found)
    yield _gates(found)
    yield _platforms(found)
    if len(found.lines) > 1:
        yield _units(found)


def _course(found: Dashboard) -> Part:
    labels = tuple(label for label, _, _ in found.course)
    begun = tuple(float(number) for _, number, _ in found.course)
    out = tuple(float(number) for _, _, number in found.course)
    series = (Series(label="送审", values=begun), Series(label="发布", values=out))
    return Part(
        table=FigureTable(name="送审和发布", headings=("时间", "送审", "发布"), rows=found.course),
        chart=Chart(title="送审和发布的篇次", labels=labels, series=series),
    )


def _plain(name: str, heading: str, rows: list[tuple[str, int]], note: str) -> Part:
    drawn = (
        Chart(
            title=name,
            labels=tuple(label for label, _ in rows),
            series=(Series(label=name, values=tuple(float(number) for _, number in rows)),),
            lying=True,
        )
        if rows
        else None
    )
    table = FigureTable(name=name, headings=(heading, "数量"), rows=rows)
    return Part(table=table, chart=drawn, note=note)


def _paces(found: Dashboard) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (
            one.kind.label,
            one.number,
            *(
                round(value, 1)
                for value in (one.median, one.most, one.clock_median, one.clock_most)
            ),
            one.late,
        )
        for one in found.paces
    ]
    headings = (
        "环节",
        "签署数",
        "中位（工作小时）",
        "九成以内（工作小时）",
        "中位（自然小时）",
        "九成以内（自然小时）",
        "超时",
    )
    drawn = (
        Chart(
            title="各环节办理时间（工作小时）",
            labels=tuple(one.kind.label for one in found.paces),
            series=(
                Series(label="中位", values=tuple(round(one.median, 1) for one in found.paces)),
                Series(label="九成以内", values=tuple(round(one.most, 1) for one in found.paces)),
            ),
            unit="小时",
            lying=True,
        )
        if found.paces
        else None
    )
    note = "期内送审的稿件，从轮到这一环节到签署；工作小时按工作日历计"
    if found.sampled:
        note += f"；期内送审较多，按最近 {found.timed} 次计"
    return Part(
        table=FigureTable(name="各环节办理时间", headings=headings, rows=rows),
        chart=drawn,
        note=note,
    )


def _gates(found: Dashboard) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (
            one.gate.label,
            one.found,
            one.fixed,
            one.waived,
            one.answered,
            one.false_alarms,
            shared(one.in_vain),
        )
        for one in found.found
    ]
    total = found.found_in_all()
    rows.append(
        (
            "合计",
            total.found,
            total.fixed,
            total.waived,
            total.answered,
            total.false_alarms,
            shared(total.in_vain),
        )
    )
    spoke = tuple(one for one in found.found if one.found or one.decided)
    drawn = Chart(
        title="六关发现的问题",
        labels=tuple(one.gate.label for one in spoke),
        series=(
            Series(label="送审时仍有", values=tuple(float(one.found) for one in spoke)),
            Series(label="已修改", values=tuple(float(one.fixed) for one in spoke)),
            Series(
                label="豁免或核对保留",
                values=tuple(float(one.waived + one.answered) for one in spoke),
            ),
        ),
        lying=True,
    )
    headings = ("关", "送审时仍有", "已修改", "豁免", "核对保留", "误报", "误报率（95%区间）")
    note = "送审时仍有按检查报告计；其余按处理计，同一稿件里同一写法只算一次"
    table = FigureTable(name="六关发现的问题", headings=headings, rows=rows)
    return Part(table=table, chart=drawn if spoke else None, note=note)


def _platforms(found: Dashboard) -> Part:
    rows = [
        (
            one.label,
            one.total,
            one.confirmed,
            one.refused,
            one.under_way,
            one.confirmed - one.reposts,
            one.reposts,
            shared(one.originals),
        )
        for one in found.posted
    ]
    drawn = (
        Chart(
            title="各平台发布",
            labels=tuple(one.label for one in found.posted),
            series=(
                Series(label="已发出", values=tuple(float(one.confirmed) for one in found.posted)),
                Series(label="平台拒绝", values=tuple(float(one.refused) for one in found.posted)),
                Series(
                    label="进行中或不明",
                    values=tuple(float(one.under_way) for one in found.posted),
                ),
            ),
            lying=True,
        )
        if rows
        else None
    )
    headings = (
        "平台",
        "合计",
        "已发出",
        "平台拒绝",
        "进行中或不明",
        "原创",
        "转载",
        "原创比例（95%区间）",
    )
    return Part(
        table=FigureTable(name="各平台发布", headings=headings, rows=rows),
        chart=drawn,
        note="期内列入发送的；原创和转载按已发出的计",
    )


def _units(found: Dashboard) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (
            "　" * one.depth + one.unit.name,
            one.begun,
            one.in_review,
            one.released,
            one.released - one.reposts,
            one.reposts,
            one.overdue,
        )
        for one in found.lines
    ]
    headings = ("单位（含下属）", "新建", "其中审核中", "发布", "原创", "转载", "现在超时")
    return Part(table=FigureTable(name="各单位", headings=headings, rows=rows))


def shared(share: Share | None) -> str:
    """A share with its interval, or that there is none."""
    if share is None:
        return "—"
    return f"{share.value:.0%}（{share.low:.0%}～{share.high:.0%}）"


def written(value: float) -> str:
    """A number as it is shown: whole ones whole, others to a tenth."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
