"""A story of tests/stories.py put into a store, move by move, as the actions do it."""

from __future__ import annotations

from dataclasses import replace

from review.draft import Action
from review.release import Release, Rendered, seal
from review.request import Moved
from service.store import Store, UnitOfWork
from service.store.deed import Deed
from tests.stories import WU, Story

FOLDER = Rendered(platform="folder", digest="sha256:" + "f" * 64)


def keep(store: Store, story: Story) -> Story:
    """Stores a story nothing of which is stored yet, under the next free number."""
    texts = {document.digest: (document, report) for document, report in story.texts}
    with store.write() as unit:
        number = unit.drafts.next_id()
        story.moves = [_numbered(moved, number) for moved in story.moves]
        for before, moved in zip([None, *story.moves], story.moves, strict=False):
            if moved.event.action in (Action.START, Action.EDIT):
                unit.drafts.put(*texts[moved.draft.document])
            if moved.event.action is Action.RELEASE and before is not None:
                _release(unit, before, moved, story, store.key)
            else:
                unit.keep(moved, form_key=f"form-{number}")
    return story


def release_of(before: Moved, moved: Moved, story: Story, key: bytes) -> Release:
    """The release for the folder that this move of a story makes."""
    texts = {document.digest: (document, report) for document, report in story.texts}
    document, report = texts[before.draft.document]
    return seal(before.draft, document, report, (FOLDER,), key=key, actor=WU, now=moved.event.at)


def _numbered(moved: Moved, number: int) -> Moved:
    return replace(
        moved,
        draft=replace(moved.draft, id=number),
        event=replace(moved.event, draft=number),
    )


def _release(unit: UnitOfWork, before: Moved, moved: Moved, story: Story, key: bytes) -> None:
    release = release_of(before, moved, story, key)
    unit.releases.add(release, before.draft)
    unit.keep(moved)
    unit.postings.plan(release)
    for posting in release.postings:
        detail = {"posting": posting.key, "rendering": posting.rendering, "seal": release.seal}
        unit.events.record(
            Deed.POSTING_PLANNED, WU, moved.event.at, draft=release.draft, detail=detail
        )
