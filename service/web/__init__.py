"""The pages: plain forms, POST → 303 → GET; every one works without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter

from service.web import (
    account,
    approvals,
    audit,
    autosaves,
    comments,
    delegations,
    drafts,
    duty,
    editing,
    identities,
    learning,
    leave,
    past,
    people,
    person,
    pictures,
    planning,
    previewing,
    prove,
    queue,
    releases,
    rules,
    second_reading,
    settling,
    sheet,
    sign_in,
    sign_on,
    submitting,
    units,
    wordlists,
)


def routers() -> tuple[APIRouter, ...]:
    """Every page. `editing` first: /drafts/new is no number; `drafts` after the others of a draft."""
    return (
        sign_in.router,
        sign_on.router,
        prove.router,
        editing.router,
        settling.router,
        past.router,
        sheet.router,
        autosaves.router,
        comments.router,
        pictures.router,
        previewing.router,
        submitting.router,
        second_reading.router,
        drafts.router,
        queue.router,
        approvals.router,
        planning.router,
        releases.router,
        rules.router,
        wordlists.router,
        learning.router,
        people.router,
        person.router,
        identities.router,
        account.router,
        units.router,
        delegations.router,
        duty.router,
        leave.router,
        audit.router,
    )
