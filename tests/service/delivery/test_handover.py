"""人工代发 from the seal to the read-back: taken along, published by hand, looked at by plan."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass, field

import pytest

from review.draft import State
from review.model import Document
from review.refusal import NotAllowedError
from review.release import PostingState, Release
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.errors import InvalidError, MissingError
from service.actions.pack_posting import pack_posting
from service.actions.read_back_posting import read_back_due
from service.actions.verify_audit import verify_audit
from service.platforms.manual import Connector, connector
from service.platforms.manual.places import Place
from service.platforms.platform import UnknownError
from service.store.deed import Deed
from service.store.media import Picture
from service.store.outbox import Reading
from tests.service.delivery.house import Board, House
from tests.service.platforms.pictures import illustrated, png

PLACE = Place(
    name="toutiao", label="头条号", hosts=("toutiao.com",), checklist=("核对账号是不是本单位的",)
)
URL = "https://www.toutiao.com/article/7400000000000000001/"


@dataclass
class Web:
    """What a place's public page shows."""

    shown: str = ""
    asked: list[str] = field(default_factory=list)

    def page(self, address: str, _hosts: object) -> str:
        self.asked.append(address)
        if not self.shown:
            raise UnknownError("网页已不存在，请核实原因。", code="404")
        return self.shown


def by_hand(house: House, web: Web) -> tuple[House, Release]:
    place: Connector = connector(PLACE, web)  # type: ignore[arg-type]  # in the fetcher's stead
    house = house.with_platforms(place)
    release = house.released()
    house.deliver()
    return house, release


def key_of(release: Release) -> str:
    return f"{release.id}-toutiao"


def framed(text: str) -> str:
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<body><nav>首页</nav>{lines}<aside>相关推荐</aside></body>"


def test_it_waits_for_a_person_with_a_package(house: House) -> None:
    house, release = by_hand(house, Web())
    posting = house.posting(release, "toutiao")
    assert (posting.state, posting.code) == (PostingState.REFUSED, "by_hand")
    assert house.waiting() == [posting.key]
    packed = pack_posting(house.office, house.people["publisher"], posting.key)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert files["标题.txt"].decode("utf-8-sig") == "通知"
    assert files["正文.txt"].decode("utf-8-sig") == "请按时办理相关事项，逾期后果自负。"
    steps = files["说明.txt"].decode("utf-8-sig")
    assert "核对账号是不是本单位的" in steps
    sealed = json.loads(files["封存.json"])
    assert (sealed["seal"], sealed["rendering"]) == (release.seal, posting.rendering)
    for line in files["校验.txt"].decode("utf-8-sig").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    assert house.deeds(release)[-1] is Deed.POSTING_PACKED
    assert packed == pack_posting(house.office, house.people["publisher"], posting.key)


def test_the_address_is_given_back_and_the_page_is_looked_at_by_plan(house: House) -> None:
    web = Web()
    house, release = by_hand(house, web)
    publisher, key = house.people["publisher"], key_of(release)
    decide = {"decision": PostingDecision.IS_OUT, "evidence": "已在后台发布"}
    with pytest.raises(InvalidError, match="不在该平台"):
        decide_posting(house.office, publisher, key, url="https://evil.example/1", **decide)
    decide_posting(house.office, publisher, key, url=URL, **decide)
    assert house.draft(release).state is State.RELEASED
    web.shown = framed("通知\n2026-11-24 清远发布\n请按时办理相关事项，逾期后果自负。")
    assert read_back_due(house.office) == 1
    assert web.asked == [URL]
    assert house.posting(release, "toutiao").reading is Reading.SAME
    with pytest.raises(InvalidError, match="不能再取"):
        pack_posting(house.office, publisher, key)
    assert list(verify_audit(house.office)) == []


@pytest.mark.parametrize(
    ("shown", "reading", "incidents"),
    [
        (framed("通知\n请按时办理相关事项，逾期后果自便。"), Reading.DIFFERS, 1),
        ("<body>请开启 JavaScript</body>", Reading.MANUAL, 0),
        ("", Reading.GONE, 1),
    ],
)
def test_what_the_page_shows_decides(
    house: House, shown: str, reading: Reading, incidents: int
) -> None:
    web = Web(shown=shown)
    house, release = by_hand(house, web)
    decide_posting(
        house.office,
        house.people["publisher"],
        key_of(release),
        decision=PostingDecision.IS_OUT,
        evidence="已在后台发布",
        url=URL,
    )
    read_back_due(house.office)
    assert house.posting(release, "toutiao").reading is reading
    with house.office.read() as unit:
        assert len(unit.incidents.of_posting(key_of(release))) == incidents


def test_pictures_go_along_in_their_order(house: House) -> None:
    first, second = png(shade=1), png(shade=2)
    document, _ = illustrated(first, second, variants=())
    with house.office.write() as unit:
        for data in (first, second):
            picture = Picture(kind="image/png", data=data)
            unit.pictures.put(picture, house.people["editor"], house.hands.now)
    place: Connector = connector(PLACE, Web())  # type: ignore[arg-type]  # in the fetcher's stead
    house = house.with_platforms(place)
    release = house.released(document=document)
    house.deliver()
    packed = pack_posting(house.office, house.people["publisher"], key_of(release))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("图片/01.png") == first
        assert archive.read("图片/02.png") == second
        page = archive.read("正文.html").decode("utf-8")
    assert page.index("图片/01.png") < page.index("图片/02.png")
    assert "sha256:" not in page


def test_only_a_publisher_takes_it_and_only_where_a_person_sends(house: House) -> None:
    house, release = by_hand(house, Web())
    with pytest.raises(NotAllowedError, match="发布"):
        pack_posting(house.office, house.people["final"], key_of(release))
    with pytest.raises(MissingError):
        pack_posting(house.office, house.people["publisher"], "99-1-toutiao")
    boarded = house.with_platforms(Board())
    other = boarded.released(document=Document(title="另一", body="请按时办理。"))
    with pytest.raises(InvalidError, match="不用人工代发"):
        pack_posting(boarded.office, house.people["publisher"], f"{other.id}-board")
