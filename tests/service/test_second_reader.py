"""The second reader against a real server: only what it quotes is believed, and nothing waits."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.model import Document
from service.actions.ask_second_reader import ask_second_reader
from service.actions.errors import InvalidError, MissingError
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.second_reader import open_reader
from service.second_reader.openai import Endpoint
from service.settings import Settings, SettingsError
from service.store.second_readings import Outcome
from tests.service.gated import again, begun
from tests.stories import LIN, a_document, a_person

BODY = "各单位要按时完成登计。\n请按时办理，逾期不侯。"
Handler = Callable[[BaseHTTPRequestHandler, dict], None]


class Server(ThreadingHTTPServer):
    """One model that answers as it is told, and keeps what it was asked."""

    daemon_threads = True
    handle_error = lambda *_: None  # noqa: E731  # a client that hangs up is no news

    def __init__(self, answer: Handler) -> None:
        self.asked: list[tuple[str, str, dict]] = []
        server = self

        class Answering(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                key = self.headers.get("Authorization", "")
                server.asked.append((self.path, key, asked))
                answer(self, asked)

            def log_message(self, *_: object) -> None: ...

        super().__init__(("127.0.0.1", 0), Answering)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


@contextmanager
def serving(answer: Handler) -> Iterator[Server]:
    server = Server(answer)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def saying(content: object) -> Handler:
    """An endpoint whose model says this."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)

    def answer(handler: BaseHTTPRequestHandler, asked: dict) -> None:
        del asked
        send(handler, json.dumps({"choices": [{"message": {"content": words}}]}).encode())

    return answer


def reader(server: Server, **other: object) -> Endpoint:
    return Endpoint(base_url=server.url, model="本地模型", **{"seconds": 5} | other)


def a_remark(quote: str, suggestion: str = "登记", **other: str) -> dict[str, str]:
    return {"quote": quote, "suggestion": suggestion, "kind": "错别字", "reason": "同音"} | other


def test_what_is_quoted_verbatim_and_once_is_believed_and_the_rest_dropped_and_counted():
    said = [
        a_remark("登计"),
        a_remark("按时"),  # twice in the text
        a_remark("完成了登计"),  # not verbatim
        a_remark("不侯", "不侯"),  # nothing changed
        a_remark("登计", "登记本"),  # the same place again
        a_remark("。", ""),
        {"quote": 7},
        "登计",
        a_remark("逾期不侯", "逾期不候", kind="政治错误", reason="身份证 110105194912310021"),
    ]
    with serving(saying(said)) as server:
        answered = reader(server).read(Document(title="通知", body=BODY))
    assert answered.outcome is Outcome.READ
    assert answered.dropped == 7
    first, second = answered.found
    assert BODY[first.span.start : first.span.end] == "登计"
    assert (first.span.field, first.suggestion, first.message) == ("body", "登记", "同音")
    assert (second.kind, second.suggestion, second.message) == ("其他", "逾期不候", "")


def test_the_text_goes_to_the_address_set_and_the_key_with_it():
    with serving(saying([])) as server:
        reader(server, key="s3cret").read(Document(title="通知", body=BODY))
    path, key, asked = server.asked[0]
    assert (path, key, asked["model"]) == ("/v1/chat/completions", "Bearer s3cret", "本地模型")
    assert BODY in asked["messages"][1]["content"]
    assert len(server.asked) == 1
    assert "s3cret" not in repr(reader(server, key="s3cret"))


@pytest.mark.parametrize(
    "words",
    ["<think>让我看看[1]</think>好的：\n```json\n[{}]\n```".format('{"quote":"登计"}'), "说明 [ ]"],
)
def test_an_answer_wrapped_in_words_is_unwrapped(words: str):
    with serving(saying(words)) as server:
        answered = reader(server).read(Document(body=BODY))
    assert answered.outcome is Outcome.READ
    assert len(answered.found) == words.count("quote")


@pytest.mark.parametrize("words", ["没有问题", "[{", "", '{"a": 1}', "[" * 100_000])
def test_a_model_that_talks_nonsense_is_garbled(words: str):
    with serving(saying(words)) as server:
        assert reader(server).read(Document(body=BODY)).outcome is Outcome.GARBLED


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"choices": []}', b"\xff\xfe", b"null"])
def test_an_endpoint_that_answers_nonsense_is_garbled(body: bytes):
    with serving(lambda handler, _: send(handler, body)) as server:
        assert reader(server).read(Document(body=BODY)).outcome is Outcome.GARBLED


@pytest.mark.parametrize("status", [500, 503, 401, 404, 204])
def test_an_endpoint_that_fails_is_silent(status: int):
    with serving(lambda handler, _: send(handler, b"", status)) as server:
        assert reader(server).read(Document(body=BODY)).outcome is Outcome.SILENT


def test_a_redirect_is_not_followed():
    with serving(saying([a_remark("登计")])) as elsewhere:
        target = f"{elsewhere.url}/chat/completions"
        with serving(lambda handler, _: send(handler, b"", 307, Location=target)) as server:
            assert reader(server).read(Document(body=BODY)).outcome is Outcome.SILENT
        assert elsewhere.asked == []


def test_no_proxy_of_the_environment_sees_the_text(monkeypatch: pytest.MonkeyPatch):
    with serving(saying([])) as proxy, serving(saying([])) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        assert reader(server).read(Document(body=BODY)).outcome is Outcome.READ
    assert proxy.asked == []


def test_a_slow_or_dripping_answer_ends_in_time():
    def drip(handler: BaseHTTPRequestHandler, asked: dict) -> None:
        del asked
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    for answer in (drip, lambda *_: time.sleep(4)):
        with serving(answer) as server:
            begun_at = time.monotonic()
            assert reader(server, seconds=1).read(Document(body=BODY)).outcome is Outcome.SILENT
            assert time.monotonic() - begun_at < 3.5


def test_a_huge_answer_is_not_swallowed():
    with serving(lambda handler, _: send(handler, b" " * (8 << 20))) as server:
        assert reader(server).read(Document(body=BODY)).outcome is Outcome.GARBLED


def test_a_long_text_goes_in_pieces_and_remarks_are_placed_in_the_whole():
    body = "".join(f"第{number}项工作按计划推进。\n" for number in range(600)) + "请登计。"
    with serving(saying([a_remark("请登计", "请登记")])) as server:
        answered = reader(server).read(Document(title="通知", body=body))
    assert len(server.asked) > 2
    sent = "".join(asked["messages"][1]["content"] for _, _, asked in server.asked)
    assert sent.count("项工作") == 600
    assert [body[one.span.start : one.span.end] for one in answered.found] == ["请登计"]


def test_nobody_there_is_silence_and_no_error():
    with serving(saying([])) as server:
        gone = reader(server)
    assert gone.read(Document(body=BODY)).outcome is Outcome.SILENT


def test_a_reading_is_kept_beside_the_draft_and_changes_nothing_of_it(house: Office):
    draft = begun(house, a_document(BODY))
    with serving(saying([a_remark("登计"), a_remark("没有的")])) as server:
        office = replace(house, second_reader=reader(server))
        made = ask_second_reader(office, LIN, draft.id)
    assert again(house, draft) == draft
    with house.read() as unit:
        assert unit.second_readings.of(draft.id) == (made,)
        logged = unit.events.of(draft.id)[-1]
    assert (made.dropped, made.number, made.document) == (1, 1, draft.document)
    assert "登计" not in str(logged.detail)
    assert verify_audit(house) == ()
    silent = replace(office, second_reader=reader(server))
    assert ask_second_reader(silent, LIN, draft.id).outcome is Outcome.SILENT
    with pytest.raises(IntegrityError), house.store.engines.writing.begin() as connection:
        connection.execute(text("UPDATE second_readings SET dropped = 0"))


def test_who_may_not_see_a_draft_has_it_read_to_nobody(house: Office):
    draft = begun(house)
    with pytest.raises(InvalidError, match="没有设置第二读者"):
        ask_second_reader(house, LIN, draft.id)
    with serving(saying([])) as server:
        office = replace(house, second_reader=reader(server))
        with pytest.raises(MissingError):
            ask_second_reader(office, LIN, 99)
        stranger = a_person(77, "wai", "外人")
        with pytest.raises(Exception, match="账号"):
            ask_second_reader(office, stranger, draft.id)
    assert server.asked == []


def test_it_is_off_unless_set_and_refuses_half_a_setting(tmp_path: Path):
    assert open_reader(Settings(data_dir=tmp_path)) is None
    with pytest.raises(SettingsError, match="XIANSHEN_SECOND_READER_MODEL"):
        Settings(data_dir=tmp_path, second_reader_url="http://10.0.0.8:8000/v1")
    with pytest.raises(SettingsError, match="http"):
        Settings(data_dir=tmp_path, second_reader_url="10.0.0.8", second_reader_model="x")
    key = tmp_path / "key"
    key.write_text(" s3cret\n", encoding="ascii")
    known = {"second_reader_url": "http://10.0.0.8/v1", "second_reader_model": "qwen"}
    made = open_reader(Settings(data_dir=tmp_path, second_reader_key_file=key, **known))
    assert isinstance(made, Endpoint)
    assert (made.key, made.name) == ("s3cret", "qwen（10.0.0.8）")
    with pytest.raises(SettingsError, match="密钥文件"):
        open_reader(Settings(data_dir=tmp_path, second_reader_key_file=tmp_path / "no", **known))
