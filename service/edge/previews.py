"""What readers of each platform will see of a document, and what the platform would refuse."""

from __future__ import annotations

from dataclasses import dataclass

from review.model import Document
from service.actions.preflight import pictures_of, preflight
from service.office import Office
from service.platforms import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`after`: the labels of the platforms that go first, "" if none need to. `wanted`: the author
    chose it, or left the choice open.
    """

    name: str
    label: str
    after: str
    rendering: Rendering
    problems: tuple[str, ...]
    wanted: bool = True


def previews_of(office: Office, document: Document) -> tuple[Preview, ...]:
    """One preview a platform, in the order in which they are sent."""
    previews: list[Preview] = []
    with office.read() as unit:
        media = pictures_of(unit, document)
    for platform in office.platforms.values():
        shown = preflight(platform, document, media)
        needs = [office.platforms[n].label for n in platform.depends_on if n in office.platforms]
        previews.append(
            Preview(
                name=platform.name,
                label=platform.label,
                after="、".join(needs),
                rendering=shown.rendering,
                problems=shown.problems,
                wanted=not document.facts.platforms or platform.name in document.facts.platforms,
            )
        )
    return tuple(previews)
