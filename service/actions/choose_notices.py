"""提醒设置: where a person wants to be told of what, and to which address."""

from __future__ import annotations

from collections.abc import Collection

from review.draft import Person
from service.actions.desk import seated
from service.actions.errors import InvalidError
from service.letters.mail import is_address
from service.office import Office
from service.store.deed import Deed
from service.store.notices import NoticeKind, Where

ALWAYS = frozenset({NoticeKind.OWED, NoticeKind.OBJECTED, NoticeKind.ESCALATED})
"""What is shown in the page whether one wants it or not: others have done their part already."""


def choose_notices(
    office: Office,
    actor: Person,
    *,
    mail: str,
    wanted: Collection[tuple[NoticeKind, Where]],
) -> None:
    """Exactly these from now on. That the address changed is recorded, not to which."""
    address = mail.strip()
    if address and not is_address(address):
        raise InvalidError("邮箱地址写法不对，应像 name@example.gov.cn 这样，只写一个；请改正。")
    with office.write() as unit:
        person = seated(unit, actor, office.now())
        if unit.notices.choices([person.id])[person.id].mail != address:
            unit.notices.set_mail(person.id, address)
            detail = {"person": str(person.id), "set": "yes" if address else "no"}
            unit.events.record(Deed.ADDRESS_SET, person, office.now(), detail=detail)
        for kind in NoticeKind:
            for where in Where:
                forced = where is Where.PAGE and kind in ALWAYS
                unit.notices.choose(
                    person.id, kind, where, wanted=forced or (kind, where) in wanted
                )
