"""Somebody else's database, read once and never written to: the archive behind a website."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from service.store.errors import StoreError

_AT_ONCE = 500
_FIRST = ("select", "with", "values", "table")
_READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET TRANSACTION READ ONLY",
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
}


class ForeignError(StoreError):
    """The database could not be read. Never holds its password."""


def rows_of(url: str, query: str) -> Iterator[Mapping[str, object]]:
    """The rows of one SELECT, in the order the database gives them. Raises ForeignError.

    The connection is told that nothing may be written before the query is sent, and nothing is
    kept of what it did.
    """
    if not _is_select(query):
        raise ForeignError("只能用一条 SELECT 语句读库；请改正 --query。")
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            _forbid_writing(connection)
            streamed = connection.execution_options(stream_results=True, yield_per=_AT_ONCE)
            for row in streamed.execute(text(query.rstrip().rstrip(";"))).mappings():
                yield dict(row)
            connection.rollback()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", "") or type(error).__name__).splitlines()[0]
        message = f"数据库「{engine.url!r}」读不出来（{reason}）；请核对地址、账号权限和查询语句。"
        raise ForeignError(message) from None
    finally:
        engine.dispose()


def shown(url: str) -> str:
    """An address as it may be shown and kept: without its password. Raises ForeignError."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        raise ForeignError(
            "数据库地址写法不对；应为 postgresql://… 或 sqlite:///… 这样。"
        ) from None


def _engine(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite" and address.database:
            # mode=ro: a mistyped path must not become an empty database
            return create_engine(f"sqlite:///file:{quote(address.database)}?mode=ro&uri=true")
        return create_engine(address)
    except (ArgumentError, NoSuchModuleError):
        raise ForeignError(
            "数据库地址写法不对；应为 postgresql://… 或 sqlite:///… 这样。"
        ) from None
    except ImportError as error:
        message = f"缺少数据库驱动 {error.name}；请安装后再试。"
        raise ForeignError(message) from None


def _is_select(query: str) -> bool:
    words = query.lstrip("( \t\r\n").lower()
    return words.startswith(_FIRST) and ";" not in query.rstrip().rstrip(";")


def _forbid_writing(connection: Connection) -> None:
    order = _READ_ONLY.get(connection.dialect.name)
    if order is None:
        message = (
            f"还不会以只读方式打开 {connection.dialect.name} 数据库；请先导出为 CSV 或 JSONL。"
        )
        raise ForeignError(message)
    connection.execute(text(order))
