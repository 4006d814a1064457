"""What the journal has to tell open boards: which moments are new, and where a crowd came in.

A crowd is what comes by the thousand (an import, a night's cues): nobody reads it line by line,
so a board is only told to look again.

The cursor is a moment's id; it goes no further than the journal has settled.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from regulars.moments.models import Moment

CROWD_KINDS = ("purchased", "cued")
MOST = 200
WIDEST = 20_000
FIRST = """
SELECT id, kind, subject, place FROM moments_moment
WHERE id > %s AND id <= %s {there} ORDER BY id LIMIT %s
"""


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

    ``upto`` must have settled. A gap too wide to read, or a cursor from another journal, is a
    crowd everywhere.
    """
    if not 0 <= upto - after <= WIDEST:
        return News(upto, everywhere=True)
    told = first(after, upto, place)
    if len(told) <= MOST:
        return News(upto, *parted(told))
    new = Moment.objects.filter(pk__gt=after, pk__lte=upto)
    if place is not None:
        new = new.filter(place=place)
    rows = new.exclude(kind__in=CROWD_KINDS).order_by("pk")
    single = tuple(
        Told(*row) for row in rows.values_list("pk", "kind", "subject", "place")[: MOST + 1]
    )
    if len(single) > MOST:
        return News(upto, crowded=places_of(new))
    return News(upto, single, places_of(new.filter(kind__in=CROWD_KINDS)))


def first(after: int, upto: int, place: int | None) -> tuple[Told, ...]:
    """One more than MOST, whatever their kind. Asked many times a second, so without the ORM."""
    there, values = (
        ("", [after, upto]) if place is None else ("AND place = %s", [after, upto, place])
    )
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(there=there), [*values, MOST + 1])
        return tuple(Told(*row) for row in cursor.fetchall())


def parted(told: tuple[Told, ...]) -> tuple[tuple[Told, ...], frozenset[int | None]]:
    """Single moments, and the places with a crowd."""
    single = tuple(one for one in told if one.kind not in CROWD_KINDS)
    return single, frozenset(one.place for one in told if one.kind in CROWD_KINDS)


def places_of(moments: QuerySet[Moment]) -> frozenset[int | None]:
    return frozenset(moments.order_by().values_list("place", flat=True).distinct())
