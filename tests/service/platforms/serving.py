"""Stand-ins for platforms behind a real socket, for only a socket can break."""

from __future__ import annotations

import threading

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from tests.service.platforms.wechat_fake import WechatFake
from tests.service.platforms.wechat_server import make_app


class Served:
    """One server, any fake."""

    def __init__(self) -> None:
        self._app: FastAPI = make_app(WechatFake())
        # Its access log would hold the token that our own side must never write down.
        config = uvicorn.Config(self, port=0, log_config=None, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        waiting = threading.Event()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the fake did not start")
            waiting.wait(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(5)

    def show(self, fake: WechatFake) -> str:
        """From now on this fake answers; returns its base address."""
        return self.show_app(make_app(fake))

    def show_app(self, app: FastAPI) -> str:
        """The same for any application."""
        self._app = app
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
