"""信息发布审核单: what the approval sheets of offices ask for, filled in from what the store holds.

The fields are the union of the sheets offices use; three reviews and three proofs are separate
records. Proofs are read on paper: the house keeps none, so their lines are left for the pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from review.draft import Draft, SignOff
from review.model import Document, Report, Severity
from review.secrecy import Question, Reply
from review.step import Route, StepKind
from service.clock import local_time
from service.store import UnitOfWork
from service.store.outbox import PostingRecord

Rows = tuple[tuple[str, ...], ...]

_PROOFS = ("一校", "二校", "三校")
_NOTHING = "无"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table of the sheet. Without `heads` its rows are a label and what stands beside it."""

    title: str
    rows: Rows
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    number: str
    title: str
    parts: tuple[Part, ...]


def sheet_of(unit: UnitOfWork, draft: Draft, platforms: Mapping[str, str]) -> Sheet:
    """The sheet of a draft's present round. `platforms`: their Chinese names by key."""
    document = unit.drafts.document(draft.document)
    report = unit.drafts.report(draft.report)
    signed = unit.drafts.signatures.sign_offs([draft.id]).get(draft.id, ())
    rounds = {one.round: one.route for one in unit.drafts.submissions(draft.id)}
    releases = unit.releases.of(draft.id)
    postings = [posting for one in releases for posting in unit.postings.of(one.id)]
    head = unit.chain.head()
    secret = next((one for one in reversed(signed) if one.replies and one in draft.sign_offs), None)
    return Sheet(
        number=f"XS-{draft.id:06d}-{draft.round}",
        title=draft.title,
        parts=(
            Part(title="稿件", rows=_piece(draft, document)),
            Part(title="图片和附件", heads=_MEDIA, rows=_media(document)),
            Part(title="随附材料", heads=_ENCLOSED, rows=_enclosed(document)),
            Part(title="保密自查和保密审查", heads=_SECRECY, rows=_secrecy(draft.replies, secret)),
            Part(title=f"机器审核（{report.verdict.label}）", heads=_GATES, rows=_gates(report)),
            Part(title="逐条答复", heads=_SETTLED, rows=_settled(draft)),
            Part(title="三审和会签", heads=_REVIEWS, rows=_reviews(rounds, signed)),
            Part(
                title="三校（手签）", heads=_PROOFING, rows=tuple((p, "", "", "") for p in _PROOFS)
            ),
            Part(title="发布", heads=_POSTED, rows=_posted(postings, platforms)),
            Part(
                title="撤稿和退回",
                heads=("事项", "人员", "时间", "理由"),
                rows=tuple(
                    (one.action.label, one.person.name, _moment(one.at), one.reason)
                    for one in unit.drafts.signatures.remarks([draft.id]).get(draft.id, ())
                ),
            ),
            Part(
                title="摘要和封印",
                rows=(
                    ("文字", draft.document),
                    ("检查报告", draft.report),
                    ("规则集", report.ruleset),
                    *((f"发布单{one.id}（{one.released_by.name}）", one.seal) for one in releases),
                    ("留痕末条", f"第{head.seq}条 {head.hash}" if head else _NOTHING),
                ),
            ),
        ),
    )


_ENCLOSED = ("种类", "文件", "摘要")
_MEDIA = ("文件名", "说明", "来源", "人工智能生成", "审图号")
_SECRECY = ("问题", "作者自查", "保密审查")
_GATES = ("关口", "规则数", "拦截", "核对", "提示", "规则出错")
_SETTLED = ("方式", "问题", "人员", "理由")
_REVIEWS = ("轮次", "审级", "签字人", "决定", "意见", "时间")
_PROOFING = ("校次", "校对人", "校对意见", "日期")
_POSTED = ("平台", "计划时间", "实际时间", "状态和回读", "链接", "回执")


def _piece(draft: Draft, document: Document) -> Rows:
    facts = document.facts
    route = draft.route
    return (
        ("标题", draft.title),
        ("状态", f"{draft.state.label}，第{draft.version}版，第{draft.round}轮送审"),
        ("类别", facts.category.label),
        ("级别和理由", _grade(route) if route else "送审时确定"),
        ("拟稿单位", draft.unit.name),
        ("拟稿人", draft.author.name),
        ("最后修改人", draft.last_editor.name),
        ("署名作者", document.author or _NOTHING),
        (
            "信息来源",
            (document.source or "未填") + ("，转载" if facts.repost else "，原创"),
        ),
        ("来源网址", facts.source_url or _NOTHING),
        ("依据文件", facts.basis_document or _NOTHING),
        ("人工智能使用", facts.ai_use.label),
        ("是否急件", "是" if facts.urgent else "否"),
        ("更正对象", f"稿件{draft.corrects}" if draft.corrects else _NOTHING),
    )


def _grade(route: Route) -> str:
    why = "；".join(route.reasons)
    return f"{route.grade.value}（{route.grade.label}）" + (f"：{why}" if why else "")


def _enclosed(document: Document) -> Rows:
    return tuple((one.kind.label, one.name, one.digest[7:23]) for one in document.enclosures)


def _media(document: Document) -> Rows:
    return tuple(
        (
            media.name,
            media.alt or _NOTHING,
            media.credit or _NOTHING,
            "是" if media.ai_generated else "否",
            media.map_number or _NOTHING,
        )
        for media in document.media
    )


def _secrecy(own: Iterable[Reply], sign_off: SignOff | None) -> Rows:
    mine = {reply.question: reply.yes for reply in own}
    theirs = {reply.question: reply.yes for reply in (sign_off.replies if sign_off else ())}
    who = f"（{_signer(sign_off)}）" if sign_off else ""
    return tuple(
        (question.sentence, _answer(mine.get(question)), _answer(theirs.get(question), who))
        for question in Question
    )


def _answer(yes: bool | None, who: str = "") -> str:  # noqa: FBT001  # an answer is yes or no
    return "未作答" if yes is None else ("有" if yes else "没有") + who


def _gates(report: Report) -> Rows:
    return tuple(
        (
            gate.gate.label,
            str(gate.rules),
            *(str(sum(one.severity is each for one in gate.findings)) for each in Severity),
            str(len(gate.failures)),
        )
        for gate in report.gates
    )


def _settled(draft: Draft) -> Rows:
    told = [("豁免", one) for one in draft.waivers], [("核对", one) for one in draft.answers]
    return tuple(
        (how, one.finding, f"{one.person.name} {_moment(one.at)}", one.reason)
        for part in told
        for how, one in part
    )


def _reviews(rounds: Mapping[int, Route], signed: Iterable[SignOff]) -> Rows:
    done = {(one.round, one.step): one for one in signed}
    rows: list[tuple[str, ...]] = []
    for number, route in sorted(rounds.items()):
        for place, step in enumerate(route.steps):
            label = (
                step.kind.label if step.unit is None else f"{step.kind.label}（{step.unit.name}）"
            )
            one = done.get((number, place))
            if one is None:
                if number == max(rounds) or step.kind is StepKind.FINAL:
                    rows.append((f"第{number}轮", label, "", "未签", "", ""))
                continue
            opinion = one.opinion or _NOTHING
            moment = _moment(one.at)
            rows.append((f"第{number}轮", label, _signer(one), one.decision.label, opinion, moment))
    return tuple(rows)


def _signer(one: SignOff) -> str:
    return one.person.name + (f"（代{one.on_behalf.name}签）" if one.on_behalf else "")


def _posted(postings: Iterable[PostingRecord], platforms: Mapping[str, str]) -> Rows:
    return tuple(
        (
            platforms.get(one.platform, one.platform),
            _moment(one.planned_at),
            _moment(one.confirmed_at) if one.confirmed_at else "未确认",
            f"{one.state.label}，{one.reading.label}",
            one.url or _NOTHING,
            one.reference or one.handle or _NOTHING,
        )
        for one in postings
    )


def _moment(at: datetime) -> str:
    return f"{local_time(at):%Y-%m-%d %H:%M}"
