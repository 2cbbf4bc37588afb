"""The scoreboard as people read it: tables in Markdown, on the terminal and in rules/SCORES.md.

Every part of the page stands between marks of its own and names the day and the ruleset it was
measured with, so that a part whose texts are not at hand can be kept from the last run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Rows = Iterable[Iterable[object]]
TITLES = {
    "passages": "标注段落",
    "clean": "干净文章上的误标（每万字）",
    "injection": "注错查全率",
    "csc": "错别字：逐句纠错",
}
_IN_PROSE = "在干净文章"
_KEPT = "> 本次没有相应语料，沿用上次结果。\n\n"
_INTRO = """# 规则得分

由 `make scores` 生成，请勿手改。查全：应标的标出了多少；查准：标出的有多少该标。标注段落在 `tests/accuracy/`，
写在规则之前，只用来判断，不用来调规则。与机器有关的数字（速度）不写在这里。
"""


def sections(figures: Mapping[str, Any], *, speed: bool, misses: bool = False) -> dict[str, str]:
    """The parts that were measured, each a text. `speed`: with what depends on the machine."""
    parts = {"passages": _passages(figures["passages"], misses=misses)}
    if clean := figures.get("clean"):
        parts["clean"] = _clean(clean, speed=speed)
    if injection := figures.get("injection"):
        parts["injection"] = _injection(injection)
    if csc := figures.get("csc"):
        parts["csc"] = _csc(csc, speed=speed)
    ruleset = figures["ruleset"]
    stamp = f"{figures['as_of']} · {ruleset['rules']} 条规则 · `{ruleset['digest'][:19]}`"
    return {name: f"## {TITLES[name]}\n\n{stamp}\n\n{text}" for name, text in parts.items()}


def page(figures: Mapping[str, Any], before: str) -> str:
    """The whole page; parts not measured this time are taken over from the page before."""
    measured = sections(figures, speed=False)
    if figures.get("injection", {}).get("source") == "passages" and _IN_PROSE in before:
        del measured["injection"]  # the fuller figures stay
    parts = [_INTRO]
    for name, title in TITLES.items():
        text = measured.get(name)
        if text is None:
            old = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", before, re.DOTALL)
            kept = old[1].replace(_KEPT, "") if old else f"## {title}\n\n尚未测过。\n"
            heading, _, rest = kept.partition("\n\n")
            text = f"{heading}\n\n{_KEPT}{rest}" if "尚未测过" not in kept else kept
        parts.append(f"<!-- {name} -->\n{text}<!-- /{name} -->\n")
    return "\n".join(parts)


def _table(heads: Iterable[str], rows: Rows) -> str:
    names = list(heads)
    lines = [names, ["---"] * len(names), *([str(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _passages(gates: Iterable[Mapping[str, Any]], *, misses: bool) -> str:
    every = list(gates)
    heads = [
        "关",
        "段落",
        "其中对例",
        "标注",
        "查准",
        "查全",
        "F1",
        "一字不差",
        "误标",
        "查准（不计提示）",
        "查全（不计提示）",
    ]
    text = _table(heads, (_passage_row(gate["label"], gate) for gate in every))
    for gate in every:
        text += f"\n### {gate['label']}\n\n"
        text += _table(
            ["类", *heads[1:]], (_passage_row(each["family"], each) for each in gate["families"])
        )
        text += "\n" + _table(
            ["规则", "标对", "标错"],
            ((each["rule"], each["right"], each["wrong"]) for each in gate["rules"]),
        )
        if misses:
            text += "".join(
                f"- 漏标：{each['passage']}，第 {each['start'] + 1} 字起「{each['text']}」\n"
                for each in gate["missed_labels"]
            )
            text += "".join(
                f"- 误标：{each['passage']}，{each['rule']}「{each['text']}」\n"
                for each in gate["wrong_marks"]
            )
    return text


def _passage_row(name: str, each: Mapping[str, Any]) -> list[object]:
    firm = each["firm"]
    return [
        name,
        each["passages"],
        each["clean"],
        each["labels"],
        _share(each["precision"]),
        _share(each["recall"]),
        _share(each["f1"]),
        each["exact"],
        sum(each["wrong"].values()),
        _share(firm["precision"]),
        _share(firm["recall"]),
    ]


def _clean(clean: Mapping[str, Any], *, speed: bool) -> str:
    levels = ("block", "warn", "hint")

    def row(name: str, day: str, each: Mapping[str, Any]) -> list[object]:
        return [
            name,
            day,
            each["characters"],
            *(f"{each['per_10000'][level]:.2f}" for level in levels),
            *(f"{each['without_typo_rules'][level]:.2f}" for level in levels),
        ]

    heads = [
        "语料",
        "按此日",
        "字数",
        "拦截",
        "核对",
        "提示",
        "拦截（不计错别字）",
        "核对（不计错别字）",
        "提示（不计错别字）",
    ]
    rows = [row(each["name"], each["as_of"], each) for each in clean["corpora"]]
    text = _table(heads, [*rows, row("合计", "", clean["together"])])
    text += "\n" + _table(
        ["规则", "拦截", "核对", "提示"],
        ((each["rule"], *(each[level] for level in levels)) for each in clean["rules"]),
    )
    if failures := clean["together"]["failures"]:
        text += f"\n规则出错 {failures} 次。\n"
    if speed:
        text += f"\n每秒 {clean['characters_a_second']:,} 字（本机，单核）。\n"
    return text


def _injection(injection: Mapping[str, Any]) -> str:
    source = _IN_PROSE if injection["source"] == "corpus" else "在标注段落的对例"
    text = f"{source}（{injection['paragraphs']} 段）里每次注入一处错误，看是否标出。\n\n"
    return text + _table(
        ["关", "种类", "次数", "标出", "其中拦截或核对", "查全"],
        (
            (
                each["label"],
                each["kind"],
                each["made"],
                each["found"],
                each["firm"],
                _share(each["recall"]),
            )
            for each in injection["kinds"]
        ),
    )


def _csc(sets: Iterable[Mapping[str, Any]], *, speed: bool) -> str:
    measures = {
        "detection": "句·检错",
        "correction": "句·纠错",
        "character_detection": "字·检错",
        "character_correction": "字·纠错",
    }
    names = ("precision", "recall", "f1", "f0.5")
    rows: list[list[object]] = []
    for each in sets:
        points = [each["points"][point] for point in ("warn", "warn+hint")]
        for key, name in measures.items():
            cells = [_share(point[key][ratio]) for point in points for ratio in names]
            rates = [_share(point["false_positive_rate"]) for point in points]
            speeds = [f"{each['characters_a_second']:,}"] if speed else []
            rows.append([each["set"], each["sentences"], name, *cells, *rates, *speeds])
    heads = [
        *("句集", "句数", "口径"),
        *(f"{ratio} {point}" for point in ("核对", "加提示") for ratio in ("P", "R", "F1", "F0.5")),
        *("好句误改率 核对", "好句误改率 加提示"),
    ]
    text = _table([*heads, "字/秒"] if speed else heads, rows)
    return (
        text
        + "\n“核对”只取核对及以上的标记，“加提示”连提示一起取，各取第一条建议改成后再比；整句与答案一字不差才算对。\n"
    )


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
