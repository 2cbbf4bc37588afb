"""All parts of the typo model, opened from its one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from review.typos import artefact
from review.typos.alphabet import FIRST_HAN
from review.typos.candidates import Confusions
from review.typos.features import Habits, Reader
from review.typos.forest import Forest
from review.typos.language import ORDER, Floats, Language
from review.typos.net import Net
from review.typos.sieve import Lookup, Sieve
from review.typos.soundpairs import SoundPairs

SHIPPED: Final = Path(__file__).with_name("typos.model")

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Model:
    """`signs`: code point to number; `chars`: the way back. `look` weighs the signs of trouble."""

    signs: NDArray[np.uint16]
    chars: NDArray[np.uint32]
    look: Floats
    look_bias: float
    mistaken: Floats
    confusions: Confusions
    pairs: SoundPairs
    reader: Reader
    single: Forest
    double: Forest
    about: Mapping[str, Any]

    def char(self, sign: int) -> str:
        """The character of a number that stands for one."""
        return chr(int(self.chars[sign - FIRST_HAN]))


@cache
def shipped() -> Model:
    """The model of this release, mapped once and shared."""
    return opened(SHIPPED)


def opened(path: Path) -> Model:
    """A model from its file. Raises ValueError for another kind of file."""
    return assembled(*artefact.read(path))


def assembled(arrays: Arrays, about: Mapping[str, Any]) -> Model:
    """A model of its arrays."""
    seeds = about["seeds"]
    language = Language(
        {
            order: Sieve(arrays[f"runs{order}"], seeds[f"runs{order}"])
            for order in range(2, ORDER + 1)
        },
        arrays["singles"],
    )
    words = Sieve(arrays["words"], seeds["words"])
    net = Net(
        arrays["net.signs"],
        arrays["net.pairs"],
        arrays["net.hidden"].astype(np.float32),
        arrays["net.hidden_bias"],
        arrays["net.out"].astype(np.float32),
        arrays["net.out_bias"],
        arrays["net.answers"],
        arrays["net.answer_bias"],
        arrays["net.scales"],
    )
    return Model(
        signs=arrays["signs"],
        chars=arrays["chars"],
        look=arrays["look"],
        look_bias=float(about["look_bias"]),
        mistaken=arrays["mistaken"],
        confusions=Confusions(
            arrays["alike.first"],
            arrays["alike.sign"],
            arrays["alike.kind"],
            arrays["alike.shape"],
            Lookup(arrays["usual"], seeds["usual"]),
            Lookup(arrays["phrases"], seeds["phrases"]),
            words,
        ),
        pairs=SoundPairs(
            arrays["pairs.sound"],
            arrays["pairs.first"],
            arrays["pairs.one"],
            arrays["pairs.two"],
            int(about["syllables"]),
        ),
        reader=Reader(
            language,
            net,
            words,
            arrays["surnames"],
            Habits(arrays["habits.pairs"], arrays["habits.seen"]),
        ),
        single=_forest(arrays, "single", about),
        double=_forest(arrays, "double", about),
        about=about,
    )


def _forest(arrays: Arrays, name: str, about: Mapping[str, Any]) -> Forest:
    return Forest(
        arrays[f"{name}.feature"],
        arrays[f"{name}.threshold"],
        arrays[f"{name}.left"],
        arrays[f"{name}.right"],
        arrays[f"{name}.value"],
        arrays[f"{name}.roots"],
        int(about["depth"][name]),
        float(about["floor"][name]),
    )
