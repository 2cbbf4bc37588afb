"""The reference receiver of docs/site-webhook.md behind a socket that a test may break."""

from __future__ import annotations

import importlib.util
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from fastapi import FastAPI, Request, Response

from tests.service.platforms.wechat_fake import Fault
from tests.service.platforms.wechat_server import _broken

RECEIVER = Path(__file__).parents[3] / "docs" / "site-webhook" / "receiver.py"
SITE_KEY = "hmac:canary-site-key-of-the-office-0123456789"
BASE = "/xianshen/v1"


def _loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("site_webhook_receiver", RECEIVER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


receiver = _loaded()


@dataclass
class SiteFake:
    folder: Path
    keys: dict[str, str] = field(default_factory=lambda: {"xianshen": SITE_KEY})
    late: float = 0.0
    faults: list[Fault] = field(default_factory=list)
    journal: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cms: Any = receiver.Receiver(
            self.folder, "https://www.example.gov.cn", self.keys, clock=self._clock
        )

    def _clock(self) -> float:
        return time.time() + self.late

    @property
    def published(self) -> list[Path]:
        return list((self.folder / "public").glob("*/index.html"))

    def calls(self, method: str, part: str) -> int:
        return sum(one == method and part in path for one, path, _, _ in self.journal)


def make_site(fake: SiteFake) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST", "PUT"])
    async def call(request: Request) -> Response:
        body = await request.body()
        path = request.url.path.removeprefix(BASE)
        headers = {name.lower(): value for name, value in request.headers.items()}
        fake.journal.append((request.method, path, headers, body))
        fault = next((f for f in fake.faults if path.endswith(f.path) and f.times > 0), None)
        if fault is not None:
            fault.times -= 1
            if fault.cut:
                return _broken()
            if not fault.drop:
                return Response(fault.body, status_code=fault.status)
        status, told = fake.cms.answer(request.method, path, headers, body)
        if fault is not None:
            return _broken()
        return Response(json.dumps(told, ensure_ascii=False), status, media_type="text/plain")

    return app
