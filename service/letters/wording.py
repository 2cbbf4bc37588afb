"""提醒的话: every notice as one Chinese sentence, the same in page, mail and webhook."""

from __future__ import annotations

from datetime import datetime

from review.refusal import clock_time
from service.store.notices import Notice, NoticeKind


def sentence_of(notice: Notice) -> str:
    """What somebody is told, without a word of any draft."""
    return _SENTENCES[notice.kind](notice)


def subject_of(notice: Notice) -> str:
    """The same in a few words, for a mail's subject."""
    about = f"稿件 {notice.draft}" if notice.draft is not None else ""
    return f"[先审] {notice.kind.label}{f'：{about}' if about else ''}"


def path_of(notice: Notice) -> str:
    """Where in the house it leads."""
    if notice.draft is None:
        return "/approvals" if notice.kind is NoticeKind.DIGEST else "/notices"
    if notice.kind in TO_SIGN:
        return f"/approvals/{notice.draft}"
    return f"/drafts/{notice.draft}"


TO_SIGN = frozenset({NoticeKind.ARRIVED, NoticeKind.SOON, NoticeKind.DUE, NoticeKind.OWED})
"""Notices to whoever is to sign."""


def _about(notice: Notice) -> str:
    step = notice.detail.get("step", "")
    return f"稿件 {notice.draft}{f'（{step}）' if step else ''}"


def _due(notice: Notice, word: str = "时限") -> str:
    due = notice.detail.get("due", "")
    return f"，{word} {clock_time(datetime.fromisoformat(due))}" if due else ""


def _by(notice: Notice) -> str:
    return notice.detail.get("by", "") or "系统"


def _arrived(notice: Notice) -> str:
    assigned = "已派给当班的您" if notice.detail.get("assigned") else "等您审签"
    return f"{_about(notice)}{assigned}{_due(notice)}。"


def _soon(notice: Notice) -> str:
    return f"{_about(notice)}快到时限{_due(notice)}，请尽快审签。"


def _at_due(notice: Notice) -> str:
    return f"{_about(notice)}已到时限{_due(notice)}，还没有签，请马上处理。"


def _escalated(notice: Notice) -> str:
    who = notice.detail.get("people", "")
    who = f"（可签的人：{who}）" if who else "（现在没有可签的人）"
    return f"{_about(notice)}逾期未签{_due(notice)}{who}，请督促或另行安排。"


def _owed(notice: Notice) -> str:
    return f"{_about(notice)}已经应急发布，等您补签{_due(notice)}。"


def _objected(notice: Notice) -> str:
    return f"{_about(notice)}已经应急发布，{_by(notice)}补签时不同意，请立即决定是否撤回。"


def _returned(notice: Notice) -> str:
    what = "退稿" if notice.detail.get("verb") == "reject" else "退回修改"
    return f"您的{_about(notice)}被{_by(notice)}{what}，理由见稿件页。"


def _approved(notice: Notice) -> str:
    return f"{_about(notice)}已签发，等待发布。"


def _out(notice: Notice) -> str:
    if notice.detail.get("verb") == "withdraw":
        return f"您的{_about(notice)}已由{_by(notice)}撤稿。"
    return f"您的{_about(notice)}已发布，各平台结果见发布页。"


def _commented(notice: Notice) -> str:
    return f"{_by(notice)}在您的{_about(notice)}上写了批注。"


def _trouble(notice: Notice) -> str:
    return f"{_about(notice)}发布后的内容与签发的不一致，请马上核对。"


def _digest(notice: Notice) -> str:
    parts = [
        f"{words} {notice.detail[name]} 篇"
        for name, words in (
            ("waiting", "等您审签"),
            ("late", "其中已超时"),
            ("soon", "今天到时限"),
            ("returned", "退回给您、还没再送审"),
        )
        if notice.detail.get(name, "0") != "0"
    ]
    return f"{notice.detail.get('day', '')} 摘要：{'，'.join(parts)}。"


_SENTENCES = {
    NoticeKind.ARRIVED: _arrived,
    NoticeKind.SOON: _soon,
    NoticeKind.DUE: _at_due,
    NoticeKind.ESCALATED: _escalated,
    NoticeKind.OWED: _owed,
    NoticeKind.OBJECTED: _objected,
    NoticeKind.RETURNED: _returned,
    NoticeKind.APPROVED: _approved,
    NoticeKind.OUT: _out,
    NoticeKind.COMMENTED: _commented,
    NoticeKind.TROUBLE: _trouble,
    NoticeKind.DIGEST: _digest,
}
