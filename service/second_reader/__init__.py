"""第二读者: another pair of eyes the office runs itself. It may hint, and decides nothing.

Off unless set up. What it says is believed only where it quotes words that stand in the text
exactly once; it is kept beside the report, never in it.
"""

from __future__ import annotations

from typing import Protocol

from review.model import Document
from service.second_reader.located import Answered
from service.second_reader.onnx import Corrector
from service.second_reader.openai import Endpoint
from service.settings import Settings, SettingsError

__all__ = ["Answered", "SecondReader", "open_reader"]


class SecondReader(Protocol):
    """Whoever reads a text besides the rules."""

    @property
    def name(self) -> str:
        """What its remarks are said to come from."""

    def read(self, document: Document) -> Answered:
        """What it makes of a text. Never raises for want of an answer: the outcome says so."""


def open_reader(settings: Settings) -> SecondReader | None:
    """The second reader of this office; None unless one is set up. Raises SettingsError."""
    if settings.second_reader_url:
        return Endpoint(
            base_url=settings.second_reader_url,
            model=settings.second_reader_model,
            key=_key(settings),
            seconds=settings.second_reader_seconds,
        )
    if settings.second_reader_onnx.name:
        return Corrector.load(settings.second_reader_onnx)
    return None


def _key(settings: Settings) -> str:
    path = settings.second_reader_key_file
    if not path.name:
        return ""
    try:
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        message = f"第二读者的密钥文件 {path} 读不出来，请核对 XIANSHEN_SECOND_READER_KEY_FILE。"
        raise SettingsError(message) from None
    if not key.isprintable():
        message = f"第二读者的密钥文件 {path} 内容不对，应只有一行密钥。"
        raise SettingsError(message)
    return key
