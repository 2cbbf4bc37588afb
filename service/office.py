"""The installed house: everything an action needs, in one frozen value."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import rules
from review import pipeline
from review.calendar import Calendar
from review.model import Document, Report
from review.overlay import BadOverlayError
from review.quiet import Quiet
from review.refusal import NotAllowedError, Refusal
from review.routes import RouteBook
from review.ruleset import Ruleset
from review.seals import SIGNED
from review.staff import Unit
from rules.routes import house_routes, load_calendar, load_routes
from service.clock import Clock, day_of, wall_clock
from service.keys import house_key
from service.overlays import Effective
from service.passwords import Passwords
from service.platforms import Platform, open_platforms
from service.second_reader import SecondReader, open_reader
from service.settings import Settings, SettingsError
from service.sign_on import Directory, Provider, open_directory, open_provider
from service.store import Store, UnitOfWork, check_version

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """`key` seals log and releases; it is kept in a file of its own, never in the database."""

    settings: Settings
    clock: Clock
    store: Store
    ruleset: Ruleset
    platforms: Mapping[str, Platform]
    passwords: Passwords
    key: bytes = field(repr=False)
    effective: Effective = field(default_factory=Effective, repr=False)
    second_reader: SecondReader | None = None
    provider: Provider | None = None
    directory: Directory | None = None
    routes: RouteBook = field(default_factory=house_routes, repr=False)
    calendar: Calendar = field(default_factory=load_calendar, repr=False)
    quiet: Quiet = field(default_factory=Quiet)

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self.clock()

    def as_of(self) -> date:
        """Today's date in China, by which a text is judged."""
        return day_of(self.clock())

    def review(
        self, document: Document, unit: Unit | None = None, as_of: date | None = None
    ) -> Report:
        """The six gates' report on a text, as of today unless another day is given.

        `unit`: by its own lists and mutes, and those of the units above; None for the house's.
        """
        day = as_of or self.as_of()
        return pipeline.review(document, self.ruleset_of(unit, day), day)

    def ruleset_of(self, unit: Unit | None, day: date) -> Ruleset:
        """The ruleset as a unit has it on a day. NotAllowedError if its overlays cannot be used:
        a text is not judged by less than was ordered.
        """
        if unit is None:
            return self.ruleset
        with self.read() as work:
            standing = work.overlays.standing(unit.line, day)
            if not standing:
                return self.ruleset
            names = {number: one.name for number, one in work.units.known().items()}
        try:
            return self.effective.ruleset(self.ruleset, standing, names)
        except BadOverlayError as error:
            raise NotAllowedError(Refusal.REPORT, str(error)) from None

    def write(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that stores everything or nothing; other writers wait."""
        return self.store.write()

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only looks."""
        return self.store.read()

    def close(self) -> None:
        """Gives up the connections to platforms and to the database."""
        for platform in self.platforms.values():
            platform.close()
        self.store.close()


def open_office(
    settings: Settings,
    *,
    clock: Clock = wall_clock,
    ruleset: Ruleset | None = None,
    platforms: Mapping[str, Platform] | None = None,
) -> Office:
    """The house as the settings describe it. Nothing is migrated.

    Raises SettingsError, StoreError, or what `rules.load` raises for a broken rule or list: a
    house that is not whole does not open.
    """
    store = open_store(settings)
    try:
        if ruleset is None:
            ruleset = rules.load(
                cache_dir=private_folder(settings.data_dir / "jieba"), wordlists=settings.wordlists
            )
        if platforms is None:
            try:
                platforms = open_platforms(settings)
            except ValueError as error:
                raise SettingsError(str(error)) from None
        return Office(
            settings=settings,
            clock=clock,
            store=store,
            ruleset=ruleset,
            platforms=platforms,
            passwords=passwords_of(settings),
            key=store.key,
            second_reader=open_reader(settings),
            provider=open_provider(settings),
            directory=open_directory(settings),
            routes=load_routes(ruleset.library, settings.routes),
            calendar=load_calendar(settings.calendar),
            quiet=Quiet.of(settings.quiet_hours),
        )
    except BaseException:
        store.close()
        raise


def open_store(settings: Settings) -> Store:
    """The database of this house, its version checked, and its key: made on the very first use.

    Raises SettingsError if the key is gone though the log was sealed with one; StoreError.
    """
    private_folder(settings.data_dir)
    store = Store.open(settings.database_url, b"")
    try:
        check_version(store.engines)
        with store.read() as unit:
            begun = unit.events.head() is not None
            signed = any(one.seal.startswith(SIGNED) for one in unit.releases.list(limit=1))
        secret = _key(settings.key_file, begun=begun)
        return Store(store.engines, house_key(secret, settings.release_keys, begun=signed))
    except BaseException:
        store.close()
        raise


def passwords_of(settings: Settings) -> Passwords:
    """Password hashing at the cost the settings name."""
    return Passwords(
        time_cost=settings.argon2_time,
        memory_kib=settings.argon2_memory_kib,
        lanes=settings.argon2_lanes,
    )


def private_folder(path: Path) -> Path:
    """The folder, made if need be, for its owner alone. Raises SettingsError."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise SettingsError(f"不能建立目录 {path}，请检查路径和权限。") from None
    return path


def _key(path: Path, *, begun: bool) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        if begun:
            raise SettingsError(
                f"封印密钥文件 {path} 不见了，而数据库里已有用它封印的留痕；"
                "请从保管处取回该文件，或用 XIANSHEN_KEY_FILE 指明它的位置。"
            ) from None
        return _make_key(path)
    except (OSError, ValueError):
        raise SettingsError(
            f"封印密钥文件 {path} 读不出来或内容不对，请从保管处恢复该文件。"
        ) from None
    if len(key) < _KEY_BYTES:
        raise SettingsError(f"封印密钥文件 {path} 内容太短，请从保管处恢复该文件。")
    return key


def _make_key(path: Path) -> bytes:
    key = secrets.token_bytes(_KEY_BYTES)
    private_folder(path.parent)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link appears whole or not at all: of two processes that start at once, one makes the
        # key and the other uses it.
        os.link(draft, path)
    except FileExistsError:
        return _key(path, begun=True)
    except OSError:
        raise SettingsError(f"不能写入封印密钥文件 {path}，请检查目录权限。") from None
    finally:
        draft.unlink(missing_ok=True)
    return key
