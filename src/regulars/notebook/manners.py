"""What may be done with what we know: how we know it sets what may be said; and what a house
talks about with nobody, until the customer does."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from regulars.notebook.models import SENSITIVE, FactKind, Manners, Source, Use
from regulars.places.models import Place

ORDER = (Use.SAY, Use.SILENT, Use.NEVER)

MOST: dict[str, Use] = {
    Source.TOLD: Use.SAY,
    Source.SEEN: Use.SAY,
    Source.THIRD: Use.SILENT,
    Source.PUBLIC: Use.SILENT,
    Source.DERIVED: Use.SILENT,
}
"""The most that may be done with a fact, by how we know it. Whoever did not tell us should not
hear it from us: it would feel spied upon."""

UNSAID = frozenset({FactKind.MOOD, FactKind.CLOSED, *SENSITIVE})
"""Acted on and not said, whoever told us: nobody wants to hear that they look sad."""

PRIVATE = frozenset({FactKind.RELATION, FactKind.MOOD, FactKind.OCCASION})
"""Of these, what we only found out somewhere is not used at all."""

FOUND_OUT = frozenset({Source.PUBLIC, Source.DERIVED})

WELCOME: tuple[str, ...] = (gettext_noop("the weather"), gettext_noop("what they came for"))
CLOSED = (gettext_noop("marriage"), gettext_noop("salary"), gettext_noop("age"))

UNSEALED_NOT_AT = frozenset({
    "found", "booking", "parking", "door", "gate", "cloakroom", "till", "cashier", "farewell",
    "afterwards", "delivery",
})  # fmt: skip
"""Posts where nobody cooks, serves or treats: to know of an allergy there protects no one."""


def most(kind: str, source: str) -> Use:
    """The most that may be done with such a fact."""
    ceiling = MOST.get(source, Use.SILENT)
    if kind in PRIVATE and source in FOUND_OUT:
        return Use.NEVER
    return Use.SILENT if ceiling == Use.SAY and kind in UNSAID else ceiling


def within(kind: str, source: str, use: str) -> bool:
    """Whether a use stays inside what the source allows."""
    return ORDER.index(Use(use)) >= ORDER.index(most(kind, source))


@dataclass(frozen=True)
class House:
    """How one house talks, and at which posts what is under seal stays closed."""

    welcome: tuple[str, ...]
    closed: tuple[str, ...]
    unsealed_not_at: frozenset[str]


def house(place: Place) -> House:
    """A place's own manners, those of the nearest node above it, or the defaults."""
    own = nearest(place)
    return House(
        welcome=tuple(own.welcome if own else (_(each) for each in WELCOME)),
        closed=tuple(own.closed if own else (_(each) for each in CLOSED)),
        unsealed_not_at=frozenset(own.unsealed_not_at) if own else UNSEALED_NOT_AT,
    )


def protects(place: Place, post: str) -> bool:
    """Whether knowing of an allergy at this post protects the customer. An unknown post, or none
    (a house of one), counts as one that serves: better known once too often."""
    return post not in house(place).unsealed_not_at


def nearest(place: Place) -> Manners | None:
    """The manners of the place, else of the node above it, else of the top of its tree."""
    line = [pk for pk in (place.pk, place.parent_id, place.top_id) if pk]
    rows = {row.place_id: row for row in Manners.objects.filter(place__in=line)}
    return next((rows[pk] for pk in line if pk in rows), None)
