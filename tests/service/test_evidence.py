"""The evidence pack: whole for every draft, checked without us, no byte of it free."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from review.draft import State
from service.paper import verify
from service.paper.pack import evidence_pack
from service.store import Store
from service.store.instant import written
from tests.service.keeping import keep
from tests.stories import KEY, NOW, settled_story, story_in

VERIFIER = Path(verify.__file__)


def pack_of(store: Store, draft: int = 1) -> bytes:
    with store.read() as unit:
        return evidence_pack(unit, draft, key=KEY, now=NOW)


def verified(path: Path, *options: str) -> tuple[int, str]:
    """As somebody else does it: another process, nothing of ours to import."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(path), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def released(store: Store) -> Store:
    keep(store, settled_story())
    keep(store, story_in(State.RELEASED))
    return store


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(KEY.hex() + "\n", encoding="ascii")
    return path


def test_the_pack_of_every_state_holds_with_the_key(crowded: Store, tmp_path: Path):
    key = tmp_path / "key"
    key.write_text(KEY.hex(), encoding="ascii")
    for draft in range(1, len(State) + 2):
        path = tmp_path / f"{draft}.zip"
        path.write_bytes(pack_of(crowded, draft))
        status, told = verified(path, "--key", str(key))
        assert status == 0, told
        assert "密钥相符" in told


def test_without_the_key_it_says_what_is_not_proved(released: Store, tmp_path: Path):
    path = tmp_path / "pack.zip"
    path.write_bytes(pack_of(released, 2))
    status, told = verified(path)
    assert status == 0
    assert "没有用密钥" in told
    assert "没有对照全部留痕" in told


def test_the_files_are_the_very_texts_that_were_signed(released: Store):
    with zipfile.ZipFile(io.BytesIO(pack_of(released, 2))) as packed:
        assert packed.testzip() is None
        record = json.loads(packed.read("record.json"))
        last = record["rounds"][-1]
        name = f"documents/{last['document'].rpartition(':')[2]}.json"
        assert verify.sha256(packed.read(name)) == last["document"].rpartition(":")[2]
        assert len(last["sign_offs"]) == len(last["route"]["steps"])
        assert record["releases"][0]["seal"].startswith("hmac-sha256:")


def test_it_verifies_unpacked_by_the_program_that_came_with_it(released: Store, tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(pack_of(released, 2))) as packed:
        packed.extractall(tmp_path / "pack")
    program = tmp_path / "pack" / "verify.py"
    done = subprocess.run([sys.executable, "-I", str(program)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()


def test_a_byte_changed_anywhere_is_found(released: Store):
    pack = pack_of(released, 2)
    for at in range(len(pack)):
        changed = bytearray(pack)
        changed[at] ^= 1 << (at % 8)
        try:
            files = verify.unpacked(bytes(changed))
            flaws = [flaw for _, some in verify.examined(files, None, None) for flaw in some]
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, verify.struct.error):
            continue
        assert flaws, at


def test_one_cut_off_or_longer_is_found(released: Store):
    pack = pack_of(released, 2)
    for changed in (pack[:-1], pack + b"\0", b"\0" + pack, b""):
        with pytest.raises((ValueError, verify.struct.error, KeyError)):
            list(verify.examined(verify.unpacked(changed), None, None))


def forged(pack: bytes, name: str, change) -> bytes:
    """The pack of somebody clever: one file changed, every sum made anew, the seal not."""
    files = verify.unpacked(pack)
    files[name] = change(files[name])
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = {
        each: verify.sha256(data) for each, data in files.items() if each not in verify.NOT_LISTED
    }
    files["manifest.json"] = json.dumps(manifest, sort_keys=True, separators=(",", ":")).encode()
    sums = [
        f"{verify.sha256(files[each])}  {each}\n" for each in ("manifest.json", "manifest.seal")
    ]
    files["manifest.sha256"] = "".join(sums).encode()
    return verify.archive_of(files)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("record.json", '"decision":"pass"', '"decision":"reject"', "与留痕所记不一致"),
        ("record.json", '"login":"chen"', '"login":"zhou"', "与留痕所记不一致"),
        ("record.json", '"version":1', '"version":7', "第1轮送审与留痕所记不一致"),
        ("events.jsonl", '"actor":"chen"', '"actor":"qian"', "与其摘要不符"),
        ("head.json", '"seq":', '"seq":-', "末条标记"),
    ],
)
def test_a_change_with_all_sums_made_anew_is_found(
    released: Store, tmp_path: Path, name: str, old: str, new: str, said: str
):
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    path = tmp_path / "forged.zip"
    path.write_bytes(forged(pack_of(released, 2), name, change))
    status, told = verified(path)
    assert status == 1
    assert said in told


def test_one_person_signing_twice_is_found(released: Store):
    files = verify.unpacked(pack_of(released, 2))
    record = json.loads(files["record.json"])
    first, second = record["rounds"][-1]["sign_offs"][:2]
    second["person"] = first["person"]
    assert any("同一个人" in flaw for flaw in verify.check_signatures(record, files))


def test_a_signature_taken_out_of_the_record_is_found(released: Store):
    files = verify.unpacked(pack_of(released, 2))
    record = json.loads(files["record.json"])
    rows = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    record["rounds"][-1]["sign_offs"].pop()
    assert any("签字与留痕" in flaw for flaw in verify.check_record(record, rows, files))


def test_one_made_anew_as_a_whole_holds_only_without_the_key(
    released: Store, tmp_path: Path, key_file: Path
):
    with released.read() as unit:
        other = evidence_pack(unit, 2, key=b"x" * 32, now=NOW)
    path = tmp_path / "other.zip"
    path.write_bytes(other)
    assert verified(path)[0] == 0
    status, told = verified(path, "--key", str(key_file))
    assert status == 1
    assert "封印不符" in told


def exported(store: Store) -> list[dict[str, object]]:
    with store.read() as unit:
        return [
            {
                "seq": entry.seq,
                "at": written(entry.at),
                "actor_id": entry.actor_id,
                "actor": entry.actor,
                "verb": entry.verb.value,
                "draft": entry.draft,
                "detail": dict(entry.detail),
                "previous": entry.previous,
                "hash": entry.hash,
            }
            for entry in unit.events.all()
        ]


def test_against_the_whole_log_a_missing_entry_is_found(released: Store, tmp_path: Path):
    lines = exported(released)
    log = tmp_path / "log.json"
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    path = tmp_path / "pack.zip"
    path.write_bytes(pack_of(released, 2))
    status, told = verified(path, "--against", str(log))
    assert status == 0, told
    assert "一条不少" in told

    def without_the_last(data: bytes) -> bytes:
        return b"".join(data.splitlines(keepends=True)[:-1])

    path.write_bytes(forged(pack_of(released, 2), "events.jsonl", without_the_last))
    status, told = verified(path, "--against", str(log))
    assert status == 1
    assert "在证据包里与在导出里不一致" in told
    del lines[3]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert "接不上" in verified(path, "--against", str(log))[1]


def test_the_verifier_asks_for_no_newer_python_and_nothing_but_its_own_library():
    beside = VERIFIER.with_name("signatures.py")
    trees = [
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
        for path in (VERIFIER, beside)
    ]
    imported = {
        name.partition(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
    }
    # Out of the pack it takes the file beside it, in the house the same file of the house.
    assert imported - {"signatures", "service"} <= sys.stdlib_module_names


def test_an_unknown_draft_has_no_pack(store: Store):
    with store.read() as unit, pytest.raises(KeyError):
        evidence_pack(unit, 99, key=KEY, now=NOW)
