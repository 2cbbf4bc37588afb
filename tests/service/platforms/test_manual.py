"""人工代发: nothing is sent, the address is checked, the public page is read and never the house."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from service.platforms import BY_HAND, Again, Platform, RefusedError, UnknownError, open_platforms
from service.platforms.attempt import attempt
from service.platforms.manual import connector
from service.platforms.manual.places import OURS, Place, places_in
from service.platforms.platform import Receipt
from service.platforms.public import Fetcher, address_complaint, is_public
from service.platforms.shown import cut_out, same_text
from service.platforms.wire import Way, Wire
from service.settings import Settings, SettingsError
from tests.service.platforms.orders import a_document, an_order
from tests.service.platforms.public_web import HOST, Web

PLACE = Place(name="toutiao", label="头条号", hosts=("toutiao.com",))


def read(web: Web, path: str = "/article/1/", **how: bool) -> str:
    receipt = Receipt(handle="1", url=web.url(path))
    return connector(PLACE, web.fetcher(**how)).read_back(receipt)


def framed(text: str) -> str:
    title, *body = text.splitlines()
    lines = "".join(f"<p>{line}</p>" for line in body)
    return (
        "<html><head><title>头条</title><script>var x='时时彩'</script></head><body>"
        f"<nav>首页 关注 登录</nav><h1>{title}</h1><div>2026-11-24 10:00·清远发布</div>"
        f"<article>{lines}</article><aside>相关推荐：另一篇 阅读 1234</aside></body></html>"
    )


def test_nothing_is_sent_and_a_person_is_asked() -> None:
    platform = connector(PLACE, Fetcher())
    with pytest.raises(RefusedError, match=r"人工代发.*网址填回来") as by_hand:
        attempt(platform, an_order(platform), doubtful=False, settled=True)
    assert (by_hand.value.code, by_hand.value.again) == (BY_HAND, Again.NEVER)
    assert platform.find(an_order(platform)) is None


def test_the_public_page_is_read_and_the_text_found_in_its_frame(web: Web) -> None:
    signed = an_order(connector(PLACE, Fetcher())).rendering.text
    web.show("/article/1/", framed(signed.replace("<", "&lt;").replace(">", "&gt;")))
    page = read(web)
    assert "时时彩" not in page
    assert same_text(signed, cut_out(signed, page))
    assert web.asked == [(f"{HOST}:{web.port}", "/article/1/")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一网通办", "一网统办"),
        ("一、工作目标", "一、工作目标\n（广告）点这里领奖"),
        ("详见政务服务网。", ""),
    ],
)
def test_a_word_changed_added_or_left_out_between_the_first_and_last_line_shows(
    before: str, after: str
) -> None:
    document = a_document(body=a_document().body + "\n　　特此通知。", links=())
    signed = connector(PLACE, Fetcher()).render(document).text
    page = f"首页\n{signed.replace(before, after)}\n相关推荐"
    assert not same_text(signed, cut_out(signed, page))
    assert same_text(signed, cut_out(signed, f"首页\n{signed}\n相关推荐"))


def test_a_title_with_the_places_name_behind_it_is_the_title() -> None:
    signed = "清远市工作安排\n正文第一段。"
    for title in ("清远市工作安排_清远发布", "清远市工作安排 - 头条"):
        assert same_text(signed, cut_out(signed, f"{title}\n10月\n正文第一段。\n推荐"))
    assert not same_text(signed, cut_out(signed, "清远市工作安排取消\n正文第一段。"))


def test_a_page_that_shows_a_machine_nothing_gives_nothing() -> None:
    signed = connector(PLACE, Fetcher()).render(a_document()).text
    assert cut_out(signed, "请开启 JavaScript\n首页 登录") == ""


def test_a_page_in_gbk_is_read(web: Web) -> None:
    web.show("/article/1/", "<p>关于㙍洲渡口的公告</p>", charset="gb18030")
    status, _, body = web.pages["/article/1/"]
    web.pages["/article/1/"] = (status, {"content-type": "text/html; charset=gb2312"}, body)
    assert read(web) == "关于㙍洲渡口的公告"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_gone(web: Web, status: int) -> None:
    web.show("/article/1/", "没有了", status=status)
    with pytest.raises(UnknownError) as gone:
        read(web)
    assert gone.value.again is Again.NEVER


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_page_kept_from_machines_is_no_proof_of_anything(web: Web, status: int) -> None:
    web.show("/article/1/", "安全验证", status=status)
    with pytest.raises(UnknownError) as kept:
        read(web)
    assert kept.value.again is Again.SOON


def test_a_redirection_within_the_place_is_followed_and_none_out_of_it(web: Web) -> None:
    web.show("/article/1/", "<p>正文</p>")
    web.lead("/w/1/", web.url("/article/1/"))
    assert read(web, "/w/1/") == "正文"
    for to in ("https://evil.example/", "http://169.254.169.254/latest/", "file:///etc/passwd"):
        web.lead("/w/2/", to)
        with pytest.raises(UnknownError) as out:
            read(web, "/w/2/")
        assert out.value.code == "address"
    web.lead("/w/3/", "/w/3/")
    with pytest.raises(UnknownError, match="一直在跳转"):
        read(web, "/w/3/")


def test_a_name_that_leads_into_the_house_is_not_followed(web: Web) -> None:
    web.show("/article/1/", "<p>内部系统</p>")
    for addresses in (("127.0.0.1",), ("10.0.0.8",), ("93.184.216.34", "192.168.1.1"), ("::1",)):
        with pytest.raises(UnknownError) as inside:
            web.fetcher(*addresses, public=False).page(web.url("/article/1/"), PLACE.hosts)
        assert inside.value.code == "inside"
    assert not web.asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:127.0.0.1",
        "x",
    ],
)
def test_an_address_inside_any_house_is_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("www.toutiao.com/article/1/", "http"),
        ("ftp://www.toutiao.com/1", "http"),
        ("https://www.toutiao.com.evil.example/1", "不在该平台"),
        ("https://eviltoutiao.com/1", "不在该平台"),
        ("https://www.toutiao.com@evil.example/1", "用户名"),
        ("https://www.toutiao.com:8443/1", "端口"),
        ("https://[www.toutiao.com/1", "写法不对"),
        ("https://www.toutiao.com/article/1/", ""),
        ("https://TOUTIAO.com./a1", ""),
    ],
)
def test_an_address_given_back_must_be_of_the_place(address: str, sentence: str) -> None:
    told = address_complaint(address, PLACE.hosts)
    assert sentence in told if sentence else not told


def test_a_page_too_large_is_not_read_to_its_end(web: Web) -> None:
    web.show("/article/1/", "长" * (2 << 20))
    with pytest.raises(UnknownError, match="太大"):
        read(web)


def test_a_certificate_nobody_vouches_for_is_not_trusted(web: Web) -> None:
    web.show("/article/1/", "<p>正文</p>")
    with pytest.raises(UnknownError, match="证书"):
        read(web, ca=False)
    wire = Wire(f"https://127.0.0.1:{web.port}", name="微信")
    with pytest.raises(RefusedError, match="证书不可信") as untrusted:
        wire.ask("GET", "/x")
    assert untrusted.value.code == "tls"
    wire.close()
    vouched = Wire(f"https://127.0.0.1:{web.port}", name="微信", way=Way(ca_file=web.ca_file))
    assert vouched.ask("GET", "/x").status == 404
    vouched.close()


def test_a_place_that_shows_nothing_to_strangers_is_for_a_person() -> None:
    hidden = replace(PLACE, readable=False)
    with pytest.raises(UnknownError) as unread:
        connector(hidden, Fetcher()).read_back(Receipt(handle="1", url="https://toutiao.com/1"))
    assert unread.value.code == BY_HAND


def test_the_office_names_its_places_and_may_list_its_own(tmp_path: Path) -> None:
    own = tmp_path / "places.toml"
    own.write_text(
        '[[place]]\nname = "bulletin"\nlabel = "县融媒"\nhosts = ["rm.example.cn"]\n',
        encoding="utf-8",
    )
    settings = Settings(
        data_dir=tmp_path, manual_platforms=("toutiao", "bulletin"), manual_places=own
    )
    found = open_platforms(settings)
    assert [found[name].label for name in ("toutiao", "bulletin")] == ["头条号", "县融媒"]
    typed: Platform = found["bulletin"]
    assert typed.address_complaint("https://rm.example.cn/1") == ""
    with pytest.raises(SettingsError, match="nowhere"):
        open_platforms(replace(settings, manual_platforms=("nowhere",)))


@pytest.mark.parametrize(
    "text",
    [
        "[[place]",
        '[[place]]\nname = "X"',
        '[[place]]\nname = "ok"\nlabel = ""',
        '[[place]]\nname = "ok"\nlabel = "好"\nhosts = ["http://x.cn/"]',
        '[[place]]\nname = "ok"\nlabel = "好"\nhosts = []',
        'place = ["x"]',
    ],
)
def test_a_list_of_places_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    own = tmp_path / "places.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"代发平台清单.*请"):
        places_in(own)


def test_our_own_list_reads() -> None:
    assert all(place.hosts for place in places_in(OURS).values())
