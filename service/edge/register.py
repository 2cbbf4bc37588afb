"""The register as pages need it: whose accounts, with their figures, and what is wrong with a form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from review.draft import Person
from review.register import (
    FIELDS,
    Block,
    Form,
    Header,
    Level,
    Petition,
    Problem,
    Profile,
    plain_name,
    problems_of,
)
from review.staff import Unit
from service.actions.errors import MissingError
from service.actions.register_facts import KEEPING, found_registered
from service.clock import day_of
from service.edge.scope import branch_of
from service.office import Office
from service.sheets.register.layout import Read
from service.store.register import Figures, RegisteredAccount, Sponsor, in_use

STALE = timedelta(days=95)
"""Figures older than this are asked for anew: the register is looked at every quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account of the list. `direct`: entered as it stood, not opened by a petition."""

    account: RegisteredAccount
    latest: Figures | None
    stale: bool
    waiting: Petition | None

    @property
    def direct(self) -> bool:
        return self.account.petition is None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitForm:
    """One unit's form. `keeps`: whether the visitor may fill it in."""

    unit: Unit
    sponsor: Sponsor | None
    rows: tuple[AccountRow, ...]
    problems: tuple[Problem, ...]
    keeps: bool

    @property
    def level(self) -> Level:
        return self.sponsor.level if self.sponsor else Level.OTHER

    @property
    def form(self) -> Form:
        """The form as it is exported: accounts in use, the figures of the last day."""
        return form_of(self.unit, self.sponsor, self.rows)


def forms_of(office: Office, person: Person, unit_id: int = 0) -> tuple[UnitForm, ...]:
    """The forms of the units a person sees, or of one. MissingError for another's."""
    now = office.now()
    today = day_of(now)
    with office.read() as unit:
        branch = branch_of(unit, person)
        if unit_id:
            if unit_id not in branch:
                raise MissingError(f"没有编号为{unit_id}的单位，请从账号登记页重新选择。")
            branch = {unit_id: branch[unit_id]}
        accounts = unit.register.of(list(branch))
        figures = unit.register.figures([one.id for one in accounts])
        waiting = {one.account: one for one in unit.petitions.of(list(branch), waiting=True)}
        sponsors = unit.register.sponsors()
        by = unit.delegations.acting(person, now)
    made = []
    for number, where in sorted(branch.items(), key=lambda item: item[1].line):
        rows = tuple(
            AccountRow(
                account=one,
                latest=(latest := (figures.get(one.id) or (None,))[-1]),
                stale=latest is None or today - latest.day > STALE,
                waiting=waiting.get(one.id),
            )
            for one in accounts
            if one.unit == number
        )
        sponsor = sponsors.get(number)
        form = form_of(where, sponsor, rows)
        problems = problems_of(form, today) if form.profiles or sponsor else ()
        made.append(
            UnitForm(
                unit=where,
                sponsor=sponsor,
                rows=rows,
                problems=problems,
                keeps=by.holds_any(KEEPING, where),
            )
        )
    return tuple(made)


def form_of(unit: Unit, sponsor: Sponsor | None, rows: Collection[AccountRow]) -> Form:
    """A unit's form as the paper has it."""
    standing = in_use([row.account for row in rows])
    latest = {row.account.id: row.latest for row in rows}
    header = sponsor.header if sponsor else Header()
    return Form(
        header=replace(header, sponsor=unit.name, count=str(len(standing))),
        profiles=tuple(
            _with_figures(one.profile, latest.get(one.id))
            for block in Block
            for one in standing
            if one.profile.block is block
        ),
    )


def _with_figures(profile: Profile, figures: Figures | None) -> Profile:
    if figures is None:
        return profile
    return replace(
        profile,
        fans=profile.fans if figures.fans is None else str(figures.fans),
        reads=profile.reads if figures.reads is None else str(figures.reads),
        frequency=figures.frequency or profile.frequency,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAccount:
    """An account with its history. `fields`: what the form has of it, by the form's words."""

    account: RegisteredAccount
    unit: Unit
    fields: tuple[tuple[str, str], ...]
    figures: tuple[Figures, ...]
    petitions: tuple[Petition, ...]
    keeps: bool


def account_of(office: Office, person: Person, account_id: int) -> OneAccount:
    """One account. MissingError for one that is not this person's business."""
    with office.read() as unit:
        by = unit.delegations.acting(person, office.now())
        account = found_registered(unit, by, account_id)
        where = unit.units.known()[account.unit]
        figures = unit.register.figures([account.id]).get(account.id, ())
        petitions = unit.petitions.of_account(account.id)
    return OneAccount(
        account=account,
        unit=where,
        fields=fields_told(account.profile),
        figures=figures,
        petitions=petitions,
        keeps=by.holds_any(KEEPING, where),
    )


def fields_told(profile: Profile | None) -> tuple[tuple[str, str], ...]:
    """A profile's fields with what the form calls them, in its order."""
    if profile is None:
        return ()
    return tuple((label, getattr(profile, name)) for name, label in FIELDS[profile.block].items())


def changes_told(before: Profile | None, after: Profile | None) -> tuple[tuple[str, str, str], ...]:
    """Which fields a change changes: what the form calls each, what was, what shall be."""
    if before is None or after is None:
        return ()
    names = {**FIELDS[before.block], **FIELDS[after.block]}
    return tuple(
        (label, getattr(before, name), getattr(after, name))
        for name, label in names.items()
        if getattr(before, name) != getattr(after, name)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One account of a file that was handed in, with what is wrong with it."""

    profile: Profile
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A filled-in form as it was read. `head`: what is wrong with its head."""

    header: Header
    head: tuple[str, ...]
    rows: tuple[ImportedRow, ...]

    @property
    def good(self) -> tuple[Profile, ...]:
        return tuple(row.profile for row in self.rows if not row.errors)


def imported(office: Office, unit: UnitForm, read: Read) -> Imported:
    """What a file holds for this unit, each problem with its cell."""
    today = day_of(office.now())
    standing = in_use([row.account for row in unit.rows])
    known = {(one.profile.place, plain_name(one.profile.name)) for one in standing}
    problems = problems_of(read.form, today)
    head = [read.located(one) for one in problems if one.where.row is None and one.error]
    sponsor = read.form.header.sponsor
    if sponsor and plain_name(sponsor) != plain_name(unit.unit.name):
        head.append(
            f"表里的主办单位是“{sponsor}”，不是{unit.unit.name}；请确认没有选错单位或文件。"
        )
    rows = []
    for number, profile in enumerate(read.form.profiles):
        mine = [one for one in problems if one.where.row == number]
        errors = [read.located(one) for one in mine if one.error]
        if (profile.place, plain_name(profile.name)) in known:
            errors.append(
                f"{profile.place}“{profile.name}”已在登记表里，不再重复登记；要改动请走变更申请。"
            )
        rows.append(
            ImportedRow(
                profile=profile,
                errors=tuple(errors),
                warnings=tuple(read.located(one) for one in mine if not one.error),
            )
        )
    return Imported(header=read.form.header, head=tuple(head), rows=tuple(rows))
