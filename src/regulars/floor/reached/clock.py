"""Every hour the clock looks at the coming week: whoever leads is told of each gap, once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.engines.cover import Span
from regulars.floor.models import Gap, WayIn
from regulars.floor.reached import rota
from regulars.moments import journal
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import NobodyAnswers
from regulars.moments.models import Deadline
from regulars.places import notices, people, walls
from regulars.places.models import Place, Staff
from regulars.recovery import duty

KIND = "ways_in"
EVERY = timedelta(hours=1)
CLOCK = "clock"


def look(place: Place, now: datetime) -> None:
    """Look at once, and then every hour as long as there is a way in."""
    set_deadline(KIND, f"place:{place.pk}/{now:%Y%m%d%H%M%S}", now)


@handles(KIND, quick=True)
def looks(deadline: Deadline, now: datetime) -> Callable[[], None]:
    def effect() -> None:
        number = int(deadline.subject.partition("/")[0].partition(":")[2])
        place = Place.objects.select_related("top", "parent").filter(pk=number).first()
        if place is None:
            return
        past = Deadline.objects.filter(kind=KIND, subject__startswith=f"place:{number}/")
        past.filter(done_at__lt=now - EVERY).delete()
        ways = list(WayIn.objects.filter(place=place, removed_at=None)
                    .select_related("post", "keeper"))  # fmt: skip
        if not ways:
            return
        alert(place, ways, now)
        following = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + EVERY
        set_deadline(KIND, f"place:{number}/{following:%Y%m%d%H%M%S}", following)

    return effect


@transaction.atomic
def alert(place: Place, ways: list[WayIn], now: datetime) -> int:
    """Tell who leads of every gap they were not told of yet; how many those are."""
    known = rota.read(place, now)
    count = 0
    for way in ways:
        fresh = [(begins, gap) for begins, gap in begun(known, way) if new(way, begins, now)]
        count += len(fresh)
        if fresh:
            for begins, gap in fresh:
                write(way, begins, gap, now)
            tell(place, way, [gap for _begins, gap in fresh], fresh[0][0], now)
    return count


def begun(known: rota.Rota, way: WayIn) -> list[tuple[datetime, Span]]:
    return [(rota.true_begin(known, way, gap), gap) for gap in known.gaps(way)]


def new(way: WayIn, begins: datetime, now: datetime) -> bool:
    return Gap.objects.get_or_create(way=way, begins_at=begins, defaults={"told_at": now})[1]


def write(way: WayIn, begins: datetime, gap: Span, now: datetime) -> None:
    kind = NobodyAnswers(way=way.code, begins=f"{gap.begins.astimezone(UTC):%Y-%m-%dT%H:%MZ}",
                         ends=f"{gap.ends.astimezone(UTC):%Y-%m-%dT%H:%MZ}")  # fmt: skip
    journal.record(kind, about=f"place:{way.place_id}", at=now, by=CLOCK, place=way.place_id,
                   key=f"nobody:{way.pk}:{begins:%Y%m%d%H%M%S}")  # fmt: skip


def tell(place: Place, way: WayIn, found: list[Span], begins: datetime, now: datetime) -> None:
    """Everybody who leads here; where nobody does, whoever is next up."""
    leads = duty.leaders(duty.working(place))
    next_one = duty.next_up(place, now)
    for staff in leads or ([next_one] if next_one else []):
        told(staff, place, way, found, begins, now)


def told(
    staff: Staff, place: Place, way: WayIn, found: list[Span], begins: datetime, now: datetime
) -> None:
    with translation.override(staff.reads(place)):
        line = _("{way}: nobody answers from {begins} until {ends}.").format(
            way=way.called(), begins=walls.said(place, found[0].begins, now),
            ends=walls.said(place, found[0].ends, now),
        )  # fmt: skip
        if more := len(found) - 1:
            line += " " + ngettext("{n} more gap this week.", "{n} more gaps this week.",
                                   more).format(n=more)  # fmt: skip
        notices.tell(
            staff, _("Nobody answers for a while"), line, f"/p/{place.slug}/answers/",
            urgent=False, key=f"nobody:{way.pk}:{begins:%Y%m%d%H%M%S}", now=now,
        )  # fmt: skip


def left(staff: Staff, now: datetime) -> None:
    """Somebody works here no more: what they answered by name is looked at anew."""
    kept = WayIn.objects.filter(keeper=staff)
    places = list(Place.objects.filter(pk__in=kept.values("place")))
    kept.update(keeper=None)
    here = Place.objects.filter(pk=staff.place_id, ways_in__removed_at=None)
    for place in {*places, *here}:
        look(place, now)


people.LEAVING.append(left)
