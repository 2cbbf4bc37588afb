"""通报: the draft of a quarter's circular, as paragraphs and as a Word document.

The figures are the inspection's; the words are a draft for the office to revise and to send
through review like any other text.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Unqualified:
    """One account that is named. `items`: what was confirmed, in words."""

    unit: str
    platform: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircularFacts:
    """What a circular tells."""

    office: str
    quarter: str
    population: int
    percent: int
    checked: int
    unqualified: tuple[Unqualified, ...]
    rate: str
    change: str
    seed: str
    monitored_on: str
    items: tuple[tuple[str, int], ...]
    lagging: tuple[tuple[str, int], ...]
    exposed: tuple[Unqualified, ...]
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `heading` for those that head a part."""

    text: str
    heading: bool = False


def title_of(facts: CircularFacts) -> str:
    """What the circular is called."""
    return f"关于{facts.quarter}政务新媒体抽查情况的通报"


def paragraphs_of(facts: CircularFacts) -> tuple[Paragraph, ...]:
    """The text, part by part."""
    said = [
        Paragraph(text="一、总体情况", heading=True),
        Paragraph(
            text=(
                f"{facts.quarter}，{facts.office}对登记在用的{facts.population}个政务新媒体账号按"
                f"{facts.percent}%的比例分层随机抽取{facts.checked}个进行检查（监测日为{facts.monitored_on}，"
                f"抽取种子为{facts.seed}）。检查发现不合格账号{len(facts.unqualified)}个，"
                f"合格率为{facts.rate}" + (f"，{facts.change}" if facts.change else "") + "。"
            )
        ),
        Paragraph(text="二、存在的问题", heading=True),
    ]
    if facts.items:
        counted = "；".join(f"{name}，涉及{count}个账号" for name, count in facts.items)
        said.append(Paragraph(text=f"经人工认定的问题有：{counted}。"))
    else:
        said.append(Paragraph(text="没有经认定的单项否决问题。"))
    if facts.lagging:
        counted = "；".join(f"{name}的{count}个" for name, count in facts.lagging)
        said.append(Paragraph(text=f"更新情况：{counted}。"))
    if facts.unqualified:
        said.append(Paragraph(text="不合格账号：", heading=False))
        said += [_named(number, one) for number, one in enumerate(facts.unqualified, 1)]
    if facts.exposed:
        said.append(Paragraph(text="另有下列账号公开了应当隐去的个人信息：", heading=False))
        said += [_named(number, one) for number, one in enumerate(facts.exposed, 1)]
    said.append(Paragraph(text="三、有关要求", heading=True))
    due = f"于{facts.due}前" if facts.due else "按整改单的期限"
    said.append(
        Paragraph(
            text=(
                f"有关单位要{due}完成整改并反馈结果，由{facts.office}复核；"
                "各单位要对照通报的问题自查，落实内容发布审核制度，坚持先审后发。"
            )
        )
    )
    return tuple(said)


def circular_docx(facts: CircularFacts) -> bytes:
    """The draft as a Word document, set as official papers are."""
    import docx  # noqa: PLC0415  # only this page waits for it
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document = docx.Document()

    def write(text: str, font: str, size: int, *, middle: bool = False) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.name, run.font.size = font, Pt(size)
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001  # python-docx sets Latin fonts only
        if middle:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.paragraph_format.first_line_indent = Pt(2 * size)

    write(title_of(facts), "方正小标宋简体", 22, middle=True)
    write("（草稿，审签后印发）", "仿宋", 14, middle=True)
    for paragraph in paragraphs_of(facts):
        write(paragraph.text, "黑体" if paragraph.heading else "仿宋", 16)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _named(number: int, one: Unqualified) -> Paragraph:
    items: Sequence[str] = one.items
    return Paragraph(
        text=f"{number}. {one.unit}：{one.platform}“{one.name}”（{'、'.join(items)}）。"
    )
