"""One attempt at one posting, the only way a connector is driven.

Its law: where an earlier attempt may have got through, the platform is asked before anything is
sent, and "not there" counts only once nothing of ours can still be under way.

Staging comes before: what the platform holds is read again and must be what was signed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from service.platforms.page import lines_of
from service.platforms.platform import (
    Again,
    Can,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    Staged,
    UnknownError,
)

Answered = TypeVar("Answered")


def stage_once(platform: Platform, order: Order) -> Staged:
    """What the platform holds now, its words found to be those that were signed.

    Raises RefusedError and nothing else: whatever goes wrong here, nothing is public.
    """
    try:
        held = _guarded(platform.stage, order)
        if not held.handle:
            sentence = f"{platform.label}没有给出暂存编号，稍后自动再试。"
            raise RefusedError(sentence, again=Again.SOON, reference=held.reference)
        seen = _guarded(platform.staged, replace(order, handle=held.handle))
    except UnknownError as error:
        raise RefusedError(
            error.sentence, again=error.again, code=error.code, reference=error.reference
        ) from None
    if lines_of(seen) != lines_of(order.rendering.text):
        sentence = f"{platform.label}暂存的内容与签发的不一致，没有发布；请核对平台改动了什么。"
        raise RefusedError(sentence, code=STAGED_OTHERWISE, reference=held.reference)
    return held


STAGED_OTHERWISE = "staged_otherwise"
STAGE_LOST = "stage_lost"
"""The code of a refusal that says that what was staged is not there any more, and is not out."""


def attempt(
    platform: Platform, order: Order, *, doubtful: bool, settled: bool, may_send: bool = True
) -> Receipt:
    """The platform's receipt for this posting, sending it only if it is not out already.

    `doubtful`: an earlier attempt may have got through. `settled`: the platform's `settle` has
    passed since. `may_send` False: only ask. Raises RefusedError or UnknownError, and nothing
    else whatever the connector does; the error's `sent` says whether this attempt sent anything.
    """
    if doubtful:
        found = _guarded(platform.find, order)
        if found is not None:
            return found
        if not settled:
            sentence = f"{platform.label}上还查不到这篇稿件，等上一次发送肯定结束后再确认。"
            raise UnknownError(sentence, again=Again.SOON, handle=order.handle)
    if not may_send:
        sentence = f"稿件已不在发布中，{platform.label}上也没有，不再发送。"
        raise RefusedError(sentence, handle=order.handle)
    edits = order.replaces is not None and Can.EDIT in platform.can
    try:
        receipt: Receipt | None = _guarded(platform.edit if edits else platform.send, order)
        if receipt is None:
            sentence = f"{platform.label}没有给出回执，请到平台后台核对是否已经发布。"
            raise UnknownError(sentence, handle=order.handle)
    except PlatformError as error:
        error.sent = True
        raise
    return receipt


def _guarded(ask: Callable[[Order], Answered], order: Order) -> Answered:
    try:
        return ask(order)
    except PlatformError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever broke, the text may be out
        sentence = (
            f"平台连接程序出错（{type(error).__name__}），不清楚是否已经发布，请到平台后台核对。"
        )
        raise UnknownError(sentence, code=type(error).__name__, handle=order.handle) from None
