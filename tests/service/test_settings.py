"""Settings come from the environment, refuse what makes no sense, and show no secret."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest

from service.settings import Settings, SettingsError


def test_with_nothing_set_everything_is_in_one_folder():
    settings = Settings.from_environ({"PATH": "/bin"})
    assert settings.data_dir == Path("var")
    assert settings.key_file == Path("var/seal.key")
    assert settings.site_dir == Path("var/site")
    assert settings.database_url == f"sqlite:///{Path('var/xianshen.db').absolute()}"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)


def test_every_setting_has_its_variable(tmp_path: Path):
    lists = [tmp_path / "lists", tmp_path / "more"]
    for folder in lists:
        folder.mkdir()
    settings = Settings.from_environ(
        {
            "XIANSHEN_DATA_DIR": str(tmp_path),
            "XIANSHEN_PORT": "9000",
            "XIANSHEN_SECURE_COOKIES": "1",
            "XIANSHEN_PUBLIC_URL": "https://www.example.gov.cn/",
            "XIANSHEN_WORDLISTS": os.pathsep.join(map(str, lists)),
            "XIANSHEN_SESSION_HOURS": " 2 ",
            "XIANSHEN_HOST": "",
            "XIANSHEN_DEBUG": "1",
        }
    )
    assert settings.key_file == tmp_path / "seal.key"
    assert (settings.port, settings.session_hours, settings.host) == (9000, 2, "127.0.0.1")
    assert settings.secure_cookies
    assert settings.public_url == "https://www.example.gov.cn"
    assert settings.wordlists == tuple(lists)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("XIANSHEN_PORT", "八千"),
        ("XIANSHEN_PORT", "٣"),
        ("XIANSHEN_PORT", "99999"),
        ("XIANSHEN_SESSION_HOURS", "0"),
        ("XIANSHEN_SECURE_COOKIES", "也许"),
        ("XIANSHEN_PUBLIC_URL", "www.example.gov.cn"),
        ("XIANSHEN_WECHAT_BASE_URL", "ftp://api.example.cn"),
        ("XIANSHEN_PORTS", "8000"),
        ("XIANSHEN_ARGON2_TIME", "0"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(variable: str, value: str):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({variable: value})
    assert variable in str(caught.value)
    assert str(caught.value).endswith("。")


def test_secrets_are_never_shown():
    settings = Settings(
        wechat_appid="wx1",
        wechat_secret="geheim-1",
        database_url="postgresql://user:geheim-2@host/name",
    )
    assert "geheim" not in repr(settings)


def test_a_folder_of_lists_that_is_none_is_refused(tmp_path: Path):
    with pytest.raises(SettingsError, match="不是文件夹"):
        Settings(wordlists=(tmp_path / "gone",))


def test_a_list_that_would_not_be_read_is_told(tmp_path: Path):
    (tmp_path / "own.toml").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="不会被用到"):
        Settings(wordlists=(tmp_path,))


def test_every_setting_of_signing_in_elsewhere_is_told_of():
    told = (Path(__file__).parents[2] / "docs" / "sign-on.md").read_text(encoding="utf-8")
    ours = ("oidc_", "ldap_", "sign_on_", "fresh_", "local_sign_in")
    names = {one.name for one in fields(Settings) if one.name.startswith(ours)}
    assert names
    assert {name for name in names if f"XIANSHEN_{name.upper()}" not in told} == set()
