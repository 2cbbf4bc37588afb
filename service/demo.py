"""Demo people and drafts, so that a newcomer sees every page with something on it.

Everything is made by the same actions people use; nothing is written past them.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from review.draft import Draft, Person, Role, Seen
from review.model import Category, Document, Facts, Severity
from review.secrecy import Question, Reply
from review.staff import TOP
from service.actions.add_person import add_person
from service.actions.answer_finding import answer_finding
from service.actions.change_unit import change_unit
from service.actions.comment_draft import comment_draft
from service.actions.holds import claim_drafts
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.unit_facts import UnitFacts
from service.actions.waive_finding import waive_finding
from service.edge.opened import open_draft
from service.office import Office

# No letter or figure that is taken for another when read off a screen.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"

PEOPLE: Final = (
    ("bianji", "林小雨", Role.EDITOR),
    ("chushen", "陈明", Role.FIRST),
    ("fushen", "周芳", Role.SECOND),
    ("zhongshen", "何建平", Role.FINAL),
    ("fabu", "吴倩", Role.PUBLISHER),
    ("guanli", "郑凯", Role.ADMIN),
    ("shenji", "苏敏", Role.AUDITOR),
    ("baomi", "宓岚", Role.SECRECY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One demo account; the password is known here and nowhere else."""

    person: Person
    password: str


def add_demo(office: Office) -> tuple[DemoPerson, ...]:
    """Accounts of every role and a few drafts; nothing, if there are people already."""
    with office.read() as unit:
        if unit.people.list():
            return ()
    made = tuple(_add(office, login, name, role) for login, name, role in PEOPLE)
    people = [one.person for one in made]
    facts = UnitFacts(name="云溪区融媒体中心", parent=TOP, supervisor=people[3].id)
    change_unit(office, None, TOP, facts)
    _add_drafts(office, people)
    return made


def _add(office: Office, login: str, name: str, role: Role) -> DemoPerson:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    password = "-".join((letters[:4], letters[4:8], letters[8:]))
    person = add_person(
        office, None, login=login, name=name, roles=frozenset({role}), password=password
    )
    return DemoPerson(person=person, password=password)


def _add_drafts(office: Office, people: Sequence[Person]) -> None:
    editor, first, second, final = people[:4]
    approved = _submitted(office, editor, MARKET)
    for person in (first, second, final):
        approved = _signed(office, person, approved)
    half = _submitted(office, editor, CLINIC)
    _signed(office, first, half)
    back = _submitted(office, editor, BUS)
    send_back_draft(
        office,
        first,
        back.id,
        seen=_seen(back),
        reason="首末班时间与交通部门的通知不一致，请核对后再送审。",
    )
    fixed = save_draft(office, editor, back.id, version=back.version, document=BUS_FIXED)
    _submit(office, editor, _settled(office, editor, fixed))
    comment_draft(office, first, back.id, passage="票价1元", said="票价按主管部门的批复核对过吗？")
    comment_draft(office, editor, back.id, said="核对过，批复已交业务科室存档。")
    claim_drafts(office, second, [half.id])
    listed = _submitted(office, editor, AWARD)
    for person in (first, second):
        listed = _signed(office, person, listed)
    _start(office, editor, FAULTY)


def _start(office: Office, editor: Person, document: Document) -> Draft:
    return start_draft(office, editor, document, form_key=secrets.token_urlsafe(18))


def _submitted(office: Office, editor: Person, document: Document) -> Draft:
    return _submit(office, editor, _settled(office, editor, _start(office, editor, document)))


def _settled(office: Office, editor: Person, draft: Draft) -> Draft:
    for finding in open_draft(office, editor, draft.id).report.findings:
        settle = {Severity.BLOCK: waive_finding, Severity.WARN: answer_finding}.get(
            finding.severity
        )
        if settle is not None:
            draft = settle(
                office,
                editor,
                draft.id,
                version=draft.version,
                finding=finding.key,
                reason="演示稿件：已与业务科室核对，按原文保留。",
            )
    return draft


def _submit(office: Office, editor: Person, draft: Draft) -> Draft:
    # Asked only of public lists; whoever is not asked may answer all the same.
    none = tuple(Reply(question=question, yes=False) for question in Question)
    return submit_draft(office, editor, draft.id, version=draft.version, replies=none)


def _signed(office: Office, person: Person, draft: Draft) -> Draft:
    return sign_draft(office, person, draft.id, seen=_seen(draft), opinion="同意。")


def _seen(draft: Draft) -> Seen:
    if draft.seen is None:
        raise ValueError("a demo draft must be in review to be signed")
    return draft.seen


AWARD: Final = Document(
    title="云溪区“最美志愿者”拟表彰名单公示",
    author="林小雨",
    source="云溪区精神文明建设办公室",
    body=(
        "经各镇街推荐、评审组评议，拟表彰李晓晴等12名志愿者，现将名单予以公示。\n"
        "公示期为11月24日至30日。如有异议，请在公示期内以书面形式向区精神文明建设办公室反映。\n"
    ),
    facts=Facts(category=Category.PUBLIC_LIST),
)
MARKET: Final = Document(
    title="云溪区便民市场10月起延长营业时间",
    author="林小雨",
    source="云溪区商务局",
    body=(
        "为方便居民下班后采购，云溪区3个便民市场自10月8日起延长营业时间，"
        "每日营业至晚上9点。\n"
        "延时期间，市场将增派保洁和安保人员，停车场前2小时免费。"
        "居民有意见和建议，可拨打12345政务服务便民热线。\n"
    ),
    facts=Facts(category=Category.SERVICE),
)
CLINIC: Final = Document(
    title="云溪区为老年人提供免费健康体检",
    author="林小雨",
    source="云溪区卫生健康局",
    body=(
        "即日起至11月30日，云溪区为65岁及以上常住老年人提供一次免费健康体检。"
        "体检项目包括血压、血糖、心电图和腹部超声等。\n"
        "老年人可携带身份证到就近的社区卫生服务中心办理，行动不便的可预约上门服务。\n"
    ),
    facts=Facts(category=Category.NOTICE),
)
BUS: Final = Document(
    title="云溪区新开通3条社区公交线路",
    author="林小雨",
    source="云溪区交通运输局",
    body=(
        "11月1日起，云溪区新开通3条社区公交线路，连接12个居民小区和2座地铁站。\n"
        "线路首班车早上6点发车，末班车晚上9点发车，票价1元。\n"
    ),
    facts=Facts(category=Category.NEWS),
)
BUS_FIXED: Final = Document(
    title="云溪区新开通3条社区公交线路",
    author="林小雨",
    source="云溪区交通运输局",
    body=(
        "11月1日起，云溪区新开通3条社区公交线路，连接12个居民小区和2座地铁站。\n"
        "线路首班车早上6点30分发车，末班车晚上9点30分发车，票价1元，"
        "65岁及以上老年人凭证免费乘坐。\n"
    ),
    facts=Facts(category=Category.NEWS),
)
FAULTY: Final = Document(
    title="云溪区召开耕地保护座谈会",
    author="林小雨",
    source="云溪区政府办公室",
    body=(
        "近日，云溪区召开座谈会，学习国土资源部关于耕地保护的通知，强调要铸牢中华民族共同休意识。\n"
        "会议要求，根据《中华人民共和国合同法》规范土地流转，各单位要按步就班抓好落实。\n"
        "会议指出,要在12月32日前建立健全长效机制。\n"
        "联系人：张某，身份证号11010519491231002X，手机13800138000。\n"
        "点击链接领取限时优惠，加微信 vx886699 了解详情。\n"
    ),
    facts=Facts(category=Category.NEWS),
)
