"""The pages: plain forms, POST → 303 → GET; every one works without JavaScript."""

from __future__ import annotations

from fastapi import APIRouter

from service.web import (
    approvals,
    audit,
    drafts,
    editing,
    past,
    people,
    planning,
    releases,
    settling,
    sign_in,
)


def routers() -> tuple[APIRouter, ...]:
    """Every page. `editing` first: /drafts/new is no number; `drafts` after the others of a draft."""
    return (
        sign_in.router,
        editing.router,
        settling.router,
        past.router,
        drafts.router,
        approvals.router,
        planning.router,
        releases.router,
        people.router,
        audit.router,
    )
