"""The tables' version: bringing a database up to the program's, and telling whether it is."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.store.engine import Engines, open_engines, take_the_floor
from service.store.errors import SchemaError, StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Brings the database to this program's version; does nothing to one that is there already.

    Two processes may do it at once: one waits for the other. Raises StoreError.
    """
    engines = open_engines(url)
    try:
        with engines.writing.begin() as connection:
            take_the_floor(connection)
            upgrade(connection, "head")
    except SQLAlchemyError as error:
        raise StoreError(
            f"不能建立或升级数据库（{type(error).__name__}），数据没有改动；"
            "请检查 XIANSHEN_DATABASE_URL、磁盘空间和权限。"
        ) from None
    finally:
        engines.dispose()


def upgrade(connection: Connection, version: str) -> None:
    """Brings the tables up to a version within the caller's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def make_if_missing(url: str) -> None:
    """Makes the tables where there are none at all; an older database is left as it is."""
    if version_of(url) is None:
        migrate(url)


def version_of(url: str) -> str | None:
    """The version of the tables there; None if there are none. Raises StoreError."""
    engines = open_engines(url)
    try:
        return _present(engines)
    finally:
        engines.dispose()


def check_version(engines: Engines) -> None:
    """Raises SchemaError unless the tables are this program's; StoreError if it cannot be told."""
    newest, present = newest_version(), _present(engines)
    if present == newest:
        return
    if present is None:
        raise SchemaError("数据库还没有建表，请先运行 xianshen db upgrade。")
    if present in versions_known():
        raise SchemaError(
            f"数据库是旧版本（{present}），程序需要 {newest}，请先运行 xianshen db upgrade。"
        )
    raise SchemaError(f"数据库版本（{present}）比程序新，请先升级先审程序，不要用旧程序打开。")


def versions_known() -> frozenset[str]:
    """Every version of the tables this program can bring up to its own."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def newest_version() -> str:
    """The version of the tables this program works with."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise SchemaError("安装不完整：缺少数据库迁移文件，请重新安装先审。")
    return newest


def _present(engines: Engines) -> str | None:
    try:
        with engines.reading.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        raise StoreError(
            "连不上数据库，请检查 XIANSHEN_DATABASE_URL 和数据库是否在运行。"
        ) from None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
