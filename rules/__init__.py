"""规则: know. One file is one rule, found by walking; there is no list of rules to edit."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import pkgutil
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from review.example import faults
from review.model import Gate
from review.rule import Rule
from review.ruleset import BadRuleError, Ruleset, compile_ruleset
from review.text import Segmenter
from review.typos.model import SHIPPED as TYPO_MODEL
from review.wordlist import BadWordlistError, Wordlist, parse_wordlist
from rules._kept import Kept

_HERE = Path(__file__).parent
WORDLISTS = _HERE.parent / "wordlists"


def load(
    *,
    cache_dir: Path,
    gates: Collection[Gate] | None = None,
    wordlists: Sequence[Path] = (),
    proved: bool = True,
) -> Ruleset:
    """All rules and lists, ready for use.

    `cache_dir`: a folder of our own for the segmenter's dictionary and what was read. `wordlists`:
    further folders laid out like ours; a list of the same name takes the place of ours. `proved`:
    every rule's examples are run first; once for a ruleset, remembered by its digest there.
    Raises BadRuleError or BadWordlistError: a broken rule or list stops everything, in one
    sentence that says where.
    """
    sources = {f"review/typos/{TYPO_MODEL.name}": _digest(TYPO_MODEL)}
    rules = declared()
    for gate in Gate:
        for name in _modules(gate):
            sources[f"rules/{gate}/{name}.py"] = _digest(_HERE / gate / f"{name}.py")
    library: dict[str, Wordlist] = {}
    kept = Kept(cache_dir)
    for folder in (WORDLISTS, *wordlists):
        for path in sorted(folder.glob("*/*.toml")):
            name = f"{path.parent.name}/{path.stem}"
            sources[f"wordlists/{name}"] = digest = _digest(path)
            library[name] = kept.wordlist(name, digest, partial(_wordlist, name, path))
    ruleset = compile_ruleset(
        rules, library, Segmenter(cache_dir), version=version(library), sources=sources
    )
    kept.write()
    if proved:
        _prove(ruleset, cache_dir)
    return ruleset.select(gates=gates)


def declared() -> list[Rule]:
    """Every rule as its file declares it, gate after gate; nothing is compiled or proved.

    Raises BadRuleError.
    """
    return [_rule(gate, name) for gate in Gate for name in _modules(gate)]


def _prove(ruleset: Ruleset, cache_dir: Path) -> None:
    """Refuse a ruleset in which a rule's own examples fail."""
    proof = cache_dir / f"proved-{ruleset.digest.removeprefix('sha256:')[:32]}"
    if proof.exists():
        return
    for rule in ruleset.rules:
        if found := faults(rule, ruleset):
            message = f"规则 {rule.id} 不能通过自己的例子，请改好规则或例子：{found[0]}"
            raise BadRuleError(message)
    cache_dir.mkdir(parents=True, exist_ok=True)
    proof.touch()


def version(library: dict[str, Wordlist]) -> str:
    """The package's version and the day its newest list was last read through."""
    newest = max((wordlist.reviewed for wordlist in library.values()), default=None)
    release = importlib.metadata.version("xianshen")
    return f"{release}+{newest:%Y%m%d}" if newest else release


def _modules(gate: Gate) -> Iterator[str]:
    for module in sorted(pkgutil.iter_modules([str(_HERE / gate)]), key=lambda each: each.name):
        if not module.name.startswith("_"):
            yield module.name


def _rule(gate: Gate, name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{gate}.{name}")
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        message = f"rules/{gate}/{name}.py 没有定义 RULE，请照其他规则文件补上。"
        raise BadRuleError(message)
    if rule.gate is not gate or not name.startswith(f"{rule.id.lower()}_"):
        message = f"rules/{gate}/{name}.py 里的规则是 {rule.id}（{rule.gate.label}），文件应按编号放在相应目录。"
        raise BadRuleError(message)
    return rule


def _wordlist(name: str, path: Path) -> Wordlist:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        message = f"{name}.toml:1：不是 UTF-8 编码，请另存为 UTF-8。"
        raise BadWordlistError(message) from error
    return parse_wordlist(name, text)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
