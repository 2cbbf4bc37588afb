"""The fake of wechat_fake.py behind HTTP: what a call looks like on the wire, and broken wires."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, Request, Response

from tests.service.platforms.wechat_fake import Fault, WechatError, WechatFake


def make_app(fake: WechatFake) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def call(request: Request) -> Response:
        try:
            if request.headers.get("content-type", "").startswith("multipart/"):
                return await _uploaded(fake, request)
            return _answered(fake, request, await request.body())
        except WechatError as error:
            rid = f"6744{error.code & 0xFFFF:04x}-{len(fake.journal):08x}-1a2b3c4d"
            return _json({"errcode": error.code, "errmsg": f"{error} rid: {rid}"})

    return app


def _answered(fake: WechatFake, request: Request, raw: bytes) -> Response:
    path, query = request.url.path, request.query_params
    if path == "/cgi-bin/token":
        return _json(fake.plain_token(query.get("appid", ""), query.get("secret", "")))
    if request.method != "POST":
        raise WechatError(43002)
    try:
        body = json.loads(raw)
    except ValueError:
        raise WechatError(47001) from None
    fake.journal.append((path, body))
    fault = next((f for f in fake.faults if path.endswith(f.path) and f.times > 0), None)
    if fault is not None:
        fault.times -= 1
        if not fault.drop:
            return _failed(fault)
    if path == "/cgi-bin/stable_token":
        return _json(fake.stable_token(body))
    answer = fake.carry_out(path, body, query.get("access_token", ""))
    return _broken() if fault is not None else _json(answer)


async def _uploaded(fake: WechatFake, request: Request) -> Response:
    path, query = request.url.path, request.query_params
    async with request.form() as form:
        file = form["media"]
        data = await file.read()  # type: ignore[union-attr]  # else the call is wrong
        fake.journal.append((path, {"size": len(data), "type": query.get("type", "")}))
    fault = next((f for f in fake.faults if path.endswith(f.path) and f.times > 0), None)
    if fault is not None:
        fault.times -= 1
        if not fault.drop:
            return _failed(fault)
    answer = fake.upload(path, data, query.get("access_token", ""))
    return _broken() if fault is not None else _json(answer)


def _failed(fault: Fault) -> Response:
    if fault.code:
        raise WechatError(fault.code)
    return _broken() if fault.cut else Response(fault.body, status_code=fault.status)


def _json(values: dict[str, Any]) -> Response:
    # The real one labels its JSON text/plain at times.
    body = json.dumps(values, ensure_ascii=False).encode()
    return Response(body, media_type="text/plain")


def _broken() -> Response:
    """Promises more than it sends: the server breaks the connection in the middle."""
    return Response(b"{", headers={"content-length": "4096"}, media_type="text/plain")
