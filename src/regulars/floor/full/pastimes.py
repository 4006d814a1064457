"""The ways to wait of one place, in its own order; and which posts are asked for a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.floor.full.troubles import NotSo
from regulars.floor.models import Asking, Pastime, PastimeKind
from regulars.floor.posts import DOORS, NOT_STOOD_AT, Post
from regulars.moments import journal
from regulars.moments.kinds import PastimesKept
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

BEGINNING = (PastimeKind.DRINK, PastimeKind.SNACK, PastimeKind.GAME, PastimeKind.TOUR)
IMPROVISED = frozenset({PastimeKind.TOUR})
NOBODY_SITS_AT = (
    NOT_STOOD_AT | DOORS
    | {"kitchen", "till", "cashier", "checkout", "farewell", "doorstep", "delivery", "wash",
       "cloakroom", "corridor", "aisle"}
)  # fmt: skip
MOST = 12
LONGEST = 80


@dataclass(frozen=True)
class Line:
    """One line of the list as it was written."""

    kind: str
    name: str = ""
    improvised: bool = False


def of(place: Place) -> list[Pastime]:
    """What a place offers, first things first; what every place begins with where it has written
    no list of its own (unsaved then)."""
    own = list(Pastime.objects.filter(place=place))
    if own:
        return [each for each in own if each.removed_at is None]
    return [
        Pastime(place=place, kind=kind, position=n, improvised=kind in IMPROVISED)
        for n, kind in enumerate(BEGINNING)
    ]


def settled(place: Place) -> list[Pastime]:
    """The list with every line in the database."""
    found = of(place)
    if found and found[0].pk is None:
        found = Pastime.objects.bulk_create(found)
    return found


def asking(place: Place) -> Asking:
    """How this place asks; the usual way where nobody wrote it down."""
    return Asking.objects.filter(place=place).first() or Asking(place=place)


def asked_posts(how: Asking, ways: Sequence[Post]) -> list[str]:
    """Codes of the posts that are asked: those written down that still stand, else every post
    where people sit, else every post. A house without posts is asked as a whole: ""."""
    codes = [post.code for post in ways]
    if how.posts is not None:
        chosen = [code for code in codes if code in how.posts]
        return chosen or [""]
    return [code for code in codes if code not in NOBODY_SITS_AT] or codes or [""]


@transaction.atomic
def keep(
    place: Place, lines: Sequence[Line], *, posts: Sequence[str] | None, within: int, again: int,
    by: Staff, now: datetime, key: str | None = None,
) -> None:  # fmt: skip
    """Write list and way of asking anew; what was offered before keeps its name. Raises NotSo."""
    if key and Moment.objects.filter(key=key).exists():
        return
    check(place, lines, posts, within, again)
    Asking.objects.update_or_create(
        place=place, defaults={"posts": posts, "within": within, "again": again}
    )
    known = {(each.kind, each.name): each for each in settled(place)}
    for position, line in enumerate(lines):
        row = known.pop((line.kind, line.name), None) or Pastime(
            place=place, kind=line.kind, name=line.name
        )
        row.position, row.improvised = position, line.improvised
        row.save()
    Pastime.objects.filter(pk__in=[each.pk for each in known.values()]).update(removed_at=now)
    journal.record(
        PastimesKept(offered=len(lines)), about=f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, key=key,
    )  # fmt: skip


def check(
    place: Place, lines: Sequence[Line], posts: Sequence[str] | None, within: int, again: int
) -> None:
    check_lines(lines)
    if not 10 <= within <= 900:
        raise NotSo(_("An answer is waited for 10 to 900 seconds."))
    if not 30 <= again <= 3600:
        raise NotSo(_("The second look comes after 30 to 3600 seconds."))
    known = set(place.touchpoints.values_list("code", flat=True))
    if strange := [code for code in posts or () if code not in known]:
        raise NotSo(_("There is no such post: {codes}.").format(codes=", ".join(strange)))


def check_lines(lines: Sequence[Line]) -> None:
    if len(lines) > MOST:
        raise NotSo(_("At most {n} ways; nobody reads more at the door.").format(n=MOST))
    for line in lines:
        if line.kind not in PastimeKind.values:
            raise NotSo(_("There is no such way to wait: {kind}.").format(kind=line.kind))
        if line.kind == PastimeKind.OWN and not line.name:
            raise NotSo(_("Give your own way to wait a name."))
    if len({(line.kind, line.name) for line in lines}) < len(lines):
        raise NotSo(_("One way stands there twice. Keep it once."))
