"""Units, people, delegations, duty and leave as people see them; what is not theirs does not exist."""

from __future__ import annotations

from service.actions.verify_audit import verify_audit

PASSWORD = "correct-horse-1"


def with_branch(sign_in, staff):
    """Two units side by side, one with an administrator, an editor and an auditor of its own."""
    admin = sign_in("zheng")
    admin.get("/units")
    for name in ("云溪区卫健局", "云溪区教育局"):
        page = admin.fill("/units", name=name, parent="1", supervisor=str(staff["he"].id))
        assert page.path.startswith("/units/"), page.text
        admin.get("/units")
    for login, role in (("jia", "admin"), ("yi", "editor"), ("shen", "auditor")):
        admin.get("/people")
        page = admin.fill(
            "/people",
            having="login",
            name=f"人{login}",
            login=login,
            password=PASSWORD,
            unit="2",
            role=[role],
        )
        assert "账号已添加" in page.text
    return admin


def test_a_unit_is_set_up_changed_closed_and_opened_again(office, sign_in, staff):
    admin = with_branch(sign_in, staff)
    page = admin.get("/units")
    assert "云溪区卫健局" in page.text
    assert "没有人担任“终审”" in page.text
    admin.get("/units/2")
    page = admin.fill("/units/2", name="云溪区卫生健康局")
    assert "云溪区卫生健康局" in page.text
    assert "人yi" in page.text
    assert "已停用" in admin.fill("/units/2/close").text
    assert "已恢复" in admin.fill("/units/2/reopen").text
    assert verify_audit(office) == ()


def test_a_refused_unit_keeps_what_was_typed(sign_in, staff):
    admin = with_branch(sign_in, staff)
    admin.get("/units")
    page = admin.fill("/units", name="云溪区教育局", parent="2", supervisor=str(staff["wu"].id))
    assert page.status == 422
    assert "已有名为" in page.alert
    form = page.form("/units")
    assert 'value="云溪区教育局"' in form.html
    assert f'value="{staff["wu"].id}" selected' in form.html


def test_an_administrator_of_one_branch_sees_nothing_of_another(office, sign_in, staff):
    with_branch(sign_in, staff)
    keeper = sign_in("jia")
    page = keeper.get("/units")
    assert "云溪区卫健局" in page.text
    assert "云溪区教育局" not in page.html
    page = keeper.get("/people")
    assert "人yi" in page.text
    assert "吴倩" not in page.tree.css_first("table").text()
    csrf = keeper.page.tree.css_first("input[name=csrf]").attributes["value"]
    for path in (
        "/units/1",
        "/units/3",
        f"/people/{staff['lin'].id}",
        "/people?unit=3",
        "/duty?unit=3",
        "/duty?unit=1",
    ):
        assert keeper.get(path).status == 404, path
    for path in (
        "/units/3",
        "/units/3/close",
        "/units/1/reopen",
        f"/people/{staff['lin'].id}/disable",
        f"/people/{staff['lin'].id}/roles",
        f"/people/{staff['lin'].id}/password",
    ):
        page = keeper.send(
            path, csrf=csrf, name="x", parent="2", supervisor="1", password="a-long-password"
        )
        assert page.status == 404, path
    page = keeper.send(
        "/people", csrf=csrf, name="x", login="xx", password=PASSWORD, unit="3", role="editor"
    )
    assert page.status == 404
    page = keeper.send(
        "/duty",
        csrf=csrf,
        unit="3",
        month="2026-12",
        person="1",
        starts="2026-12-01T08:30",
        ends="2026-12-02T08:30",
    )
    assert page.status == 404
    with office.read() as unit:
        assert unit.people.find("xx") is None
    assert sign_in("lin").get("/units").status == 403


def test_roles_are_a_table_of_units_and_accounts(office, sign_in, staff):
    admin = with_branch(sign_in, staff)
    number = staff["wu"].id
    admin.get(f"/people/{number}")
    page = admin.fill(
        f"/people/{number}/roles",
        **{"new-unit": "2", "new-platform": "folder", "new-role": ["publisher"]},
    )
    assert "仅" in page.text
    page = admin.fill(
        f"/people/{number}/roles",
        line=["1/", "2/folder"],
        grant=["1//first", "2/folder/publisher"],
    )
    assert "角色已保存" in page.text
    with office.read() as unit:
        held = unit.people.get(number).person.grants
    assert {(g.unit, g.platform, g.role.value) for g in held} == {
        (1, "", "first"),
        (2, "folder", "publisher"),
    }
    page = admin.fill(f"/people/{number}/roles", line=["1/", "2/folder"], grant=[])
    assert page.status == 422
    assert "至少要选一个角色" in page.alert
    page = admin.fill(
        f"/people/{number}/roles",
        **{"new-unit": "2", "new-platform": "nowhere", "new-role": ["publisher"]},
    )
    assert "没有“nowhere”这个平台" in page.alert
    assert verify_audit(office) == ()


def test_a_keeper_of_one_branch_changes_only_the_lines_of_it(office, sign_in, staff):
    admin = with_branch(sign_in, staff)
    number = staff["wu"].id
    admin.get(f"/people/{number}")
    admin.fill(f"/people/{number}/roles", **{"new-unit": "2", "new-role": ["first"]})
    keeper = sign_in("jia")
    page = keeper.get(f"/people/{number}")
    assert "另有其他单位的角色" in page.text
    page = keeper.fill(f"/people/{number}/roles", line=["1/", "2/"], grant=["1//final"])
    assert page.status == 404
    keeper.get(f"/people/{number}")
    keeper.fill(f"/people/{number}/roles", grant=["2//second"])
    with office.read() as unit:
        held = unit.people.get(number).person.grants
    assert {(g.unit, g.role.value) for g in held} == {(1, "publisher"), (2, "second")}


def test_a_signature_in_anothers_stead_says_so_wherever_it_is_shown(submit, sign_in, staff):
    lender = sign_in("chen")
    lender.get("/delegations")
    page = lender.fill(
        "/delegations",
        borrower=str(staff["wu"].id),
        role="first",
        unit="1",
        starts="2026-11-23T08:00",
        ends="2026-11-30T18:00",
        reason="出差一周。",
    )
    assert "生效中" in page.text
    editor, number = submit()
    deputy = sign_in("wu")
    assert "代陈明行使" in deputy.get("/account").text
    assert "陈明" in deputy.get("/delegations").text
    deputy.get(f"/approvals/{number}")
    deputy.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    told = "吴倩（代陈明签）"
    assert told in editor.get(f"/drafts/{number}").text
    assert "代签" in editor.get(f"/drafts/{number}/history").text
    second = sign_in("zhou")
    assert told in second.get(f"/approvals/{number}").text
    second.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    final = sign_in("he")
    final.get(f"/approvals/{number}")
    final.fill(f"/approvals/{number}", decision="pass", opinion="同意。")
    publisher = sign_in("wu")
    assert told in publisher.get(f"/releases/plan/{number}").text
    lender.get("/delegations")
    with_id = lender.page.tree.css_first("form[action$='/end']").attributes["action"]
    assert "委托已收回" in lender.fill(with_id).text


def test_a_refused_delegation_keeps_what_was_typed(sign_in, staff):
    lender = sign_in("chen")
    lender.get("/delegations")
    page = lender.fill(
        "/delegations",
        borrower=str(staff["wu"].id),
        role="final",
        unit="1",
        starts="2026-11-23T08:00",
        ends="2026-11-30T18:00",
        reason="出差一周。",
    )
    assert page.status == 403
    assert "出差一周。" in page.html
    page = lender.fill("/delegations", starts="明天")
    assert "开始时间" in page.alert


def test_a_month_of_duty_is_pasted_all_of_it_or_nothing(office, sign_in, staff):
    admin = sign_in("zheng")
    admin.get("/duty?unit=1&month=2026-12")
    table = "日期\t姓名\n12月1日\t陈明\n2026-12-02 周三\t周芳、何建平\t08:30-17:30\n12月32日\t陈明\n12/3\t无此人\n"
    page = admin.fill("/duty/import", table=table)
    assert page.status == 422
    assert "第4行" in page.text
    assert "第5行" in page.text
    assert "无此人" in page.form("/duty/import").css_first("textarea").text()
    page = admin.fill("/duty/import", table="\n".join(table.split("\n")[:3]))
    assert "已排 3 个班次" in page.text
    assert page.tree.css_first("table").text().count("何建平") >= 1
    page = admin.fill("/duty/import", table="12月1日 陈明")
    assert "已排了班" in page.alert
    assert verify_audit(office) == ()


def test_who_has_the_turn_hands_over_and_the_keeper_takes_turns_off(office, sign_in, staff, watch):
    admin = sign_in("zheng")
    admin.get("/duty")
    page = admin.fill(
        "/duty",
        having="starts",
        person=str(staff["chen"].id),
        starts="2026-11-23T08:30",
        ends="2026-11-24T08:30",
    )
    assert "已排班" in page.text
    first = sign_in("chen")
    page = first.get("/duty")
    assert "现在值班： 陈明" in page.text
    page = first.fill("/duty/1/hand-over", note="")
    assert "交接说明是空的" in page.alert
    page = first.fill("/duty/1/hand-over", note="下午有一篇预警待发。")
    assert "下午有一篇预警待发。" in sign_in("lin").get("/duty").text
    admin.get("/duty")
    page = admin.fill("/duty/1/end")
    assert "无人值班" in page.text
    assert verify_audit(office) == ()


def test_whoever_is_away_is_offered_nothing_and_the_queue_says_so(office, sign_in, staff):
    person = sign_in("chen")
    person.get("/leave")
    page = person.fill("/leave", first="2026-11-23", last="2026-11-25")
    assert "休假已登记" in page.text
    assert "您登记了休假" in person.get("/approvals").text
    assert "陈明" in sign_in("liu").get("/approvals").text
    admin = sign_in("zheng")
    assert "休假" in admin.get("/people").text
    offered = admin.get("/delegations").form("/delegations").css_first("#borrower").text()
    assert "陈明" not in offered
    assert "刘洋" in offered
    admin.get("/duty?month=2026-11")
    assert "陈明" not in admin.page.form("/duty", having="starts").css_first("#person").text()
    page = admin.fill("/duty/import", table="11月24日 陈明")
    assert "休假" in page.alert
    person.get("/leave")
    assert "已销假" in person.fill("/leave/1/end").text
    assert verify_audit(office) == ()


def test_nobody_sends_anybody_else_on_leave(sign_in, staff):
    person = sign_in("chen")
    person.get("/leave")
    page = person.fill("/leave", person=str(staff["lin"].id), first="2026-11-23", last="2026-11-25")
    assert page.status == 404


def test_an_auditor_of_a_lower_unit_reads_only_their_branch(submit, sign_in, staff):
    with_branch(sign_in, staff)
    submit()
    page = sign_in("shen").get("/audit")
    assert page.status == 200
    assert "人yi" in page.text
    assert "林小雨" not in page.text
    assert "云溪区教育局" not in page.text
    whole = sign_in("su").get("/audit")
    assert "林小雨" in whole.text
