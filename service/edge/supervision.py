"""监管: what every unit below owes: its register, petitions, surveys, training, interpretations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.draft import Person
from review.register import Petition, PetitionState
from review.staff import SIGNING, Unit
from service.actions.link_interpretation import TRAITS
from service.clock import day_of
from service.edge.register import UnitForm, forms_of
from service.edge.scope import branch_of
from service.office import Office
from service.store.incidents import Incident
from service.store.interpretations import PolicyDocument

WORKING_DAY_HOURS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreted:
    """A policy document that is out, and what interprets it. `due`: by when something should,
    None where nothing has to; `overdue` only while nothing does.
    """

    document: PolicyDocument
    unit: Unit
    traits: tuple[str, ...]
    asked: bool
    products: tuple[tuple[int, str], ...]
    due: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDue:
    """One unit of the authority's page, with what it owes."""

    form: UnitForm
    petitions: tuple[Petition, ...]
    untrained: tuple[Person, ...]
    interpretations: tuple[Interpreted, ...]
    incidents: tuple[Incident, ...]

    @property
    def accounts(self) -> int:
        return sum(row.account.state.value == "retained" for row in self.form.rows)

    @property
    def stale(self) -> int:
        """Accounts in use whose figures are older than a quarter."""
        return sum(row.stale and row.account.state.value == "retained" for row in self.form.rows)

    @property
    def owes(self) -> bool:
        return bool(
            self.petitions
            or self.untrained
            or any(one.overdue for one in self.interpretations)
            or self.incidents
            or self.form.problems
            or self.form.sponsor is None
        )


def interpreted(office: Office, person: Person) -> tuple[Interpreted, ...]:
    """The policy documents a person's units have out, newest first."""
    now = office.now()
    with office.read() as unit:
        branch = branch_of(unit, person)
        found = unit.interpretations.documents(list(branch))
        numbers = [one.draft for one in found]
        traits = unit.interpretations.traits(numbers)
        links = unit.interpretations.links(numbers)
        titles = unit.interpretations.titles([product for _, product in links])
    made = []
    hours = office.settings.interpretation_days * WORKING_DAY_HOURS
    for one in found:
        said = traits.get(one.draft, ())
        products = tuple(
            (product, titles.get(product, "")) for draft, product in links if draft == one.draft
        )
        due = office.calendar.after(one.released, hours) if said else None
        made.append(
            Interpreted(
                document=one,
                unit=branch[one.unit],
                traits=tuple(TRAITS[trait] for trait in said if trait in TRAITS),
                asked=one.draft in traits,
                products=products,
                due=due,
                overdue=due is not None and not products and now > due,
            )
        )
    return tuple(made)


def dues_of(office: Office, person: Person) -> tuple[UnitDue, ...]:
    """Every unit a person sees, with what it owes."""
    now = office.now()
    today = day_of(now)
    forms = forms_of(office, person)
    documents = interpreted(office, person)
    with office.read() as unit:
        branch = branch_of(unit, person)
        petitions = unit.petitions.of(list(branch), waiting=True)
        people = [one.person for one in unit.people.list() if one.disabled_at is None]
        signers = [one for one in people if one.roles & SIGNING]
        trained = {
            one.person
            for one in unit.trainings.of([signer.id for signer in signers])
            if one.valid_until >= today
        }
        incidents = unit.incidents.listed(sorted(branch), closed=False, most=500)
    return tuple(
        UnitDue(
            form=form,
            petitions=tuple(
                one
                for one in petitions
                if one.unit.id == form.unit.id and one.state is not PetitionState.RETURNED
            ),
            untrained=tuple(
                one
                for one in signers
                if one.id not in trained and any(grant.unit == form.unit.id for grant in one.grants)
            ),
            interpretations=tuple(one for one in documents if one.unit == form.unit),
            incidents=tuple(one for one in incidents if one.keeper == form.unit.id),
        )
        for form in forms
    )
