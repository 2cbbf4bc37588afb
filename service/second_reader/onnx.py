"""An office's own neural corrector: an ONNX file that says for each character which it should be.

The contract: beside `model.onnx` lies `vocab.txt`, one token a line, the line's number its id,
with [CLS], [SEP] and [UNK] among them. Input `input_ids` (and, if the model names them,
`attention_mask` and `token_type_ids`), int64 of shape (1, n); first output (1, n, tokens), scores
for each place. Correctors built on Chinese BERT, one token a character, are of this kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from review.model import Document
from service.second_reader.located import Answered, located
from service.settings import SettingsError
from service.store.second_readings import Outcome

_WINDOW = 250
_SURE = 0.9
_AROUND = 6
_MOST_WINDOWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrector:
    """One model in memory. `session` is onnxruntime's."""

    path: Path
    tokens: tuple[str, ...]
    ids: dict[str, int] = field(repr=False)
    session: Any = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> Corrector:
        """Raises SettingsError, one sentence: no such file, or not of the contract."""
        try:
            import onnxruntime  # noqa: PLC0415  # an extra, and slow to load
        except ImportError:
            raise SettingsError(
                "设置了 XIANSHEN_SECOND_READER_ONNX，但没有装 onnxruntime；"
                "请运行 pip install 'xianshen[onnx]'，或删去这项设置。"
            ) from None
        vocabulary = path.with_name("vocab.txt")
        try:
            tokens = tuple(vocabulary.read_text(encoding="utf-8").splitlines())
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            names = {one.name for one in session.get_inputs()}
        except Exception:  # noqa: BLE001  # onnxruntime raises what it likes
            raise SettingsError(
                f"模型 {path} 或它旁边的 vocab.txt 读不了，请核对 XIANSHEN_SECOND_READER_ONNX。"
            ) from None
        ids = {token: number for number, token in enumerate(tokens)}
        if "input_ids" not in names or not {"[CLS]", "[SEP]", "[UNK]"} <= ids.keys():
            raise SettingsError(
                f"模型 {path} 不合约定：输入应有 input_ids，vocab.txt 应有 [CLS]、[SEP]、[UNK]。"
            )
        return cls(path=path, tokens=tokens, ids=ids, session=session)

    @property
    def name(self) -> str:
        """The file the model is in."""
        return self.path.name[:80]

    def read(self, document: Document) -> Answered:
        """Characters the model is sure are others, each quoted with what stands around it."""
        said: list[object] = []
        outcome = Outcome.READ
        try:
            for text in (document.title, document.body):
                for start, window in _windows(text):
                    for at, right in self._corrections(window):
                        said.append(_quoted(text, start + at, right))
        except Exception:  # noqa: BLE001  # whatever the model does, the draft goes on
            outcome = Outcome.SILENT
        found, dropped = located(document, said)
        return Answered(outcome=outcome, found=found, dropped=dropped)

    def _corrections(self, window: str) -> Iterator[tuple[int, str]]:
        unknown = self.ids["[UNK]"]
        inside = [self.ids.get(letter, unknown) for letter in window]
        row = np.array([[self.ids["[CLS]"], *inside, self.ids["[SEP]"]]], dtype=np.int64)
        known = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
        }
        names = [one.name for one in self.session.get_inputs()]
        scores = self.session.run(None, {name: known[name] for name in names})[0][0]
        for at, letter in enumerate(window):
            line = scores[at + 1].astype(np.float64)
            best = int(line.argmax())
            sure = 1 / float(np.exp(line - line[best]).sum())
            right = self.tokens[best] if best < len(self.tokens) else ""
            if right != letter and sure >= _SURE and _is_han(right) and _is_han(letter):
                yield at, right


def _windows(text: str) -> Iterator[tuple[int, str]]:
    for number in range(min(_MOST_WINDOWS, -(-len(text) // _WINDOW))):
        start = number * _WINDOW
        yield start, text[start : start + _WINDOW]


def _quoted(text: str, at: int, right: str) -> dict[str, object]:
    """The character with as much around it as makes it the only such place, up to a few."""
    for around in range(1, _AROUND + 1):
        start, end = max(0, at - around), min(len(text), at + 1 + around)
        quote = text[start:end]
        if text.find(quote) == text.rfind(quote):
            break
    suggestion = text[start:at] + right + text[at + 1 : end]
    reason = f"疑为“{right}”之误"
    return {"quote": quote, "suggestion": suggestion, "kind": "错别字", "reason": reason}


def _is_han(letter: str) -> bool:
    return len(letter) == 1 and "\u4e00" <= letter <= "\u9fff"
