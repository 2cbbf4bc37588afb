"""Every platform on its stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.platforms.stages import (
    STAGES,
    Served,
    SiteStage,
    Stage,
    WechatStage,
    WeiboStage,
    site_stage,
    wechat_stage,
    weibo_stage,
)


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


@pytest.fixture(params=sorted(STAGES.keys() - {"weibo"}))
def whole(request: pytest.FixtureRequest, tmp_path: Path, served: Served) -> Iterator[Stage]:
    """Those that show the text itself, not a shorter one."""
    with STAGES[request.param](tmp_path, served) as staged:
        yield staged


@pytest.fixture
def wechat(served: Served) -> Iterator[WechatStage]:
    with wechat_stage(served) as staged:
        yield staged


@pytest.fixture
def weibo(served: Served) -> Iterator[WeiboStage]:
    with weibo_stage(served) as staged:
        yield staged


@pytest.fixture
def site(served: Served, tmp_path: Path) -> Iterator[SiteStage]:
    with site_stage(served, tmp_path) as staged:
        yield staged
