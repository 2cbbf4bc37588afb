"""Every platform on its stage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.platforms.public_web import Web, certified, public_web
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


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An authority's certificate, and a server's with its key."""
    return certified(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def web(authority: tuple[Path, Path]) -> Iterator[Web]:
    with public_web(*authority) as shown:
        yield shown
