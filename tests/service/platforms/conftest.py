"""Every platform on its stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.platforms.stages import STAGES, Served, Stage, WechatStage, wechat_stage


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    server = Served()
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=sorted(STAGES))
def stage(request: pytest.FixtureRequest, tmp_path: Path, served: Served) -> Iterator[Stage]:
    with STAGES[request.param](tmp_path, served) as staged:
        yield staged


@pytest.fixture
def wechat(served: Served) -> Iterator[WechatStage]:
    with wechat_stage(served) as staged:
        yield staged
