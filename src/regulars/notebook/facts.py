"""What matters, written once: of a person, or of the household they belong to."""

from datetime import datetime

from django.db import transaction

from regulars.customers.models import Customer, Household
from regulars.moments import journal
from regulars.moments.kinds import Remembered
from regulars.moments.models import Moment
from regulars.notebook.models import Fact, Source
from regulars.places.models import Place


@transaction.atomic
def remember(
    owner: Customer | Household, kind: str, value: str, *, source: Source, by: str, now: datetime,
    place: Place | None = None, key: str | None = None,
) -> Fact | None:  # fmt: skip
    """Keep one fact, owned by a person or by the household; None where the key came before."""
    if key and Moment.objects.filter(key=key).exists():
        return None
    of_home = isinstance(owner, Household)
    about = f"household:{owner.pk}" if of_home else f"customer:{owner.pk}"
    journal.record(
        Remembered(source=source), about=about, at=now, by=by, words=value, key=key,
        place=place.pk if place else owner.book_id,
    )  # fmt: skip
    owned = {"household" if of_home else "customer": owner}
    return Fact.objects.create(kind=kind, value=value, source=source, said_at=now, by=by, **owned)


def about(customer: Customer) -> list[Fact]:
    """Facts of the person and of their household, latest first."""
    own = list(customer.remembered.all())
    shared = list(customer.household.remembered.all()) if customer.household else []
    return sorted(own + shared, key=lambda fact: fact.said_at, reverse=True)
