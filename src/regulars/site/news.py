"""What the journal has to tell open boards: which moments are new, and where a crowd came in.

A crowd is what comes by the thousand (an import, a night's cues): nobody reads it line by line,
so a board is only told to look again.

The cursor is a moment's id. On SQLite writers take turns, so ids appear in order; PostgreSQL
commits out of order and will need an append lock or another cursor before this may run there.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from regulars.moments.models import Moment

CROWD_KINDS = ("purchased", "cued")
MOST = 200
WIDEST = 20_000


class Told(NamedTuple):
    """A moment as a board is told of it: nothing personal, only where to look."""

    id: int
    kind: str
    subject: str
    place: int | None


@dataclass(frozen=True)
class News:
    """Everything recorded up to a cursor: single moments, and the places with a crowd."""

    upto: int
    moments: tuple[Told, ...] = ()
    crowded: frozenset[int | None] = frozenset()
    everywhere: bool = False

    def crowded_at(self, place: int) -> bool:
        return self.everywhere or place in self.crowded


def between(after: int, upto: int, place: int | None = None) -> News:
    """The news in (after, upto], of one place or of all. More than MOST moments are a crowd.

    A gap too wide to read, or a cursor from another journal, is a crowd everywhere.
    """
    if not 0 <= upto - after <= WIDEST:
        return News(upto, everywhere=True)
    new = Moment.objects.filter(pk__gt=after, pk__lte=upto)
    if place is not None:
        new = new.filter(place=place)
    rows = new.exclude(kind__in=CROWD_KINDS).order_by("pk")
    told = tuple(
        Told(*row) for row in rows.values_list("pk", "kind", "subject", "place")[: MOST + 1]
    )
    if len(told) > MOST:
        return News(upto, crowded=places_of(new))
    return News(upto, told, places_of(new.filter(kind__in=CROWD_KINDS)))


def places_of(moments: QuerySet[Moment]) -> frozenset[int | None]:
    return frozenset(moments.order_by().values_list("place", flat=True).distinct())
