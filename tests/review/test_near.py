"""Near misses: all of them, at exactly their place, and nothing in clean prose."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.likeness import characters, look_alike, sound_same
from review.near import family_of
from review.near.family import Family, Seen, each_alone
from review.near.slip import Kind, slip
from review.ruleset import Ruleset
from review.text import Segmenter, Text

CLEAN = Path(__file__).parents[3] / "shared" / "eval" / "clean"
FRAMES = ("会议强调，要{}，确保落实。", "关于{}的通知", "认真学习{}重要内容")
COMMON = (
    "一国在人有中年大业发会工经上地市要个产这出行作生家成到日民来我部对进多全建公开们场展时理方主企资"
    "实学报制政济用同法高长现本月定加动合品重关机分力外者区能设后就体下万社前面农说员务利电文事可种总"
    "改三好金第司其代当天水省提商十管内小技位目起海所立通入量子问度北保心还科委都术明将增基名向门应里"
    "美由规今题记点计去强两些系办教正条最达特革收二期并程厂道际及西口京华任调性导组东路活广意比投决交"
)


def family(*phrases: str, seen: dict[str, Seen] | None = None) -> Family:
    made = Family(seen or {})
    made.add(phrases, phrases)
    return made


def close(one: str, other: str) -> bool:
    """Whether one edit parts two texts: a character other, missing or added, or a swap."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    edits = {other[:at] + other[at + 1 :] for at in range(len(other))}
    if one in edits or other in {one[:at] + one[at + 1 :] for at in range(len(one))}:
        return True
    wrong = [at for at in range(len(one)) if len(one) == len(other) and one[at] != other[at]]
    return len(one) == len(other) and (
        len(wrong) == 1
        or (len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(one) == sorted(other))
    )


def by_hand(text: str, phrase: str) -> set[tuple[int, int]]:
    """Every stretch one edit from the phrase, but a character added before or after the whole."""
    size = len(phrase)
    return {
        (start, start + length)
        for length in (size - 1, size, size + 1)
        for start in range(len(text) - length + 1)
        if close(written := text[start : start + length], phrase)
        and not (
            length == size + 1
            and phrase in (written[1:], written[:-1])
            and written not in (phrase[0] + phrase, phrase + phrase[-1])
        )
    }


@settings(max_examples=400, deadline=None)
@given(st.text("甲乙丙丁", min_size=6, max_size=9), st.text("甲乙丙丁戊", max_size=40))
def test_all_near_misses_are_found_and_nothing_else(phrase: str, text: str):
    right = [at for at in range(len(text)) if text.startswith(phrase, at)]

    def beside(stretches: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Those that share nothing with the phrase where it stands as it should."""
        return {
            (start, end)
            for start, end in stretches
            if all(end <= at or at + len(phrase) <= start for at in right)
        }

    found = {(one.start, one.end) for one in family(phrase).near(text)}
    assert beside(found) == beside(by_hand(text, phrase))


@settings(max_examples=200, deadline=None)
@given(st.data(), st.text("关于国中的民，。", max_size=6), st.text("关于国中的民，。", max_size=6))
def test_a_slip_is_reported_at_exactly_its_place(data: st.DataObject, before: str, after: str):
    phrase = "构建人类命运共同体"
    at = data.draw(st.integers(1, len(phrase) - 2))
    written = data.draw(
        st.sampled_from(
            [
                phrase[:at] + "鸡" + phrase[at + 1 :],
                phrase[:at] + phrase[at + 1 :],
                phrase[:at] + "鸡" + phrase[at:],
                phrase[:at] + phrase[at] + phrase[at:],
                phrase[: at - 1] + phrase[at] + phrase[at - 1] + phrase[at + 1 :],
            ]
        )
    )
    found = each_alone(family(phrase).near(f"{before}{written}{after}"))
    assert [(one.start, one.end) for one in found] == [(len(before), len(before) + len(written))]


def test_phrases_of_three_characters_are_near_only_by_sound_shape_or_swap(segmenter: Segmenter):
    some = family("丁薛祥")
    for text, found in {
        "丁雪祥": True,
        "丁薛样": True,
        "丁祥薛": True,
        "薛丁祥": True,
        "丁大祥": False,
        "丁祥": False,
        "丁薛大祥": False,
    }.items():
        assert bool(some.slips(Text("body", f"，{text}，", segmenter))) is found, text


def test_two_wrong_characters_in_a_long_phrase_are_seen():
    some = family("习近平新时代中国特色社会主义思想", "人民当家作主")
    (found,) = some.near("以习近平新事代中国特色社会注义思想为指导")
    assert (found.start, found.end, found.slip.kind) == (1, 17, Kind.TWICE)
    assert some.near("人民当加做主") == []


def test_a_right_phrase_that_runs_through_the_place_excuses(segmenter: Segmenter):
    some = family("监察官法律", "监察法律师")
    assert some.slips(Text("body", "监察官法律", segmenter)) == []
    assert some.slips(Text("body", "监察法律师", segmenter)) == []
    assert some.slips(Text("body", "监察管法律", segmenter)) != []


def test_what_clean_prose_writes_is_no_slip(segmenter: Segmenter):
    phrase = "全国人民代表大会"
    seen = {
        phrase: Seen(
            100, frozenset({"o1", "O4"}), frozenset({"全国人民代表打会", "全果人民代表大会议"})
        )
    }
    some = family(phrase, seen=seen)
    for text, found in {
        "全县人民代表大会": False,  # a closed slot, and nothing alike
        "全过人民代表大会": True,  # alike
        "全国人民戴表大会": False,  # closed to that too
        "全国人民代表打会": False,  # right as it is
        "全果人民代表大会议": False,  # right with what follows
        "全果人民代表大会，": True,
        "全国人大代表大会": True,  # an open slot
    }.items():
        assert bool(some.slips(Text("body", f"。{text}", segmenter))) is found, text


def test_another_word_at_the_edge_is_no_slip(segmenter: Segmenter):
    seen = {
        "党史学习教育": Seen(100),
        "促进世界和平与发展": Seen(100),
        "国家药品监督管理局": Seen(100),
    }
    some = family("北海市", *seen, seen=seen)
    for text in (
        "北海湿地公园",
        "人类发展史学习教育",
        "推进世界和平与发展",
        "国家药品监督管理部门负责",
    ):
        assert some.slips(Text("body", text, segmenter)) == [], text
    for text in ("北海示，", "裆史学习教育", "国家药品监督管理的通知"):
        assert some.slips(Text("body", text, segmenter)) != [], text


def test_a_line_of_slips_takes_time_in_proportion(segmenter: Segmenter):
    some = family("中国特色社会主义", "中国特色社会主义道路", "社会主义核心价值观")
    taken = []
    for times in (1_000, 8_000):
        text = Text("body", "中国特设社会主义" * times, segmenter)
        begun = time.process_time()
        assert len(some.slips(text)) >= times
        taken.append(time.process_time() - begun)
    assert taken[1] < 20 * taken[0] + 0.2


def test_astral_characters_do_not_shift_the_place():
    (found,) = family("中国特色社会主义").near("\U00020000\U00020001中国特设社会主义")
    assert (found.start, found.end) == (2, 10)


# over the lists that are shipped

LISTS = (
    "political/core_wording",
    "political/fixed_wording",
    "political/organs",
    "political/leader_names",
)
SAMPLE = 120


def perturbed(phrase: str, kind: str, dice: random.Random) -> str:
    at = dice.randrange(len(phrase))
    if kind in ("sound", "shape"):
        alike = sound_same if kind == "sound" else look_alike
        near = [
            char
            for char in (COMMON if kind == "sound" else characters().get(phrase[at], ("", ""))[1])
            if char != phrase[at] and alike(char, phrase[at])
        ]
        return phrase[:at] + dice.choice(near) + phrase[at + 1 :] if near else phrase
    if kind == "swap":
        at = min(at, len(phrase) - 2)
        return phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
    if kind == "missing":
        return phrase[:at] + phrase[at + 1 :]
    if kind == "extra":
        return phrase[: at + 1] + dice.choice(COMMON) + phrase[at + 1 :] if at else phrase
    return phrase[:at] + dice.choice(COMMON) + phrase[at + 1 :]


def trials(ruleset: Ruleset, kind: str) -> Iterator[tuple[str, str]]:
    dice = random.Random(kind)
    words = sorted({entry.word for name in LISTS for entry in ruleset.library[name].entries})
    words = [word for word in words if len(word) >= 4 and word.isalpha()]
    for phrase in dice.sample(words, min(SAMPLE, len(words))):
        for _ in range(2):
            written = perturbed(phrase, kind, dice)
            if written not in {phrase, *words} and phrase not in written:
                yield phrase, written


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [
        ("sound", 0.97, 1.0),
        ("shape", 0.97, 1.0),
        ("swap", 0.97, 1.0),
        ("missing", 0.0, 0.95),
        ("extra", 0.0, 0.95),
        ("other", 0.0, 0.94),
    ],
)
def test_slips_in_the_shipped_phrases_are_found(
    ruleset: Ruleset, kind: str, short: float, long: float
):
    whole = family_of(ruleset.library)
    dice = random.Random(0)
    found: dict[bool, Counter[bool]] = defaultdict(Counter)
    inside: Counter[bool] = Counter()
    for phrase, written in trials(ruleset, kind):
        frame = dice.choice(FRAMES)
        start = frame.index("{")
        text = Text("body", frame.format(written), ruleset.segmenter)
        hit = any(one.start < start + len(written) and start < one.end for one in whole.slips(text))
        found[len(phrase) >= 6][hit] += 1
        made = slip(written, phrase)
        if len(phrase) >= 6 and made and 0 < made.at < len(phrase) - 1:
            inside[hit] += 1
    assert found[True].total() >= SAMPLE
    assert found[True][True] >= long * found[True].total()
    assert found[False][True] >= short * found[False].total()
    assert inside[True] >= 0.95 * inside.total(), "inside a phrase nothing stands but its own"


def test_the_shipped_phrases_themselves_are_never_slips(ruleset: Ruleset):
    whole = family_of(ruleset.library)
    marked = [
        (phrase, found.phrase)
        for phrase in whole.phrases
        for found in whole.slips(Text("body", f"，{phrase}，", ruleset.segmenter))
    ]
    assert marked == []


@pytest.mark.skipif(not CLEAN.is_dir(), reason="measures on texts beside the repository")
def test_clean_prose_holds_hardly_a_slip(ruleset: Ruleset):
    whole = family_of(ruleset.library)
    lines = [
        line
        for path in sorted(CLEAN.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    characters_read = sum(map(len, lines))
    marked = [
        (found.phrase, text.folded[found.start : found.end])
        for text in (
            Text("body", "\n".join(lines[at : at + 50]), ruleset.segmenter)
            for at in range(0, len(lines), 50)
        )
        for found in whole.slips(text)
    ]
    assert len(marked) <= max(1, characters_read / 1_000_000), marked
