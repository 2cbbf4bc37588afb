"""发布. An approved draft becomes a sealed release, its postings planned in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence

from review import flow
from review.draft import Person
from review.model import Document
from review.refusal import NotAllowedError, Refusal
from review.release import Release, Rendered, seal
from review.request import ReleaseOrder
from service.actions.desk import found_draft, seated
from service.office import Office
from service.store.deed import Deed


def release_draft(
    office: Office, actor: Person, draft_id: int, *, platforms: Sequence[str]
) -> Release:
    """The sealed release; a worker sends it.

    The signed text is judged once more by today's rules: a block they find newly, a rule that
    fails or a platform that would refuse the text stops it here. Raises NotAllowedError.
    """
    chosen = tuple(dict.fromkeys(platforms))
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        document = unit.drafts.document(draft.document)
    renderings = _rendered(office, document, chosen)
    today = office.review(document, draft.unit)
    with office.write() as unit:
        publisher = seated(unit, actor, office.now())
        now = office.now()
        draft = found_draft(unit, draft_id)
        order = ReleaseOrder(report=today, platforms=chosen)
        moved = flow.move(draft, order, publisher, now)
        signed = unit.drafts.report(draft.report)
        release = seal(
            draft, document, signed, renderings, key=office.key, actor=publisher, now=now
        )
        unit.releases.add(release, draft)
        unit.keep(moved)
        unit.postings.plan(release)
        for posting in release.postings:
            detail = {
                "posting": posting.key,
                "rendering": posting.rendering,
                "seal": release.seal,
            }
            unit.events.record(Deed.POSTING_PLANNED, publisher, now, draft=draft.id, detail=detail)
        return release


def _rendered(office: Office, document: Document, chosen: Sequence[str]) -> list[Rendered]:
    made: list[Rendered] = []
    for name in chosen:
        platform = office.platforms.get(name)
        if platform is None:
            sentence = f"没有名为“{name}”的平台，或它还没有设置好；请重新选择发布平台。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        rendering = platform.render(document)
        problems = platform.preflight(rendering)
        if problems:
            raise NotAllowedError(Refusal.PLATFORMS, f"{platform.label}：{''.join(problems)}")
        made.append(
            Rendered(platform=name, digest=rendering.digest, depends_on=platform.depends_on)
        )
    return made
