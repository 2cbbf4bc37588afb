"""The pages of incidents: found by the machine, told side by side, ended by a person."""

from __future__ import annotations

import pytest

from service.actions.read_back_posting import read_back_due
from service.edge.incidents import side_by_side
from service.platforms.manual import connector
from service.platforms.manual.places import Place
from service.platforms.public import Fetcher
from service.worker import tell_once, work_once
from tests.service.pages.conftest import PASSWORD, fields_of


@pytest.fixture
def drifted(approve, sign_in, office, watch) -> str:
    """A page of the website somebody changed; its posting's key."""
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    publisher.fill(f"/releases/plan/{number}", platforms=["folder"])
    work_once(office)
    tell_once(office)
    (page,) = office.settings.site_dir.glob("*/index.html")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("登记", "登极"), encoding="utf-8")
    watch.wait(minutes=6)
    assert read_back_due(office)
    tell_once(office)
    return page.parent.name


def test_a_drift_is_listed_shown_side_by_side_and_closed_with_a_reason(drifted, sign_in):
    publisher = sign_in("wu")
    page = publisher.get("/incidents")
    assert "网站上的内容与签发的不一致" in page.text
    page = publisher.get("/incidents/1")
    assert "<del>记</del>" in page.html
    assert "<ins>极</ins>" in page.html
    assert "待处置" in page.text
    page = publisher.fill("/incidents/1/handle", note="已通知网站管理员恢复页面。")
    assert "处置中" in page.text
    page = publisher.fill("/incidents/1/report", told="市政府办公室", note="")
    assert "市政府办公室" in page.text
    page = publisher.fill("/incidents/1/close", note="好")
    assert page.status in {400, 422}
    assert "至少" in page.alert
    page = publisher.fill("/incidents/1/close", note="页面已恢复，系编辑误操作。")
    assert "已了结" in page.text
    assert "没有未了结的事件" in publisher.get("/incidents").text
    assert "已上报" in publisher.get("/incidents?state=closed").text


def test_what_was_typed_is_not_lost_when_it_cannot_be_taken(drifted, sign_in):
    publisher = sign_in("wu")
    publisher.get("/incidents/1")
    long = "长" * 200
    page = publisher.fill("/incidents/1/report", told=long, note="电话首报。")
    assert page.status in {400, 422}
    assert long in page.html
    assert "电话首报。" in page.html


def test_those_who_were_told_are_named(drifted, sign_in, office):
    page = sign_in("wu").get("/incidents/1")
    assert "已提醒" in page.text
    assert "吴倩（" in page.text


def test_an_editor_sees_it_and_may_not_end_it(drifted, sign_in):
    editor = sign_in("lin")
    page = editor.get("/incidents/1")
    assert page.status == 200
    assert not page.has_form("/incidents/1/close")


def test_over_the_api_it_is_opened_handled_and_closed(client, drifted):
    browser = client()
    made = browser.post("/api/v1/sessions", json={"login": "wu", "password": PASSWORD}).json()
    browser.headers["authorization"] = f"Bearer {made['token']}"
    listed = browser.get("/api/v1/incidents").json()
    assert [one["kind"] for one in listed] == ["drift"]
    assert listed[0]["posting"] == drifted
    assert browser.get("/api/v1/incidents/99").status_code == 404
    given = {"unit": 1, "kind": "account", "subject": "账号密码疑似泄露"}
    number = browser.post("/api/v1/incidents", json=given).json()["id"]
    path = f"/api/v1/incidents/{number}"
    assert browser.post(f"{path}/handle", json={"note": "已改密码。"}).status_code == 204
    assert browser.post(f"{path}/report", json={"told": "网信办"}).status_code == 204
    assert browser.post(f"{path}/close", json={"note": "好"}).status_code in {400, 422}
    assert browser.post(f"{path}/close", json={"note": "核查完毕。"}).status_code == 204
    steps = [one["step"] for one in browser.get(path).json()["steps"]]
    assert steps == ["opened", "handled", "reported", "closed"]


def test_nobody_else_learns_that_there_is_one(anybody):
    assert anybody.get("/incidents/1").status in {200, 303, 401}
    assert "登记" not in anybody.get("/incidents/1").text


@pytest.mark.parametrize("path", ["/incidents/0", "/incidents/99", "/incidents/x"])
def test_there_is_no_such_incident(sign_in, path):
    assert sign_in("wu").get(path).status in {404, 422}


def test_lines_stand_beside_those_they_became():
    rows = list(side_by_side("题\n一段\n二段", "题\n一段话\n三段\n广告"))
    assert [row.changed for row in rows] == [False, True, True, True]
    assert rows[-1].signed is None
    assert rows[-1].seen is not None


def test_what_a_person_publishes_is_handed_over_and_given_back_on_the_release_page(
    approve, sign_in, office
):
    place = connector(Place(name="toutiao", label="头条号", hosts=("toutiao.com",)), Fetcher())
    platforms = {**office.platforms, "toutiao": place}
    object.__setattr__(office, "platforms", platforms)
    number = approve()
    publisher = sign_in("wu")
    publisher.get(f"/releases/plan/{number}")
    publisher.fill(f"/releases/plan/{number}", platform=["toutiao"])
    work_once(office)
    page = publisher.get(f"/releases/{number}-1")
    assert "待人工代发" in page.text
    assert "被拒绝" not in page.text
    key = f"/postings/{number}-1-toutiao"
    form = page.form(f"{key}/package")
    packed = publisher.client.post(f"{key}/package", data=fields_of(form))
    assert packed.headers["content-type"] == "application/zip"
    assert packed.content.startswith(b"PK")
    given = {"evidence": "已在后台发布", "url": "https://evil.example/1", "decision": "is_out"}
    page = publisher.fill(f"{key}/decide", **given)
    assert "不在该平台的网站上" in page.alert
    assert "https://evil.example/1" in page.html
    page = publisher.fill(f"{key}/decide", **{**given, "url": "https://www.toutiao.com/article/1/"})
    assert "已按您的决定处理" in page.text
