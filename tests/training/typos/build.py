"""The steps of building, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from review.persons import SURNAMES
from review.typos import artefact
from review.typos.alphabet import FIRST_HAN, Ids
from review.typos.candidates import CALLED_FOR
from review.typos.language import ORDER, level_of
from review.typos.look import SIGNS_OF_TROUBLE
from review.typos.model import Model, assembled
from tests.training.typos import context, examples, ranker, tables
from tests.training.typos.corpus import Corpus, forbidden_sentences
from tests.training.typos.counts import Alphabet, alphabet_of, ids_of, runs
from tests.training.typos.readings import readings
from tests.training.typos.shapes import alike
from tests.training.typos.sieves import filled

Arrays = dict[str, NDArray[Any]]

_OFTEN_MISTAKEN = 3
_HABIT = 2
_CLEAN_HALVED = ("laws", "cctv")
"""Of these every second line gets slips: they are ten times as long as the others."""


@dataclass(frozen=True)
class Recipe:
    """What goes in."""

    corpus: Path
    more: Path | None
    evaluation: Path
    unihan: Path
    font: Path
    day: date
    seed: int


def build(recipe: Recipe, out: Path, tell: Callable[[str], None]) -> None:
    """From texts to the file that ships."""
    forbidden = forbidden_sentences(recipe.evaluation)
    corpus = Corpus()
    corpus.add(recipe.corpus, forbidden)
    core_lines = len(corpus.lines)
    if recipe.more:
        corpus.add(recipe.more, forbidden)
    tell(f"text: {corpus.sources}, {corpus.dropped} sentences left out")
    alphabet = alphabet_of("\n".join(corpus.lines))
    ids = ids_of(corpus.lines, alphabet)
    core = len(ids_of(corpus.lines[:core_lines], alphabet))
    real = [examples.corrected(recipe.evaluation, name) for name in examples.REAL]
    arrays, about = _language(ids, core, alphabet, recipe)
    pairs, by_fold = examples.habits(real, alphabet)
    _add_habits(arrays, pairs, by_fold.sum(1), ids, alphabet)
    tell("tables are filled")
    arrays |= context.packed(
        context.trained(ids, core, arrays["alike.first"], arrays["alike.sign"], recipe.seed, tell)
    )
    arrays |= {"look": np.zeros(SIGNS_OF_TROUBLE, np.float32)} | _no_trees()
    model = assembled(arrays, about)
    _rank(model, arrays, about, recipe, real, alphabet, by_fold, tell)
    about |= {
        "made": recipe.day.isoformat(),
        "seed": recipe.seed,
        "characters": corpus.sources,
        "sentences_left_out": corpus.dropped,
        "evaluation_sentences": len(forbidden),
        "corrected_sentences": {each.name: len(each.lines) for each in real},
    }
    artefact.write(out, arrays, about)
    tell(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


def _language(
    ids: Ids, core: int, alphabet: Alphabet, recipe: Recipe
) -> tuple[Arrays, dict[str, Any]]:
    chars = "".join(map(chr, alphabet.chars.tolist()))
    singles = np.bincount(ids, minlength=alphabet.size).astype(np.float32)
    counts = runs(ids, core)
    sounds = readings(chars)
    often = singles[FIRST_HAN:] >= 10
    words = tables.dictionary(alphabet)
    arrays: Arrays = {}
    seeds: dict[str, int] = {}
    for order in range(2, ORDER + 1):
        keys, count = counts[order]
        arrays[f"runs{order}"], seeds[f"runs{order}"] = filled(keys, level_of(count))
    arrays["words"], seeds["words"] = tables.word_table(words, alphabet)
    arrays["usual"], seeds["usual"] = tables.usual(counts)
    arrays["phrases"], seeds["phrases"] = tables.phrases(words, alphabet)
    sound_arrays, syllables = tables.sound_pairs(counts, words, sounds, alphabet)
    surnames = np.zeros(alphabet.size, bool)
    surnames[[number for char in SURNAMES if (number := alphabet.number(char)) >= FIRST_HAN]] = True
    arrays |= sound_arrays
    arrays |= tables.confusions(sounds, alike(chars, often, recipe.unihan, recipe.font), singles)
    arrays |= {
        "signs": alphabet.table,
        "chars": alphabet.chars,
        "singles": singles,
        "surnames": surnames,
    }
    about: dict[str, Any] = {
        "seeds": seeds,
        "syllables": syllables,
        "look_bias": 0.0,
        "depth": {"single": 0, "double": 0},
        "floor": {"single": 0.0, "double": 0.0},
    }
    return arrays, about


def _add_habits(
    arrays: Arrays,
    pairs: NDArray[np.uint32],
    seen: NDArray[np.float32],
    ids: Ids,
    alphabet: Alphabet,
) -> None:
    """What people were seen to confuse: for the ranker, for where to look, and as candidates."""
    arrays["habits.pairs"], arrays["habits.seen"] = pairs, seen
    wrong = np.zeros(alphabet.size)
    np.add.at(wrong, pairs >> 16, seen)
    wrong[wrong < _OFTEN_MISTAKEN] = 0
    common = np.bincount(ids, minlength=alphabet.size) + 500
    arrays["mistaken"] = np.log1p(2e4 * wrong / common).astype(np.float32)
    first, sign = arrays["alike.first"], arrays["alike.sign"]
    owner = np.repeat(np.arange(alphabet.size), np.diff(first))
    known = owner << 16 | sign
    new = pairs[(seen >= _HABIT) & ~np.isin(pairs, known)].astype(np.int64)
    owner = np.concatenate([owner, new >> 16])
    order = np.argsort(owner, kind="stable")
    none = np.zeros(len(new), np.uint8)
    arrays["alike.first"] = np.append(0, np.cumsum(np.bincount(owner, minlength=alphabet.size)))
    arrays["alike.sign"] = np.concatenate([sign, (new & 0xFFFF).astype(np.uint16)])[order]
    arrays["alike.kind"] = np.concatenate([arrays["alike.kind"], none + CALLED_FOR])[order]
    arrays["alike.shape"] = np.concatenate([arrays["alike.shape"], none])[order]


def _no_trees() -> Arrays:
    """Forests of nothing, until there are some."""
    empty = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32}
    kinds = empty | {"value": np.float32, "roots": np.int32}
    return {
        f"{name}.{part}": np.zeros(0, kind)
        for name in ("single", "double")
        for part, kind in kinds.items()
    }


def _rank(
    model: Model,
    arrays: Arrays,
    about: dict[str, Any],
    recipe: Recipe,
    real: list[examples.Examples],
    alphabet: Alphabet,
    by_fold: NDArray[np.float32],
    tell: Callable[[str], None],
) -> None:
    prose = [examples.clean(recipe.evaluation, name) for name in examples.CLEAN]
    by_people = [each for each in real if each.weight >= 1]
    arrays["look"], about["look_bias"] = ranker.look(model, by_people, prose)
    model = replace(model, look=arrays["look"], look_bias=about["look_bias"])
    maker = examples.SlipMaker(
        alphabet,
        model.confusions,
        model.pairs,
        arrays["singles"],
        np.random.default_rng(recipe.seed),
    )
    put_in = [
        maker.into(each, 2 if each.name.removeprefix("clean ") in _CLEAN_HALVED else 1)
        for each in prose
    ]
    rows = [
        (each, ranker.rows_of(model, each, alphabet, by_fold)) for each in (*real, *prose, *put_in)
    ]
    for length, name in ((1, "single"), (2, "double")):
        parts = [(each, found[length]) for each, found in rows]
        booster = ranker.forest(parts, length, set(range(examples.FOLDS)))
        trees, about["depth"][name] = ranker.arrays_of(booster, name)
        about["floor"][name] = ranker.floor_of(booster, parts)
        arrays.update(trees)
        tell(f"{name}: {len(trees[f'{name}.roots'])} trees")
