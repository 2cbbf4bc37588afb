"""The parts of the typo model, each by itself."""

from __future__ import annotations

import numpy as np
import pytest

from review.typos import artefact
from review.typos.alphabet import DIGIT, EDGE, FIRST_HAN, MARGIN, row_of
from review.typos.candidates import best
from review.typos.forest import Forest
from review.typos.model import SHIPPED, shipped
from review.typos.sieve import VALUE_BITS


def test_runs_of_digits_and_of_sentence_ends_count_as_one_sign():
    row = row_of("二0二六2026年。\n。好", shipped().signs)
    inner = row.ids[MARGIN:-MARGIN]
    assert list(row.places[MARGIN:-MARGIN]) == [0, 1, 2, 3, 4, 8, 9, 12]
    assert inner[1] == DIGIT
    assert inner[4] == DIGIT
    assert inner[6] == EDGE
    assert inner[0] >= FIRST_HAN


def test_every_character_of_the_model_finds_its_way_back():
    model = shipped()
    for sign in range(FIRST_HAN, FIRST_HAN + len(model.chars)):
        assert model.signs[ord(model.char(sign))] == sign


def test_a_common_run_is_counted_and_a_senseless_one_is_not():
    model = shipped()
    base = 7131
    one, two, odd = (int(model.signs[ord(char)]) for char in "政府鼹")
    count = model.reader.language.count
    assert count(2, np.array([one * base + two], np.uint64))[0] > 1000
    assert count(2, np.array([odd * base + odd], np.uint64))[0] == 0


def test_unknown_keys_are_hardly_ever_taken_for_known():
    model = shipped()
    keys = np.random.default_rng(1).integers(1 << 62, 1 << 63, 200_000).astype(np.uint64)
    taken = float((model.reader.language.count(5, keys) > 0).mean())
    assert taken < 2 * 2.0 ** (VALUE_BITS - 16)


def test_what_was_written_is_read_back(tmp_path):
    path = tmp_path / "small.model"
    arrays = {"a": np.arange(5, dtype=np.int16), "b": np.eye(3, dtype=np.float32)}
    artefact.write(path, arrays, {"seeds": {"x": 1}})
    read, about = artefact.read(path)
    assert about == {"seeds": {"x": 1}}
    assert {name: array.tolist() for name, array in read.items()} == {
        name: array.tolist() for name, array in arrays.items()
    }


def test_the_same_arrays_give_the_same_bytes(tmp_path):
    arrays = {"a": np.arange(5, dtype=np.int16)}
    for name in ("one", "two"):
        artefact.write(tmp_path / name, arrays, {"seed": 1})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_another_kind_of_file_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "x.model"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match="不是错别字模型"):
        artefact.read(path)


def test_the_model_says_where_it_comes_from():
    about = shipped().about
    assert sum(about["characters"].values()) > 1_000_000
    assert about["sentences_left_out"] > 0
    assert about["made"]
    assert SHIPPED.stat().st_size <= 40_000_000


def test_the_model_is_part_of_what_a_ruleset_stands_for(ruleset, monkeypatch, tmp_path, cache_dir):
    import rules

    other = tmp_path / SHIPPED.name
    other.write_bytes(SHIPPED.read_bytes() + b"\0")
    monkeypatch.setattr(rules, "TYPO_MODEL", other)
    assert rules.load(cache_dir=cache_dir, proved=False).digest != ruleset.digest


def test_a_walk_through_trees_is_what_they_say_one_by_one():
    # x <= 1 → (y <= 0 → 1 | 2) | 4, and a stump of y
    forest = Forest(
        feature=np.array([0, 1, 0, 0, 0, 1, 0, 0], np.int16),
        threshold=np.array([1, 0, 0, 0, 0, 5, 0, 0], np.float32),
        left=np.array([1, 2, 2, 3, 4, 6, 6, 7], np.int32),
        right=np.array([4, 3, 2, 3, 4, 7, 6, 7], np.int32),
        value=np.array([0, 0, 1, 2, 4, 0, 10, 20], np.float32),
        roots=np.array([0, 5], np.int32),
        depth=2,
        floor=-100.0,
    )
    rows = np.array([[1, 0], [1, 1], [2, 9]], np.float32)
    assert forest.score(rows).tolist() == [11, 12, 24]


def test_the_best_of_each_owner_come_by_owner_and_score():
    owner = np.array([2, 0, 2, 0, 2])
    score = np.array([1, 5, 9, 7, 3], np.float32)
    assert best(owner, score, 2).tolist() == [3, 1, 2, 4]
