"""The keys of releases: kept outside the database, replaced without losing what was signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.release import BrokenSealError, verify
from review.seals import HouseKey, seal_of
from service.keys import complaints, house_key, new_pair, pairs_in
from service.settings import SettingsError
from tests.review.test_release import sealed

SECRET = b"the secret of a house, 32 bytes."


def test_a_release_is_signed_and_anybody_with_the_public_key_can_tell(tmp_path: Path):
    key = house_key(SECRET, tmp_path / "keys")
    release = sealed(key=key)
    assert release.seal.startswith("ed25519:")
    assert len(release.seal) <= 100
    assert verify(release, key).release == release
    only_public = HouseKey.of(b"another house's secret", publics=key.publics)
    assert verify(release, only_public).release == release


def test_a_replaced_key_signs_no_more_and_still_verifies(tmp_path: Path):
    folder = tmp_path / "keys"
    before = house_key(SECRET, folder)
    old = sealed(key=before)
    new_pair(folder)
    after = house_key(SECRET, folder)
    new = sealed(key=after)
    assert before.signing != after.signing
    assert before.signing.hex() not in "".join(
        path.read_text(encoding="ascii") for path in folder.iterdir()
    )
    for release in (old, new):
        verify(release, after)
    with pytest.raises(BrokenSealError):
        verify(new, before)


def test_seals_made_before_there_were_pairs_still_hold(tmp_path: Path):
    old = sealed(key=SECRET)
    assert old.seal.startswith("hmac-sha256:")
    verify(old, house_key(SECRET, tmp_path / "keys"))


def test_a_house_without_the_private_key_verifies_and_does_not_seal(tmp_path: Path):
    folder = tmp_path / "keys"
    release = sealed(key=house_key(SECRET, folder))
    (folder / "current.key").unlink()
    key = house_key(SECRET, folder)
    verify(release, key)
    with pytest.raises(ValueError, match="private"):
        seal_of(release.document, key)


@pytest.mark.parametrize("letter", ["=", "A", "/", "+"])
def test_a_signature_is_written_in_one_way_only(tmp_path: Path, letter: str):
    key = house_key(SECRET, tmp_path / "keys")
    release = sealed(key=key)
    with pytest.raises(BrokenSealError):
        verify(replace(release, seal=release.seal + letter), key)


def test_keys_that_are_gone_are_not_made_anew_where_releases_were_signed(tmp_path: Path):
    with pytest.raises(SettingsError, match="不见了"):
        house_key(SECRET, tmp_path / "keys", begun=True)
    assert not (tmp_path / "keys").exists()


def test_a_key_file_that_makes_no_sense_is_told(tmp_path: Path):
    folder = tmp_path / "keys"
    new_pair(folder, first=True)
    (folder / "current.key").write_text("zz", encoding="ascii")
    with pytest.raises(SettingsError, match="内容不对"):
        pairs_in(folder)


def test_a_public_key_under_another_name_is_refused(tmp_path: Path):
    folder = tmp_path / "keys"
    new_pair(folder, first=True)
    next(folder.glob("*.pub")).rename(folder / "0123456789abcdef.pub")
    with pytest.raises(SettingsError):
        pairs_in(folder)


def test_a_private_key_that_others_can_read_is_told(tmp_path: Path):
    folder = tmp_path / "keys"
    new_pair(folder, first=True)
    assert list(complaints(folder)) == []
    (folder / "current.key").chmod(0o644)
    assert "chmod 600" in next(complaints(folder))


def test_a_key_never_shows_itself(tmp_path: Path):
    key = house_key(SECRET, tmp_path / "keys")
    assert SECRET.decode() not in repr(key)
    assert key.signing.hex() not in repr(pairs_in(tmp_path / "keys"))
