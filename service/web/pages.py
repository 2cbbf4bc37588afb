"""Turning what a page shows into HTML: one layout, one navigation, one way of telling a fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Request
from itsdangerous import BadSignature, URLSafeSerializer
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from review.draft import Person, Role
from review.staff import SIGNING, WRITING
from service.actions.incident_facts import MINDING
from service.clock import local_time
from service.edge.door import Visitor
from service.office import Office
from service.store.reminders import Debt

STATIC: Final = Path(__file__).parent / "static"

# What a page says after the form that led to it; the address carries only the word.
_DONE: Final = {
    "saved": ("good", "已保存，并按现在的规则检查完毕。"),
    "unchanged": ("note", "文字没有变化，没有产生新的版本。"),
    "uploaded": ("good", "文件已导入为稿件，并检查完毕。"),
    "fixed": ("good", "已按建议修改，并重新检查。"),
    "waived": ("good", "豁免申请和理由已写入留痕，由终审或保密审查人员逐条认可。"),
    "reapplied": ("good", "已沿用原来的理由，并重新写入留痕。"),
    "alarmed": ("good", "已标为误报，谢谢；这篇稿件的处理不变。"),
    "answered": ("good", "核对说明已写入留痕。"),
    "rechecked": ("good", "已按今天的日期和现在的规则重新检查。"),
    "correction": ("note", "已按发布的文字建立更正稿；改好、审签、发布后，原稿即记为已更正。"),
    "submitted": ("good", "已送审。"),
    "recalled": ("good", "已撤回，可以修改；本轮签字作废。"),
    "signed": ("good", "已签字。"),
    "taken": ("good", "这篇稿件现在由您来审，已写入留痕。"),
    "put-back": ("good", "已放回待办，其他人可以认领。"),
    "commented": ("good", "批注已记下，只在单位内部可见。"),
    "cloned": ("note", "已复制为新稿件；它有自己的审签，与原稿无关。"),
    "pictures": ("good", "图片已保存为新的一版，并重新检查。"),
    "enclosures": ("good", "随附材料已保存为新的一版，并重新检查。"),
    "replaced": ("good", "已按新文件存为新的一版，并重新检查；没有变的地方可沿用原来的理由。"),
    "dropped": ("note", "没保存的文字已丢弃。"),
    "approved": ("good", "已签发，等待发布人员发布。"),
    "sent-back": ("good", "已退回作者修改，理由已通知在稿件页。"),
    "rejected": ("good", "已退稿。"),
    "released": ("good", "已封存，各平台的发送情况见下。"),
    "withdrawn": ("good", "已撤稿：未发出的不再发送，已发出的正在各平台撤下，情况见下。"),
    "held": ("good", "已暂停，没有发出的不再发出，直到恢复。"),
    "resumed": ("good", "已恢复发送。"),
    "timed": ("good", "发布时间已改，并写入留痕。"),
    "incident": ("good", "已记下，并写入留痕。"),
    "read-back": ("good", "已回读核对。"),
    "decided": ("good", "已按您的决定处理，并写入留痕。"),
    "added": ("good", "账号已添加。"),
    "disabled": ("good", "账号已停用。"),
    "enabled": ("good", "账号已恢复。"),
    "roles": ("good", "角色已保存。"),
    "bound": ("good", "已绑定，此人现在可以用统一身份登录；已写入留痕。"),
    "unbound": ("good", "已解除，此人已退出；已写入留痕。"),
    "sent-away": ("note", "已从名单移走；此人再来时会重新出现。"),
    "unit-added": ("good", "单位已设立。"),
    "unit-changed": ("good", "单位已修改。"),
    "unit-closed": ("good", "单位已停用。"),
    "unit-opened": ("good", "单位已恢复。"),
    "lent": ("good", "委托已登记，到时生效；代签的字会注明代谁签。"),
    "taken-back": ("good", "委托已收回。"),
    "duty-set": ("good", "已排班。"),
    "duty-ended": ("good", "班次已撤下。"),
    "handed-over": ("good", "交接说明已记下。"),
    "leave-set": ("good", "休假已登记。"),
    "leave-ended": ("good", "已销假。"),
    "declared": ("good", "已列为突发应急，作者送审时可以走应急通道。"),
    "withdrawn-at-once": ("good", "已紧急撤回，各平台的办理情况见发布页。"),
    "countersigned": ("good", "已补签。"),
    "objected": ("warn", "已记下您不同意；请值班人员立即撤回，或发更正稿。"),
    "notices-read": ("good", "已全部标为已读。"),
    "notices-chosen": ("good", "提醒设置已保存。"),
    "password": ("good", "密码已重设。"),
    "password-own": ("good", "密码已改，请用新密码登录。"),
    "signed-out": ("good", "已退出。"),
    "laid": ("good", "词库调整已生效，并写入留痕；之后的检查按它进行。"),
    "proposed": ("note", "已提出，等待另一位管理员或终审看过试跑结果后采纳。"),
    "overlay-ended": ("good", "这项调整已结束，规则恢复原样。"),
    "read-second": ("note", "第二读者的意见列在下面，只供参考。"),
    "saved-form": ("good", "登记表表头已保存。"),
    "account-entered": ("good", "账号已登记。"),
    "figures": ("good", "数据已登记。"),
    "petition-asked": ("good", "申请已提交，等待主管单位审批。"),
    "petition-moved": ("good", "申请已办理，并写入留痕。"),
    "survey-taken": ("note", "已与登记表核对，结果如下；请逐个处理没有登记的账号。"),
    "survey-settled": ("good", "处理意见已记下。"),
    "training": ("good", "培训已登记。"),
    "traits": ("good", "已标注。"),
    "linked": ("good", "解读稿件已关联。"),
    "drawn": ("good", "已抽取，名单和种子已写入留痕。"),
    "observed": ("good", "已登记。"),
    "veto-settled": ("good", "认定已写入留痕。"),
    "inspection-closed": ("good", "抽查已结束，整改单已下发。"),
    "ticket": ("good", "整改单已办理。"),
    "again": ("warn", "登录已过期，刚才的操作没有执行，请再办一次。"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    href: str
    label: str
    current: bool
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One debt of the emergency lane as every page shows it."""

    draft: int
    title: str
    due: datetime | None
    late: bool
    objected: bool

    @classmethod
    def of(cls, debt: Debt, now: datetime) -> Owed:
        late = debt.due is not None and debt.due < now
        return cls(
            draft=debt.draft, title=debt.title, due=debt.due, late=late, objected=debt.objected
        )


class Pages:
    """Renders templates for one office."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._notes = URLSafeSerializer(office.key, salt="note")
        self._env = Environment(
            loader=PackageLoader("service.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.filters["moment"] = moment
        self._env.filters["short"] = short
        self._env.filters["role_labels"] = role_labels
        self._env.globals["ruleset"] = office.ruleset.digest
        self._env.globals["second_reader"] = office.second_reader is not None

    def show(  # what the layout itself shows, beside the page's own context
        self,
        request: Request,
        template: str,
        visitor: Visitor | None,
        *,
        status: int = HTTPStatus.OK,
        fault: str = "",
        fault_aid: str = "",
        csrf: str = "",
        **context: object,
    ) -> HTMLResponse:
        """A whole page. `fault` is the sentence of a refusal, told above everything else."""
        html = self._env.get_template(template).render(
            **self._calls(visitor.person if visitor else None),
            visitor=visitor.person if visitor else None,
            csrf=visitor.csrf if visitor else csrf,
            nav=self._navigation(request, visitor.person) if visitor else (),
            flash=None if fault else self._flash(request),
            fault=fault,
            fault_aid=fault_aid,
            **context,
        )
        return HTMLResponse(html, status_code=status)

    def _calls(self, person: Person | None) -> dict[str, object]:
        """What calls for somebody on whatever page they are: their notices, and what is owed."""
        if person is None:
            return {"bell": 0, "debts": ()}
        now = self.office.now()
        with self.office.read() as unit:
            bell = unit.notices.unread(person.id)
            owed = unit.reminders.debts(person)
        debts = tuple(Owed.of(one, now) for one in owed)
        return {"bell": bell, "debts": debts}

    def note(self, sentence: str) -> str:
        """A sentence made here, signed so that an address can say nothing but our own words."""
        return self._notes.dumps(sentence) if sentence else ""

    def _flash(self, request: Request) -> Flash | None:
        kind, sentence = _DONE.get(request.query_params.get("done", ""), ("", ""))
        removed = request.query_params.get("removed", "")
        if removed.isascii() and removed.isdigit() and len(removed) < 8:
            kind = "warn"
            sentence += f"文字里有 {removed} 个看不见的控制字符，已去掉。"
        if note := request.query_params.get("note", ""):
            try:
                sentence += str(self._notes.loads(note))
            except BadSignature:
                note = ""
        return Flash(kind=kind or "note", sentence=sentence) if sentence else None

    def _navigation(self, request: Request, person: Person) -> tuple[NavItem, ...]:
        roles = person.roles
        waiting = 0
        if roles & SIGNING:
            with self.office.read() as unit:
                waiting = unit.drafts.queue.count(person)
        items = [("/drafts", "稿件", 0, True)]
        items.append(("/approvals", "待我审签", waiting, bool(roles & SIGNING)))
        items.append(
            ("/releases", "发布", 0, bool(roles & {Role.PUBLISHER, Role.FINAL, Role.AUDITOR}))
        )
        open_ones = 0
        if minding := {one.unit for one in person.grants if one.role in MINDING}:
            with self.office.read() as unit:
                open_ones = unit.incidents.count_open(minding)
        items.append(("/incidents", "事件", open_ones, bool(roles)))
        items.append(("/dashboards", "统计", 0, bool(roles)))
        items.append(("/rules", "规则", 0, True))
        items.append(("/wordlists", "词库", 0, True))
        items.append(("/people", "人员", 0, Role.ADMIN in roles))
        items.append(("/duty", "值班", 0, bool(roles)))
        items.append(("/accounts", "账号", 0, bool(roles)))
        items.append(("/audit", "留痕", 0, bool(roles & {Role.AUDITOR, Role.ADMIN})))
        path = request.url.path
        return tuple(
            NavItem(href=href, label=label, current=path.startswith(href), count=count)
            for href, label, count, shown in items
            if shown
        )


def pages_of(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


PagesHere = Annotated[Pages, Depends(pages_of)]


def go(path: str, done: str = "", *, removed: int = 0, note: str = "") -> RedirectResponse:
    """303 to a page, which then says what was done.

    `removed`: unprintable characters taken out. `note`: a sentence as `Pages.note` signs it.
    """
    said = {"done": done, "removed": str(removed or ""), "note": note}
    query = urlencode({name: value for name, value in said.items() if value})
    return RedirectResponse(path + (f"?{query}" if query else ""), status_code=HTTPStatus.SEE_OTHER)


def moment(at: datetime) -> str:
    """A moment as the office's clocks show it, to the minute."""
    return f"{local_time(at):%Y-%m-%d %H:%M}"


def short(digest: str) -> str:
    """The beginning of a digest: enough to tell two apart by eye."""
    return digest.rpartition(":")[2][:10]


def role_labels(roles: Iterable[Role]) -> str:
    held = frozenset(roles)
    return "、".join(role.label for role in Role if role in held)


def home_of(person: Person) -> str:
    """Where a person's work is."""
    roles = person.roles
    if roles & WRITING:
        return "/drafts"
    if roles & SIGNING:
        return "/approvals"
    if Role.PUBLISHER in roles:
        return "/releases"
    if Role.AUDITOR in roles:
        return "/audit"
    return "/people" if Role.ADMIN in roles else "/drafts"
