"""A neural corrector by path: a tiny model made here, that reads one character for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.model import Document
from service.second_reader import open_reader
from service.settings import Settings, SettingsError
from service.store.second_readings import Outcome

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "登", "计", "记", "请", "。"]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """Each character is itself, but 计 is 记."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    numpy = pytest.importorskip("numpy")
    size = len(VOCABULARY)
    scores = numpy.eye(size, dtype=numpy.float32) * 20
    scores[VOCABULARY.index("计")] = scores[VOCABULARY.index("记")]
    make = onnx.helper
    graph = make.make_graph(
        [make.make_node("Gather", ["scores", "input_ids"], ["logits"], axis=0)],
        "tiny",
        [make.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, [1, "n"])],
        [make.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, [1, "n", size])],
        [onnx.numpy_helper.from_array(scores, "scores")],
    )
    made = make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8)
    path = tmp_path / "model.onnx"
    path.write_bytes(made.SerializeToString())
    (tmp_path / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    return path


def test_a_model_by_path_reads_beside_the_rules(model: Path):
    reader = open_reader(Settings(data_dir=model.parent, second_reader_onnx=model))
    assert reader is not None
    assert reader.name == "model.onnx"
    body = "未知的字照过。请登计。" + "。" * 600 + "记。"
    answered = reader.read(Document(title="", body=body))
    assert answered.outcome is Outcome.READ
    assert answered.dropped == 0
    told = [(body[one.span.start : one.span.end], one.suggestion) for one in answered.found]
    assert told == [("登计。", "登记。")]


def test_a_file_that_is_no_model_is_refused_in_one_sentence(tmp_path: Path):
    path = tmp_path / "model.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(SettingsError) as caught:
        open_reader(Settings(data_dir=tmp_path, second_reader_onnx=path))
    assert str(caught.value).endswith("。")


def test_a_model_without_its_vocabulary_is_refused(model: Path):
    model.with_name("vocab.txt").write_text("登\n计", encoding="utf-8")
    with pytest.raises(SettingsError, match="约定"):
        open_reader(Settings(data_dir=model.parent, second_reader_onnx=model))
