"""What somebody has as always, at the order: taken again with one tap, or chosen anew. What may
harm them is never offered as a default."""

from dataclasses import dataclass
from datetime import datetime

from regulars.authority import welcome
from regulars.customers.models import Customer
from regulars.floor.known import Unknown
from regulars.moments.models import Moment
from regulars.notebook import options
from regulars.notebook.models import Fact
from regulars.notebook.options import Choice, NotKept
from regulars.places.models import Place, Staff


@dataclass(frozen=True)
class Default:
    """One thing as always; ``harm`` says why it must not be offered, where that is so."""

    choice: Choice
    harm: str


def of(customer: Customer, place: Place) -> list[Default]:
    """Everything they have as always, each looked at for what may harm them."""
    known = welcome.of(place, customer)
    return [Default(each, known.stops(f"{each.thing} {each.words}"))
            for each in options.of(customer)]  # fmt: skip


def keep(
    customer: Customer, thing: str, chosen: str, place: Place, *, by: Staff, now: datetime,
    key: str | None = None,
) -> Fact:  # fmt: skip
    """Raises NotKept, also where it may harm them."""
    if harm := welcome.of(place, customer).stops(f"{thing} {chosen}"):
        raise NotKept(harm)
    return options.keep(customer, thing, [chosen], by=by.opaque, now=now, place=place, key=key)


def again(
    customer: Customer, number: int, place: Place, *, by: Staff, now: datetime,
    key: str | None = None,
) -> Moment:  # fmt: skip
    """As always, with one tap. Raises Unknown; NotKept where it has come to be of harm."""
    found = next((each for each in of(customer, place) if each.choice.fact.pk == number), None)
    if found is None:
        raise Unknown(f"option {number}")
    if found.harm:
        raise NotKept(found.harm)
    return options.again(found.choice, by=by.opaque, now=now, place=place, key=key)
