"""网站目录: what stands in the folder, and what happens when the folder misbehaves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.platforms import Again, Platform, RefusedError, UnknownError, open_platforms
from service.platforms.folder import Connector
from service.settings import Settings, SettingsError
from tests.service.platforms.pictures import an_illustrated_order, png
from tests.service.platforms.stages import FolderStage, a_document, an_order, folder_stage


@pytest.fixture
def folder(tmp_path: Path) -> FolderStage:
    return folder_stage(tmp_path)


def test_page_and_manifest_stand_under_the_key(folder: FolderStage) -> None:
    order = an_order(folder.platform, key="12-1-folder")
    receipt = folder.platform.send(order)
    assert receipt.url == "https://www.example.gov.cn/fb/12-1-folder/"
    page = (folder.site / "12-1-folder" / "index.html").read_text(encoding="utf-8")
    assert "<title>清远市推进政务公开工作安排</title>" in page
    assert "&lt;全市&gt;" in page
    assert "<script" not in page
    manifest = json.loads(
        (folder.site / "12-1-folder" / "manifest.json").read_text(encoding="utf-8")
    )
    assert manifest["document"] == order.document.digest
    assert manifest["rendering"] == order.rendering.digest
    assert not list(folder.site.glob(".new-*"))


def test_the_front_page_lists_the_newest_first(folder: FolderStage) -> None:
    order = an_order(folder.platform, key="1-1-folder")
    folder.platform.send(order)
    later = an_order(folder.platform, a_document(title="后来的<一篇>"), key="2-1-folder")
    folder.platform.send(replace(later, now=later.now + timedelta(hours=1)))
    front = (folder.site / "index.html").read_text(encoding="utf-8")
    assert front.index("后来的&lt;一篇&gt;") < front.index("清远市推进政务公开工作安排")


def test_the_offices_own_style_sheet_is_left_alone(folder: FolderStage) -> None:
    folder.site.mkdir()
    (folder.site / "site.css").write_text("body{color:navy}", encoding="utf-8")
    folder.platform.send(an_order(folder.platform))
    assert (folder.site / "site.css").read_text(encoding="utf-8") == "body{color:navy}"


def test_foreign_folders_in_the_site_do_not_disturb(folder: FolderStage) -> None:
    (folder.site / "photos").mkdir(parents=True)
    (folder.site / "broken").mkdir()
    (folder.site / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    folder.platform.send(an_order(folder.platform))
    assert folder.out() == 2


def test_another_content_under_the_key_is_never_overwritten(folder: FolderStage) -> None:
    folder.platform.send(an_order(folder.platform))
    other = an_order(folder.platform, a_document(body="别的正文", links=()))
    with pytest.raises(RefusedError, match="另一份内容"):
        folder.platform.send(other)
    assert "别的正文" not in (folder.site / other.key / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["../evil", "a/b", "", ".hidden", "x" * 200])
def test_a_key_cannot_lead_out_of_the_folder(folder: FolderStage, key: str) -> None:
    with pytest.raises(RefusedError, match="文件名"):
        folder.platform.send(an_order(folder.platform, key=key))


def test_a_page_changed_on_the_disk_is_seen_by_the_read_back(folder: FolderStage) -> None:
    order = an_order(folder.platform)
    receipt = folder.platform.send(order)
    page = folder.site / order.key / "index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("一网通办", "某网通办"), encoding="utf-8"
    )
    assert folder.platform.read_back(receipt) != order.rendering.text
    page.unlink()
    with pytest.raises(UnknownError, match="已没有这个页面") as gone:
        folder.platform.read_back(receipt)
    assert gone.value.again is Again.NEVER


def test_a_site_that_is_not_mounted_has_lost_no_page(folder: FolderStage) -> None:
    receipt = folder.platform.send(an_order(folder.platform))
    folder.site.rename(folder.site.with_name("elsewhere"))
    with pytest.raises(UnknownError) as away:
        folder.platform.read_back(receipt)
    assert away.value.again is Again.SOON


def test_a_broken_manifest_is_unknown_and_not_absence(folder: FolderStage) -> None:
    order = an_order(folder.platform)
    folder.platform.send(order)
    (folder.site / order.key / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnknownError, match="发布清单"):
        folder.platform.find(order)


def test_an_error_names_no_path(folder: FolderStage) -> None:
    folder.be_down()
    with pytest.raises(RefusedError) as down:
        folder.platform.send(an_order(folder.platform))
    assert str(folder.site) not in str(down.value)


def test_without_a_public_address_there_is_no_url(tmp_path: Path) -> None:
    platform = Connector(tmp_path / "site", public_url="")
    assert platform.send(an_order(platform)).url == ""


def test_platforms_are_found_by_looking_and_come_in_order(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    assert list(open_platforms(settings)) == ["folder", "feed"]
    with_wechat = replace(settings, wechat_appid="wx1", wechat_secret="s")
    found = open_platforms(with_wechat)
    assert list(found) == ["folder", "feed", "wechat"]
    for platform in found.values():
        typed: Platform = platform
        assert not typed.depends_on or set(typed.depends_on) & set(found)


def test_a_website_of_the_offices_own_takes_the_folders_place(tmp_path: Path) -> None:
    site = {"site_url": "https://cms.example.gov.cn/x/v1", "site_key": "hmac:" + "x" * 32}
    assert list(open_platforms(Settings(data_dir=tmp_path, **site))) == ["site"]
    both = Settings(data_dir=tmp_path, site_dir=tmp_path / "www", **site)
    assert list(open_platforms(both)) == ["folder", "site", "feed"]


def test_half_a_wechat_account_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="XIANSHEN_WECHAT_SECRET"):
        open_platforms(Settings(data_dir=tmp_path, wechat_appid="wx1"))


def test_pictures_lie_beside_their_page_and_go_with_it(folder: FolderStage) -> None:
    receipt = folder.platform.send(an_illustrated_order(folder.platform, png()))
    page = (folder.site / receipt.handle / "index.html").read_text(encoding="utf-8")
    (picture,) = (folder.site / receipt.handle).glob("*.png")
    assert f'<img src="{picture.name}"' in page
    assert "img-src 'self'" in page
    folder.platform.withdraw(receipt)
    assert sorted(path.name for path in folder.site.iterdir()) == ["index.html", "site.css"]
    assert "清远" not in (folder.site / "index.html").read_text(encoding="utf-8")
