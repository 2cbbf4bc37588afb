"""网站（接口）: the published contract, its reference receiver, and everything that may break."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from service.clock import wall_clock
from service.platforms import Again, Order, RefusedError, UnknownError
from service.platforms.attempt import attempt, stage_once
from service.platforms.platform import Receipt
from service.platforms.site import connect
from service.platforms.site.signing import HmacSigner, signer_of, string_to_sign
from service.settings import Settings, SettingsError
from tests.service.platforms.orders import NOW, a_document, an_order
from tests.service.platforms.pictures import an_illustrated_order, png
from tests.service.platforms.serving import Served
from tests.service.platforms.site_fake import RECEIVER, SITE_KEY
from tests.service.platforms.stages import SiteStage, carry_out, fire, prepared, site_stage
from tests.service.platforms.wechat_fake import Fault

DOCS = RECEIVER.parents[1]


def refused(stage: SiteStage, order: Order | None = None) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        fire(stage, order or an_order(stage.platform))
    return caught.value


def test_nothing_is_public_before_it_is_told_to_be(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    assert site.out() == 0
    assert site.platform.stage(order).url == "https://www.example.gov.cn/7-a1/"
    site.platform.send(order)
    assert site.out() == 1


def test_every_verb_repeated_leaves_one_page(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    for _ in range(3):
        stage_once(site.platform, order)
        first = site.platform.send(order)
    assert attempt(site.platform, order, doubtful=True, settled=True) == first
    assert site.out() == 1
    assert site.fake.calls("POST", "/publish") == 3


def test_pictures_go_first_and_stand_on_the_page(site: SiteStage) -> None:
    order = an_illustrated_order(site.platform, png(shade=1), png(shade=2))
    receipt = carry_out(site, order)
    (page,) = site.fake.published
    written = page.read_text(encoding="utf-8")
    assert written.count('<img src="../media/') == 2
    assert len(list((site.fake.folder / "public" / "media").iterdir())) == 2
    assert "图片来源：市府办" in site.platform.read_back(receipt)


def test_a_picture_lost_on_the_website_is_seen_before_anything_is_public(site: SiteStage) -> None:
    order = an_illustrated_order(site.platform, png())
    site.platform.stage(order)
    held = site.fake.cms.load(order.key)
    site.fake.cms.save({**held, "content": held["content"].replace("<img", "<s")})
    with pytest.raises(RefusedError, match="少了 1 张图片"):
        site.platform.staged(replace(order, handle=order.key))


def test_a_word_changed_on_the_page_is_seen_by_the_read_back(site: SiteStage) -> None:
    receipt = carry_out(site, an_order(site.platform))
    (page,) = site.fake.published
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("一网通办", "一网统办"), encoding="utf-8")
    assert "一网统办" in site.platform.read_back(receipt)


def test_what_was_staged_and_is_lost_is_staged_anew(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    for path in site.fake.folder.glob("held/*.json"):
        path.unlink()
    with pytest.raises(RefusedError) as lost:
        site.platform.send(order)
    assert (lost.value.code, lost.value.again) == ("stage_lost", Again.SOON)


def test_another_text_under_the_same_key_is_refused(site: SiteStage) -> None:
    carry_out(site, an_order(site.platform))
    other = an_order(site.platform, a_document(title="另一题"))
    with pytest.raises(RefusedError, match="另一份内容"):
        site.platform.stage(other)
    with pytest.raises(RefusedError, match="另一份内容"):
        site.platform.find(other)


def test_a_correction_takes_the_place_of_what_it_corrects(site: SiteStage) -> None:
    first = carry_out(site, an_order(site.platform))
    corrected = a_document(title="更正后的题目", correction="题目有误")
    order = replace(an_order(site.platform, corrected, key="8-a1"), replaces=first)
    receipt = site.platform.edit(order)
    assert receipt.url == first.url
    assert site.out() == 1
    assert "更正说明：题目有误" in site.platform.read_back(receipt)
    found = site.platform.find(order)
    assert found is not None
    assert found.handle == "8-a1"
    with pytest.raises(UnknownError, match="不再显示"):
        site.platform.read_back(first)


def test_a_page_taken_down_is_gone_and_that_again_is_well_done(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    receipt = site.platform.send(order)
    site.platform.withdraw(receipt)
    site.platform.withdraw(receipt)
    site.platform.withdraw(Receipt(handle="9-never-there"))
    assert site.out() == 0
    with pytest.raises(UnknownError, match="不再显示") as gone:
        site.platform.read_back(receipt)
    assert gone.value.again is Again.NEVER
    with pytest.raises(RefusedError, match="已被撤下"):
        site.platform.send(order)


@pytest.mark.parametrize(
    ("headers", "word"),
    [
        ({"x-xianshen-signature": "hmac-sha256=" + "0" * 64}, "signature"),
        ({"x-xianshen-signature": ""}, "signature"),
        ({"x-xianshen-key": "nobody"}, "signature"),
        ({"x-xianshen-time": "1"}, "signature"),
        ({}, "nonce"),
    ],
)
def test_the_receiver_takes_nothing_unsigned_altered_or_repeated(
    site: SiteStage, headers: dict[str, str], word: str
) -> None:
    site.platform.stage(an_order(site.platform))
    method, path, sent, body = site.fake.journal[-1]
    status, told = site.fake.cms.answer(method, path, {**sent, **headers}, body)
    assert (status, told["error"]) == (401, word)
    altered = body.replace("一网通办".encode(), "一网统办".encode())
    assert site.fake.cms.answer(method, path, sent, altered)[1]["error"] == "signature"


@pytest.mark.parametrize("late", [-400, 400])
def test_clocks_that_disagree_are_told(site: SiteStage, late: float) -> None:
    site.fake.late = late
    error = refused(site)
    assert error.code == "time"
    assert "校准" in error.sentence


def test_a_wrong_key_is_for_the_administrator(served: Served, tmp_path: Path) -> None:
    with site_stage(served, tmp_path, key="hmac:" + "x" * 32) as stage:
        error = refused(stage)
    assert (error.code, error.again) == ("signature", Again.NEVER)
    assert "XIANSHEN_SITE_KEY" in error.sentence


def test_ed25519_works_as_well(served: Served, tmp_path: Path) -> None:
    seed = "11" * 32
    signer = signer_of(f"ed25519:{seed}")
    public = signer.key.public_key().public_bytes_raw().hex()  # type: ignore[attr-defined]
    with site_stage(served, tmp_path, key=f"ed25519:{seed}") as stage:
        stage.fake.cms.keys["xianshen"] = f"ed25519:{public}"
        carry_out(stage, an_order(stage.platform))
        assert stage.out() == 1
        stage.fake.cms.keys["xianshen"] = f"ed25519:{'22' * 32}"
        assert refused(stage, an_order(stage.platform, key="8-b")).code == "signature"


def test_a_gateways_404_is_not_taken_for_absence(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    site.fake.faults.append(Fault("/7-a1", status=404, body=b"<html>nginx</html>"))
    with pytest.raises(UnknownError) as asked:
        site.platform.find(order)
    assert asked.value.again is Again.NEVER
    assert site.platform.find(replace(order, handle="")) is None


@pytest.mark.parametrize("body", [b"<html></html>", b'{"key": "7-a1', b"[]", b""])
def test_an_answer_that_cannot_be_read_is_no_answer(site: SiteStage, body: bytes) -> None:
    order = prepared(site, an_order(site.platform))
    site.fake.faults.append(Fault("/publish", status=200, body=body))
    with pytest.raises(UnknownError, match="无法读懂"):
        site.platform.send(order)


def test_success_with_the_wrong_posting_is_not_believed(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    other = json.dumps({"key": "1-1-site", "state": "published", "rendering": "sha256:0"})
    site.fake.faults.append(Fault("/publish", status=200, body=other.encode()))
    with pytest.raises(UnknownError, match="不是这篇") as wrong:
        site.platform.send(order)
    assert site.out() == 0
    attempt(site.platform, replace(order, handle=wrong.value.handle), doubtful=True, settled=True)
    assert site.out() == 1


def test_a_website_that_is_busy_is_left_alone_for_a_minute(site: SiteStage) -> None:
    site.fake.faults.append(Fault("/7-a1", status=429, body=b"slow down"))
    assert refused(site).again is Again.MINUTE
    asked = len(site.fake.journal)
    assert refused(site).code == "paced"
    assert len(site.fake.journal) == asked


def test_an_answer_without_end_is_cut_off(site: SiteStage) -> None:
    order = prepared(site, an_order(site.platform))
    site.fake.faults.append(Fault("/publish", status=200, body=b" " * (9 << 20)))
    with pytest.raises(UnknownError, match="过长"):
        site.platform.send(order)


def test_health_tells_the_clock(site: SiteStage) -> None:
    health = site.platform.health(wall_clock())
    assert health.reachable
    assert health.skew is not None
    assert abs(health.skew.total_seconds()) < 30
    site.fake.faults.append(Fault("/health", status=404))
    assert "接口地址" in site.platform.health(NOW).sentence


def test_the_vector_of_the_document_is_what_we_sign() -> None:
    text = (DOCS / "site-webhook.md").read_text(encoding="utf-8")
    signer = HmacSigner(b"0123456789abcdef0123456789abcdef")
    nonce = "00112233445566778899aabbccddeeff"
    made = signer.sign(string_to_sign("GET", "/health", "1795399200", nonce, b""))
    assert made in text.splitlines()


@pytest.mark.parametrize("key", ["", "hmac:short", "ed25519:zz", "ed25519:1111", "rsa:x" * 20])
def test_a_key_that_cannot_be_used_is_refused_and_not_quoted(key: str) -> None:
    with pytest.raises(SettingsError, match="XIANSHEN_SITE_KEY") as told:
        connect(Settings(site_url="https://cms.example.gov.cn/v1", site_key=key))
    assert not key or key not in str(told.value)
    assert connect(Settings()) is None


def test_no_log_line_carries_the_key(site: SiteStage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    carry_out(site, an_order(site.platform))
    secret = SITE_KEY.partition(":")[2]
    assert not [one for one in caplog.records if secret in one.getMessage()]
    assert not any(secret.encode() in body for _, _, _, body in site.fake.journal)


def test_the_reference_receiver_runs_as_a_program_of_its_own(tmp_path: Path) -> None:
    args = [sys.executable, str(RECEIVER), str(tmp_path), "--port", "0", "--key"]
    server = subprocess.Popen([*args, f"xianshen={SITE_KEY}"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        platform = connect(Settings(site_url=address, site_key=SITE_KEY))
        assert platform is not None
        for _ in range(50):
            if platform.health(wall_clock()).reachable:
                break
            time.sleep(0.1)
        order = an_order(platform)
        held = stage_once(platform, order)
        receipt = platform.send(replace(order, handle=held.handle))
        assert platform.read_back(receipt) == order.rendering.text
        with httpx2.Client(trust_env=False) as stranger:
            assert stranger.get(f"{address}/postings/7-a1").status_code == 401
        platform._calls._wire.close()
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()
