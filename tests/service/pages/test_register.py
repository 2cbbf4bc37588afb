"""The register's pages: a unit fills in its form, asks, is granted; and sees nothing of another's."""

from __future__ import annotations

import pytest

from service.actions.verify_audit import verify_audit
from service.sheets.register.xlsx import read_register_xlsx, write_register_xlsx
from tests.review.register.test_form import FORM
from tests.service.pages.test_staffing import with_branch

WECHAT = {
    "name": "云溪健康",
    "opened": "2018年5月4日",
    "fans": "1.2万",
    "reads": "300",
    "frequency": "每周5次",
    "wechat_id": "yunxijiankang",
    "original_id": "gh_0123456789ab",
    "kind": "订阅号",
    "principal": "云溪区卫健局",
}


def with_account(editor):
    editor.get("/accounts/units/2?block=wechat")
    return editor.fill("/accounts/units/2/enter", **WECHAT)


def test_a_unit_fills_in_its_form_and_takes_it_out_as_excel(office, sign_in, staff):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    assert "还没有登记账号" in editor.get("/accounts").text
    editor.get("/accounts/units/2")
    page = editor.fill(
        "/accounts/units/2/head",
        level="county_department",
        leader="周和",
        post="局长",
        office_phone="0763-3360000",
    )
    assert "登记表表头已保存" in page.text
    page = with_account(editor)
    assert "账号已登记" in page.text, page.alert
    assert "云溪健康" in page.text
    answer = editor.client.get("/accounts/units/2/form.xlsx")
    form = read_register_xlsx(answer.content).form
    assert (form.header.sponsor, form.header.leader, form.header.count) == (
        "云溪区卫健局",
        "周和",
        "1",
    )
    assert form.profiles[0].opened == "2018-05-04"
    assert form.profiles[0].fans == "12000"
    assert verify_audit(office) == ()


def test_what_cannot_be_taken_is_said_and_stays_in_the_form(sign_in, staff):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    editor.get("/accounts/units/2?block=wechat")
    page = editor.fill("/accounts/units/2/enter", **{**WECHAT, "original_id": "gh_1"})
    assert page.status == 422
    assert "原始ID" in page.alert
    assert 'value="yunxijiankang"' in page.html


def test_a_form_is_imported_only_after_its_rows_were_seen(sign_in, staff):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    editor.get("/accounts/units/2")
    csrf = editor.page.tree.css_first("input[name=csrf]").attributes["value"]
    wrong = FORM.profiles[0].__class__(block=FORM.profiles[1].block, name="没有地址")
    data = write_register_xlsx(FORM.__class__(header=FORM.header, profiles=(*FORM.profiles, wrong)))
    answer = editor.client.post(
        "/accounts/units/2/import", data={"csrf": csrf}, files={"form": ("登记表.xlsx", data)}
    )
    assert answer.status_code == 200
    assert "4 个可以登记" in answer.text
    assert "不是云溪区卫健局" in answer.text
    assert "清河交通" not in editor.get("/accounts").text
    packed = answer.text.partition('name="packed" value="')[2].partition('"')[0]
    kept = {"csrf": csrf, "packed": packed}
    refused = editor.client.post("/accounts/units/2/import/keep", data=kept)
    assert "没有登记" in refused.text
    done = editor.client.post("/accounts/units/2/import/keep", data={**kept, "only_good": "1"})
    assert "账号已登记" in done.text
    page = editor.get("/accounts")
    assert "清河交通" in page.text
    assert "没有地址" not in page.text
    stolen = editor.client.post(
        "/accounts/units/2/import/keep", data={**kept, "packed": packed[:-2] + "xx"}
    )
    assert stolen.status_code == 422


def test_closing_is_asked_granted_from_above_and_carried_out(office, sign_in, staff):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    with_account(editor)
    editor.get("/petitions/new?kind=close&account=1")
    page = editor.fill(
        "/petitions",
        url="https://mp.weixin.qq.com/s/abc",
        starts="2026-10-26",
        ends="2026-11-20",
        reason="整合到区级账号",
    )
    assert "等待主管单位审批" in page.text, page.alert
    leader = sign_in("he")
    assert "待您办理" in leader.get("/petitions").text
    leader.get("/petitions/1")
    csrf = leader.page.tree.css_first("input[name=csrf]").attributes["value"]
    assert "写明理由" in leader.send("/petitions/1/refuse", csrf=csrf).alert
    leader.get("/petitions/1")
    assert "已批准" in leader.fill("/petitions/1/grant", opinion="同意").text
    editor.get("/petitions/1")
    page = editor.fill("/petitions/1/carry_out")
    assert "已办结" in page.text
    assert "已关停" in editor.get("/accounts/1").text
    assert verify_audit(office) == ()


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/units/1",
        "/accounts/units/3",
        "/accounts/units/3/form.xlsx",
        "/petitions/new?kind=change&account=2",
        "/accounts/2",
        "/surveys/7",
    ],
)
def test_a_host_unit_sees_nothing_of_another(sign_in, staff, path):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    with_account(editor)
    assert editor.get(path).status == 404


def test_the_authority_sees_all_and_a_host_unit_only_itself(sign_in, staff):
    with_branch(sign_in, staff)
    auditor, editor = sign_in("su"), sign_in("yi")
    whole, own = auditor.get("/supervision").text, editor.get("/supervision").text
    assert "云溪区教育局" in whole
    assert "云溪区卫健局" in whole
    assert "云溪区卫健局" in own
    assert "云溪区教育局" not in own


def test_a_survey_lists_what_is_not_on_the_register(office, sign_in, staff):
    with_branch(sign_in, staff)
    with_account(sign_in("yi"))
    admin = sign_in("zheng")
    admin.get("/surveys")
    csrf = admin.page.tree.css_first("input[name=csrf]").attributes["value"]
    table = "平台,账号名称,最近更新时间\r\n微信公众号,云溪健康,2026-11-20\r\n抖音,云溪疾控,2026年1月5日\r\n"
    answer = admin.client.post(
        "/surveys",
        data={"csrf": csrf, "unit": "1", "name": "第四季度摸底"},
        files={"list": ("名单.csv", table.encode("gb18030"))},
    )
    assert "疑似瞒报漏报" in answer.text
    assert "僵尸账号" in answer.text
    bad = "平台,账号名称,最近更新时间\r\n抖音,,昨天\r\n"
    answer = admin.client.post(
        "/surveys", data={"csrf": csrf, "unit": "1"}, files={"list": ("名单.csv", bad.encode())}
    )
    assert answer.status_code == 422
    assert "第2行“账号名称”没有填" in answer.text
    assert verify_audit(office) == ()


def test_a_training_is_recorded_and_who_is_due_stands_first(office, sign_in, staff):
    admin = sign_in("zheng")
    assert "没有培训记录" in admin.get("/trainings").text
    page = admin.fill(
        "/trainings",
        topic="政务新媒体内容审核",
        hours="8",
        day="2026-11-20",
        until="2027-11-20",
        person=[str(staff["chen"].id)],
    )
    assert "培训已登记" in page.text, page.alert
    assert "政务新媒体内容审核" in sign_in("chen").get("/trainings").text
    assert verify_audit(office) == ()


def test_figures_are_drawn_and_listed(sign_in, staff):
    with_branch(sign_in, staff)
    editor = sign_in("yi")
    with_account(editor)
    for day, fans in (("2026-09-30", "100"), ("2026-11-20", "150")):
        editor.get("/accounts/1")
        page = editor.fill("/accounts/1/figures", day=day, fans=fans, reads="7")
        assert "数据已登记" in page.text, page.alert
    address = page.tree.css_first("img.chart").attributes["src"]
    assert b"<svg" in editor.client.get(address).content


def test_policy_documents_are_listed_for_their_interpretation(sign_in):
    assert "还没有发布过政策文件" in sign_in("lin").get("/interpretations").text
