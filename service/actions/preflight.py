"""预检: what a platform's readers would see of a text, and why the platform would refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.model import AiUse, Document
from review.refusal import NotAllowedError, Refusal
from service.platforms import Can, Platform, Rendering
from service.platforms.pictures import shown
from service.store import UnitOfWork

if TYPE_CHECKING:
    from service.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`problems`: Chinese sentences, each a reason not to send it; empty if there is none."""

    rendering: Rendering
    problems: tuple[str, ...]


def pictures_of(unit: UnitOfWork, document: Document) -> Mapping[str, bytes]:
    """The bytes of the pictures that go out with a text, by digest; those that are stored.

    Raises DamagedError for one that is not what it was.
    """
    stored = ((one.digest, unit.pictures.get(one.digest)) for one in shown(document))
    return {digest: picture.data for digest, picture in stored if picture is not None}


def preflight(platform: Platform, document: Document, media: Mapping[str, bytes]) -> Shown:
    """The platform's own limits, for pictures too, and the label that what AI made has to bear
    everywhere. `media`: the pictures' bytes by digest.

    《人工智能生成合成内容标识办法》第四条、第十条（2025年9月1日起施行）.
    """
    rendering = platform.render(document)
    problems = [*platform.preflight(rendering), *platform.picture_complaints(document, media)]
    if document.facts.ai_use is not AiUse.NONE:
        label = rendering.ai_label
        if not label or label not in rendering.text:
            problems.append("声明使用了人工智能，这个平台的呈现里却没有标识，请联系系统维护人员。")
        if Can.FLAG_AI in platform.can and not rendering.ai_flag:
            problems.append("声明使用了人工智能，却没有设平台自带的声明，请联系系统维护人员。")
    elif rendering.ai_flag:
        problems.append("没有声明使用人工智能，平台自带的声明却设上了，请联系系统维护人员。")
    return Shown(rendering=rendering, problems=tuple(problems))


def handed_in(office: Office, unit: UnitOfWork, document: Document) -> Mapping[str, str]:
    """By platform, the digest of what its readers would see: what is signed with the text.

    Raises NotAllowedError where a platform that the author chose would refuse it.
    """
    chosen = document.facts.platforms
    unknown = [name for name in chosen if name not in office.platforms]
    if unknown:
        sentence = f"选定的发布平台（{'、'.join(unknown)}）没有接入，请改选平台并保存后再送审。"
        raise NotAllowedError(Refusal.PLATFORMS, sentence)
    found: dict[str, str] = {}
    media = pictures_of(unit, document)
    for name in chosen or tuple(office.platforms):
        platform = office.platforms[name]
        seen = preflight(platform, document, media)
        if not seen.problems:
            found[name] = seen.rendering.digest
        elif chosen:
            sentence = f"{platform.label}会拒收：{''.join(seen.problems)}请改正并保存后再送审。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
    return found
