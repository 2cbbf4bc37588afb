"""What is done in the house besides moving drafts: the other half of the log's vocabulary."""

from __future__ import annotations

from enum import StrEnum

from review.draft import Action


class Deed(StrEnum):
    """Stored as it stands here; a value once used is never given another meaning."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    PROVED_AGAIN = "proved_again"
    STRANGER_CAME = "stranger_came"
    IDENTITY_BOUND = "identity_bound"
    IDENTITY_ENDED = "identity_ended"
    STRANGER_SENT_AWAY = "stranger_sent_away"
    PERSON_ADDED = "person_added"
    PERSON_DISABLED = "person_disabled"
    PERSON_ENABLED = "person_enabled"
    PASSWORD_SET = "password_set"  # noqa: S105  # a deed, no password
    ROLES_SET = "roles_set"
    UNIT_ADDED = "unit_added"
    UNIT_CHANGED = "unit_changed"
    UNIT_CLOSED = "unit_closed"
    UNIT_OPENED = "unit_opened"
    ROLE_LENT = "role_lent"
    ROLE_TAKEN_BACK = "role_taken_back"
    DUTY_SET = "duty_set"
    DUTY_ENDED = "duty_ended"
    DUTY_HANDED_OVER = "duty_handed_over"
    DUTY_CALLED = "duty_called"
    DRAFT_ASSIGNED = "draft_assigned"
    STEP_ESCALATED = "step_escalated"
    EMERGENCY_WITHDRAWN = "emergency_withdrawn"
    LINK_USED = "link_used"
    ADDRESS_SET = "address_set"
    LEAVE_SET = "leave_set"
    LEAVE_ENDED = "leave_ended"
    POSTING_PLANNED = "posting_planned"
    POSTING_SENDING = "posting_sending"
    POSTING_CONFIRMED = "posting_confirmed"
    POSTING_REFUSED = "posting_refused"
    POSTING_UNKNOWN = "posting_unknown"
    POSTING_DECIDED = "posting_decided"
    POSTING_PACKED = "posting_packed"
    POSTING_READ_BACK = "posting_read_back"
    POSTING_TAMPERED = "posting_tampered"
    POSTING_STAGED = "posting_staged"
    RELEASE_TIMED = "release_timed"
    RELEASE_HELD = "release_held"
    RELEASE_RESUMED = "release_resumed"
    TAKEDOWN_PLANNED = "takedown_planned"
    TAKEDOWN_DONE = "takedown_done"
    TAKEDOWN_FAILED = "takedown_failed"
    TAKEDOWN_DECIDED = "takedown_decided"
    KEYS_ROTATED = "keys_rotated"
    BACKUP_MADE = "backup_made"
    OVERLAY_PROPOSED = "overlay_proposed"
    OVERLAY_MADE = "overlay_made"
    OVERLAY_ENDED = "overlay_ended"
    SECOND_READING = "second_reading"
    DRAFT_CLAIMED = "draft_claimed"
    DRAFT_TAKEN_OVER = "draft_taken_over"
    DRAFT_PUT_BACK = "draft_put_back"
    COMMENTED = "commented"
    SECRET_REFUSED = "secret_refused"  # noqa: S105  # a deed, no password
    FALSE_ALARM = "false_alarm"
    INCIDENT_OPENED = "incident_opened"
    INCIDENT_HANDLED = "incident_handled"
    INCIDENT_REPORTED = "incident_reported"
    INCIDENT_TRANSFERRED = "incident_transferred"
    INCIDENT_CLOSED = "incident_closed"
    SPONSOR_KEPT = "sponsor_kept"
    ACCOUNT_ENTERED = "account_entered"
    ACCOUNT_CHANGED = "account_changed"
    ACCOUNT_FIGURES = "account_figures"
    PETITION_ASKED = "petition_asked"
    PETITION_GRANTED = "petition_granted"
    PETITION_RETURNED = "petition_returned"
    PETITION_REFUSED = "petition_refused"
    PETITION_DROPPED = "petition_dropped"
    PETITION_DONE = "petition_done"
    SURVEY_TAKEN = "survey_taken"
    SURVEY_SETTLED = "survey_settled"
    TRAINING_RECORDED = "training_recorded"
    POLICY_TRAITS = "policy_traits"
    INTERPRETATION_LINKED = "interpretation_linked"
    INSPECTION_DRAWN = "inspection_drawn"
    INSPECTION_OBSERVED = "inspection_observed"
    VETO_SETTLED = "veto_settled"
    INSPECTION_CLOSED = "inspection_closed"
    TICKET_MOVED = "ticket_moved"

    @property
    def label(self) -> str:
        return {
            "sign_in": "登录",
            "sign_in_failed": "登录失败",
            "sign_out": "退出登录",
            "proved_again": "再次确认身份",
            "stranger_came": "统一身份未绑定",
            "identity_bound": "绑定统一身份",
            "identity_ended": "解除统一身份",
            "stranger_sent_away": "不予绑定",
            "person_added": "新增人员",
            "person_disabled": "停用人员",
            "person_enabled": "恢复人员",
            "password_set": "设置密码",
            "roles_set": "设置角色",
            "unit_added": "新增单位",
            "unit_changed": "修改单位",
            "unit_closed": "停用单位",
            "unit_opened": "恢复单位",
            "role_lent": "委托代签",
            "role_taken_back": "收回委托",
            "duty_set": "排班",
            "duty_ended": "撤下排班",
            "duty_handed_over": "值班交接",
            "duty_called": "转值班",
            "draft_assigned": "派给值班人员",
            "step_escalated": "逾期上报",
            "emergency_withdrawn": "紧急撤回",
            "link_used": "使用审签链接",
            "address_set": "设置通知邮箱",
            "leave_set": "登记休假",
            "leave_ended": "销假",
            "posting_planned": "列入发送",
            "posting_sending": "开始发送",
            "posting_confirmed": "平台确认",
            "posting_refused": "平台拒绝",
            "posting_unknown": "结果不明",
            "posting_decided": "人工判定",
            "posting_packed": "取代发包",
            "posting_read_back": "回读一致",
            "posting_tampered": "回读不一致",
            "posting_staged": "暂存核对",
            "release_timed": "定时",
            "release_held": "暂停发送",
            "release_resumed": "恢复发送",
            "takedown_planned": "列入撤下",
            "takedown_done": "平台已撤下",
            "takedown_failed": "撤下未成",
            "takedown_decided": "撤下判定",
            "keys_rotated": "更换签名密钥",
            "backup_made": "备份数据",
            "overlay_proposed": "提出词库调整",
            "overlay_made": "调整词库",
            "overlay_ended": "结束词库调整",
            "second_reading": "第二读者通读",
            "draft_claimed": "认领",
            "draft_taken_over": "接手",
            "draft_put_back": "放回待办",
            "commented": "批注",
            "secret_refused": "涉密拒收",
            "false_alarm": "标为误报",
            "incident_opened": "登记事件",
            "incident_handled": "处置事件",
            "incident_reported": "上报事件",
            "incident_transferred": "转办事件",
            "incident_closed": "了结事件",
            "sponsor_kept": "填写登记表头",
            "account_entered": "登记账号",
            "account_changed": "账号登记变动",
            "account_figures": "登记账号数据",
            "petition_asked": "申请账号事项",
            "petition_granted": "批准账号事项",
            "petition_returned": "退回账号申请",
            "petition_refused": "不予批准",
            "petition_dropped": "撤回账号申请",
            "petition_done": "办结账号事项",
            "survey_taken": "账号摸底",
            "survey_settled": "处理摸底结果",
            "training_recorded": "登记培训",
            "policy_traits": "标注政策文件",
            "interpretation_linked": "关联解读",
            "inspection_drawn": "抽取账号",
            "inspection_observed": "登记抽查情况",
            "veto_settled": "认定否决项",
            "inspection_closed": "结束抽查",
            "ticket_moved": "办理整改单",
        }[self]


Verb = Action | Deed


def verb_of(value: str) -> Verb:
    """The action or deed stored under this value; ValueError if there is none."""
    return Action(value) if value in _ACTIONS else Deed(value)


_ACTIONS = frozenset(action.value for action in Action)
