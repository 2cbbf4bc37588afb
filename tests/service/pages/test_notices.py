"""The bell, the list and its settings; the link from a mail to one desk."""

from __future__ import annotations

from dataclasses import replace

from service.actions.approval_link import link_for
from service.actions.tell_events import tell_events
from service.office import Office
from service.store.notices import NoticeKind
from tests.service.pages.conftest import PASSWORD, Browser, Page


def bell(page: Page) -> str:
    found = page.tree.css_first(".bell")
    return " ".join(found.text().split()) if found else ""


def test_the_bell_counts_what_is_unread_and_the_list_opens_it(
    office: Office, submit, sign_in, staff
):
    tell_events(office)
    submit()
    tell_events(office)
    reviewer = sign_in("chen")
    page = reviewer.get("/notices")
    assert bell(page) == "提醒1 条未读"
    assert "等您审签" in page.text
    assert "《关于办理登记的通知》" in page.text
    mine = staff["chen"].id
    (number,) = [one["id"] for one in notices(office) if one["person_id"] == mine]
    page = reviewer.fill(f"/notices/{number}/open")
    assert page.path == "/approvals/1"
    assert bell(page) == "提醒"
    assert "没有未读的提醒" in reviewer.get("/notices?show=unread").text
    assert "已读" in reviewer.get("/notices").text


def test_all_at_once_and_only_ones_own(office: Office, submit, sign_in):
    tell_events(office)
    submit()
    tell_events(office)
    first, second = sign_in("chen"), sign_in("liu")
    first.get("/notices")
    page = first.fill("/notices/read")
    assert "已全部标为已读" in page.text
    page = second.get("/notices")
    assert bell(page) == "提醒1 条未读"
    csrf = str(page.tree.css_first("input[name=csrf]").attributes["value"])
    other = next(one["id"] for one in notices(office) if one["person_id"] == 2)
    assert second.send(f"/notices/{other}/open", csrf=csrf).path == "/notices"
    assert bell(second.get("/notices")) == "提醒1 条未读"


def notices(office: Office) -> list[dict[str, int]]:
    with office.store.engines.reading.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, person_id FROM notices ORDER BY id")
        return [dict(row) for row in rows.mappings()]


def test_settings_are_kept_and_a_wrong_address_is_told_with_what_was_typed(sign_in):
    person = sign_in("chen")
    page = person.get("/notices/settings")
    assert "还没有设置邮件服务器" in page.text
    page = person.fill("/notices/settings", mail="chen@x", wanted=["soon-mail"])
    assert "提醒设置已保存" in page.text
    ticked = [
        box.attributes["value"]
        for box in page.tree.css("input[name=wanted][checked]")
        if "disabled" not in box.attributes
    ]
    assert ticked == ["soon-mail"]
    page = person.fill("/notices/settings", mail="chen at x", wanted=["due-page"])
    assert page.status == 422
    assert "邮箱地址写法不对" in page.alert
    assert page.tree.css_first("#mail").attributes["value"] == "chen at x"
    assert page.tree.css_first("input[value=due-page]").attributes.get("checked", "no") != "no"


def linked(office: Office, staff, login: str) -> str:
    """The path a mail to this person would lead to."""
    settings = replace(office.settings, public_url="http://xianshen.test")
    with replace(office, settings=settings).write() as unit:
        (notice,) = unit.notices.of(staff[login].id)
        assert notice.kind is NoticeKind.ARRIVED
        return link_for(replace(office, settings=settings), unit, notice).removeprefix(
            "http://xianshen.test"
        )


def test_a_link_leads_through_a_fresh_sign_in_to_the_desk_and_is_used_up(
    office: Office, staff, submit, anybody: Browser, sign_in, watch
):
    tell_events(office)
    _, number = submit()
    tell_events(office)
    path = linked(office, staff, "chen")
    page = anybody.get(path)
    assert page.path == "/sign-in"
    page = anybody.fill("/sign-in", login="chen", password=PASSWORD)
    assert page.path == path
    assert "关于办理登记的通知" in page.text
    assert "去审签" in page.text
    other = sign_in("liu").get(path)
    assert other.status == 404
    assert "关于办理登记" not in other.text
    page = anybody.fill(path)
    assert page.path == f"/approvals/{number}"
    page = anybody.get(path)
    assert page.status == 409
    assert "用过" in page.alert
    path = linked(office, staff, "chen")
    watch.wait(hours=1)
    page = anybody.get(path)
    assert "再次确认" in page.html  # the session is old: who it is must be shown anew
    assert "去审签" not in page.text


def test_what_is_no_link_at_all_is_no_page(sign_in):
    person = sign_in("chen")
    assert person.get("/approve/x").status in (404, 422)
    assert person.get("/approve/" + "x" * 43).status == 404
