"""A local stand-in for Weibo's open interface, as faithful as its documents allow.

Written from the documents, not from our connector. Where they are silent the line says GUESS.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.datastructures import UploadFile

from tests.service.platforms.wechat_fake import Fault
from tests.service.platforms.wechat_server import _broken, _json

TOKEN, DOMAIN = "2.00-canary-weibo-token-of-the-office", "www.example.gov.cn"
_URL = re.compile(r"https?://[!-~]+")


class WeiboError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


@dataclass
class WeiboFake:
    now: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    may_look: bool = True
    may_delete: bool = True
    hits_left: int = 150
    hidden_for: timedelta = timedelta(0)
    posts: list[dict[str, Any]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    journal: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    _numbers: itertools.count[int] = field(
        default_factory=lambda: itertools.count(5100000000000001)
    )

    @property
    def live(self) -> list[dict[str, Any]]:
        return [post for post in self.posts if not post.get("deleted")]

    def calls(self, path: str) -> list[Mapping[str, Any]]:
        return [body for called, body in self.journal if called.endswith(path)]

    def share(self, form: Mapping[str, Any], picture: bytes | None) -> dict[str, Any]:
        status = str(form.get("status", ""))
        if not status or not form.get("rip"):
            raise WeiboError(10016)
        if _length(status) > 140:
            raise WeiboError(20012)
        if re.search(r"#[^#]+#", status):
            raise WeiboError(10017)  # GUESS: the code for a topic
        urls = _URL.findall(status)
        if not any(url.split("/")[2].endswith(DOMAIN) for url in urls):
            raise WeiboError(10017)
        if picture is not None and len(picture) >= 5 << 20:
            raise WeiboError(10018)
        day_ago = self.now - timedelta(days=1)
        if any(p["_status"] == status and p["_at"] > day_ago for p in self.live):
            raise WeiboError(20019)  # nothing promises it
        number = str(next(self._numbers))
        post = {
            "created_at": self.now.astimezone(UTC).strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "id": int(number),
            "idstr": number,
            "mid": number,
            # Weibo shows an address of its own, and marks up as HTML.
            "text": _URL.sub("http://t.cn/A6abcDEF", status).replace("<", "&lt;"),
            "user": {"id": 2803301701, "idstr": "2803301701"},
            "_status": status,
            "_at": self.now,
        }
        self.posts.append(post)
        if picture is not None:
            self.pictures[number] = picture
        return post

    def timeline(self, page: int, count: int) -> dict[str, Any]:
        if not self.may_look:
            raise WeiboError(10014)
        seen = [p for p in reversed(self.live) if p["_at"] + self.hidden_for <= self.now]
        shown = seen[(page - 1) * count : page * count]
        return {"statuses": [_public(post) for post in shown], "total_number": len(seen)}

    def show(self, number: str) -> dict[str, Any]:
        found = next((post for post in self.live if post["idstr"] == number), None)
        if found is None:
            raise WeiboError(20101)
        return _public(found)

    def destroy(self, number: str) -> dict[str, Any]:
        if not self.may_delete:
            raise WeiboError(10014)
        found = next((post for post in self.live if post["idstr"] == number), None)
        if found is None:
            raise WeiboError(20101)
        found["deleted"] = True
        return _public(found)


def make_weibo(fake: WeiboFake) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def call(request: Request) -> Response:
        path, query = request.url.path, request.query_params
        async with request.form() as sent:
            form = {name: value for name, value in sent.items() if isinstance(value, str)}
            file = sent.get("pic")
            picture = await file.read() if isinstance(file, UploadFile) else None
        fake.journal.append((path, {**query, **form}))
        fault = next((f for f in fake.faults if path.endswith(f.path) and f.times > 0), None)
        if fault is not None:
            fault.times -= 1
            if fault.cut:
                return _broken()
            if not fault.drop:
                return _failed(path, fault)
        try:
            answer = _answered(fake, request.method, path, {**query, **form}, picture)
        except WeiboError as error:
            return _error(path, error.code)
        return _broken() if fault is not None else _json(answer)

    return app


def _answered(
    fake: WeiboFake, method: str, path: str, sent: Mapping[str, str], picture: bytes | None
) -> dict[str, Any]:
    if sent.get("access_token") != TOKEN:
        raise WeiboError(21332)
    if path == "/2/statuses/share.json" and method == "POST":
        return _public(fake.share(sent, picture))
    if path == "/2/statuses/destroy.json" and method == "POST":
        return fake.destroy(sent["id"])
    if path == "/2/statuses/user_timeline.json":
        return fake.timeline(int(sent["page"]), int(sent["count"]))
    if path == "/2/statuses/show.json":
        return fake.show(sent["id"])
    if path == "/oauth2/get_token_info" and method == "POST":
        return {"uid": "2803301701", "create_at": 1, "expire_in": 86400 * 30}
    if path == "/2/account/rate_limit_status.json":
        return {"remaining_user_hits": fake.hits_left, "reset_time": "2026-11-23 11:00:00"}
    raise WeiboError(10008)


def _failed(path: str, fault: Fault) -> Response:
    if fault.code:
        return _error(path, fault.code)
    return Response(fault.body, status_code=fault.status or 200)


def _error(path: str, code: int) -> Response:
    body = {"request": path, "error_code": str(code), "error": f"error {code}"}
    answer = _json(body)
    answer.status_code = 400 if code != 10022 else 403
    return answer


def _public(post: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in post.items() if not name.startswith("_")}


def _length(text: str) -> float:
    """GUESS: half-width counts half, an address as 20 half-width marks."""
    bare = _URL.sub("", text)
    wide = sum(unicodedata.east_asian_width(mark) in "WFA" for mark in bare)
    return wide + (len(bare) - wide) / 2 + 10 * len(_URL.findall(text))
