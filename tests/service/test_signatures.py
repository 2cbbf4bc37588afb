"""The pack's own verifier of signatures, which is ours alone, against a library and the standard."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from review.draft import State
from review.seals import HouseKey, fingerprint
from service.paper import verify
from service.paper.pack import evidence_pack
from service.paper.signatures import public_keys, signature_holds
from service.store import Store
from tests.service.keeping import keep
from tests.service.test_evidence import verified
from tests.stories import KEY, NOW, story_in

# RFC 8032, section 7.1: public key, message, signature.
STANDARD = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
)


@pytest.mark.parametrize(("public", "message", "signature"), STANDARD)
def test_the_examples_of_the_standard_hold(public: str, message: str, signature: str):
    assert signature_holds(*map(bytes.fromhex, (public, message, signature)))


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_what_a_library_signs_holds_and_one_bit_less_does_not(
    seed: bytes, message: bytes, bit: int
):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert signature_holds(public, message, signature)
    spoilt = bytearray(signature)
    spoilt[bit // 8] ^= 1 << bit % 8
    assert not signature_holds(public, message, bytes(spoilt))
    assert not signature_holds(public, message + b"x", signature)


@given(st.binary(max_size=40), st.binary(max_size=70))
def test_nonsense_is_no_signature(public: bytes, signature: bytes):
    assert not signature_holds(public, b"", signature)


HOUSE = HouseKey.of(KEY, signing=b"7" * 32)


@pytest.fixture
def signed(store: Store) -> Store:
    mine = Store(store.engines, HOUSE)
    keep(mine, story_in(State.RELEASED))
    return mine


def packed(store: Store, path: Path, key: bytes = HOUSE) -> Path:
    with store.read() as unit:
        path.write_bytes(evidence_pack(unit, 1, key=key, now=NOW))
    return path


def test_a_pack_tells_who_signed_its_release(signed: Store, tmp_path: Path):
    key = tmp_path / "key"
    key.write_text(KEY.hex(), encoding="ascii")
    status, told = verified(packed(signed, tmp_path / "1.zip"), "--key", str(key))
    assert status == 0, told
    assert fingerprint(HOUSE.publics[0]) in told


def test_with_the_published_key_it_needs_no_secret(signed: Store, tmp_path: Path):
    pack, mine, other = (tmp_path / name for name in ("1.zip", "mine", "other"))
    packed(signed, pack)
    mine.write_text(f"{HOUSE.publics[0].hex()}  x\n", encoding="ascii")
    other.write_text(f"{HouseKey.of(KEY, signing=b'8' * 32).publics[0].hex()}\n", encoding="ascii")
    assert verified(pack, "--public", str(mine))[0] == 0
    status, told = verified(pack, "--public", str(other))
    assert status == 1
    assert "签名不符" in told


def test_a_release_changed_by_one_letter_bears_no_signature(signed: Store, tmp_path: Path):
    files = verify.unpacked(packed(signed, tmp_path / "1.zip").read_bytes())
    record = verify.read_json(files["record.json"])
    trusted = public_keys(files["public-keys.txt"])
    assert list(verify.signatures.check_signed(files, record, trusted)) == []
    name = next(name for name in files if name.startswith("releases/"))
    files[name] = files[name].replace(b'"round":1', b'"round":2')
    assert len(list(verify.signatures.check_signed(files, record, trusted))) == 1
