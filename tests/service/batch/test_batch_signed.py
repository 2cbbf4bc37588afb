"""An archive held against what was signed, from evidence packs."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from review.draft import State
from service.batch.signed import NAME, Signed, SignedTexts, from_packs, keep
from service.batch.sources import SourceError
from service.paper.pack import evidence_pack
from tests.service.batch.conftest import rows, write_jsonl
from tests.service.keeping import keep as keep_story
from tests.stories import KEY, NOW, story_in


@pytest.fixture
def pack(store, tmp_path):
    """The evidence pack of a released piece, the digest that was signed, and its text."""
    keep_story(store, story_in(State.RELEASED))
    with store.read() as unit:
        data = evidence_pack(unit, 1, key=KEY, now=NOW)
        document = unit.drafts.document(unit.releases.of(1)[0].document)
    path = tmp_path / "1.zip"
    path.write_bytes(data)
    return path, document


def test_a_page_is_held_against_the_text_that_was_signed(pack, check, tmp_path):
    path, document = pack
    lines = document.body.splitlines()
    records = [
        {
            "id": "原样",
            "body": "首页 > 公开\n" + document.body + "\n分享到微博",
            "signed": document.digest,
        },
        {"id": "添字", "body": "\n".join([lines[0], "久久", *lines]), "签发摘要": document.digest},
        {"id": "换篇", "body": "页面不存在", "signed": document.digest},
        {"id": "别处", "body": "页面不存在", "signed": "sha256:" + "0" * 64},
        {"id": "未签", "body": "页面不存在"},
        {"id": "错写", "body": "页面不存在", "signed": "md5:1"},
    ]
    archive = write_jsonl(tmp_path / "a.jsonl", records)
    check(archive, out=tmp_path / "out", keep_signed=lambda work: keep(work, from_packs([path])))
    posts = {row["id"]: row["signed"] for row in rows(tmp_path / "out" / "posts.jsonl")}
    assert posts == {
        "原样": "same",
        "添字": "departed" if lines[1:] else "same",
        "换篇": "departed",
        "别处": "unknown",
        "未签": "",
        "错写": "",
    }
    found = [row for row in rows(tmp_path / "out" / "findings.jsonl") if row["rule"] == "ADV491"]
    assert {(row["kind"], row["severity"]) for row in found} == {("tampered", "block")}
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["departed_from_signed"] == len({row["id"] for row in found})


def test_a_pack_whose_text_was_changed_is_refused(pack, tmp_path):
    path, document = pack
    forged = io.BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(forged, "w") as taken:
        for name in given.namelist():
            data = given.read(name)
            if name == f"documents/{document.digest.removeprefix('sha256:')}.json":
                data = data.replace(b'"body":"', b'"body":"x')
            taken.writestr(name, data)
    (tmp_path / "forged.zip").write_bytes(forged.getvalue())
    with pytest.raises(SourceError, match="与签发的摘要不符"):
        list(from_packs([tmp_path / "forged.zip"]))


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip"])
def test_what_is_no_pack_is_refused(data, tmp_path):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(SourceError, match="证据包"):
        list(from_packs([tmp_path]))


def test_a_post_is_found_by_the_address_it_went_out_under(check, tmp_path):
    def released(work):
        return keep(
            work,
            [
                Signed(
                    digest="sha256:" + "1" * 64,
                    title="",
                    body="第一稿。",
                    urls=("https://a.cn/1/",),
                ),
                Signed(
                    digest="sha256:" + "2" * 64, title="", body="更正稿。", urls=("https://a.cn/1",)
                ),
            ],
        )

    records = [
        {"id": 1, "body": "更正稿。", "url": "http://a.cn/1#top"},
        {"id": 2, "body": "第一稿。", "url": "https://a.cn/1"},
        {"id": 3, "body": "第一稿。", "url": "https://a.cn/2"},
    ]
    archive = write_jsonl(tmp_path / "a.jsonl", records)
    check(archive, out=tmp_path / "out", keep_signed=released)
    assert [row["signed"] for row in rows(tmp_path / "out" / "posts.jsonl")] == [
        "same",
        "departed",
        "",
    ]


def test_the_file_of_signed_texts_cannot_be_written_by_a_checker(tmp_path):
    keep(tmp_path, [])
    texts = SignedTexts(tmp_path / NAME)
    with pytest.raises(Exception, match="readonly"):
        texts._base.execute("INSERT INTO urls VALUES ('a', 'b')")
    texts.close()
