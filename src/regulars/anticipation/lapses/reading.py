"""What the journal says of somebody's coming and going: visits, the last goodbye, goodwill."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Max, Sum

from regulars.anticipation.lapses import leaving
from regulars.anticipation.lapses.leaving import Silence
from regulars.customers.models import Customer, Tally
from regulars.customers.standing import subjects_of
from regulars.customers.visits import MET
from regulars.moments.models import Moment
from regulars.places.models import Level, Place, Role, Staff

USUAL = 60.0
SAMPLE, MOST = 2000, 500
HAPPY = ("proposal_answered", "acted")
BROKEN, MENDED = ("case_opened", "complained"), ("case_completed", "put_right")
SERVED = ("met", "arrived", "departed", "acted", "noted", "card_signed", "following_done")


@dataclass(frozen=True)
class Known:
    """One customer's coming and going: ``goodbye`` is the day of the last one."""

    silence: Silence
    goodbye: date


def usual_gap(place: Place) -> float:
    """Days between two visits at this house: the median over those who came three times or more,
    of the two thousand seen last; two months where nobody has."""
    rows = Tally.objects.filter(customer__book=place.book_id, visits__gte=3, first_on__isnull=False)
    last = rows.order_by("-last_on").values_list("visits", "first_on", "last_on")[:SAMPLE]
    gaps = [(on - first).days / (n - 1) for n, first, on in last if on and first and on > first]
    return max(1.0, median(gaps)) if gaps else USUAL


def known(customer: Customer, place: Place, today: date, usual: float) -> Known | None:
    """How it stands with one customer; None who was never here."""
    rows = Moment.objects.filter(subject__in=subjects_of(customer)).order_by("-happened_at")
    days = [
        place.day_of(at)
        for at in rows.filter(kind__in=(*MET, "departed")).values_list("happened_at", flat=True)[
            :MOST
        ]
    ]
    days += tallied(customer)
    rhythm = leaving.rhythm_of([day for day in days if day <= today], usual)
    if rhythm is None:
        return None
    left = rows.filter(kind="departed").values_list("happened_at", flat=True).first()
    goodbye = place.day_of(left) if left else rhythm.last
    return Known(
        leaving.silence(rhythm, today, happy=happy(customer), hurt=hurt(customer)),
        max(goodbye, rhythm.last),
    )  # fmt: skip


def tallied(customer: Customer) -> list[date]:
    """First and last days by the tallies: an import may bring these alone."""
    rows = Tally.objects.filter(customer=customer).values_list("first_on", "last_on")
    return [day for pair in rows for day in pair if day is not None]


def happy(customer: Customer) -> int:
    """Good signs: what was done for them and they said thank you, what was done before they
    asked."""
    rows = Moment.objects.filter(subject__in=subjects_of(customer), kind__in=HAPPY)
    facts = rows.values_list("kind", "facts")[:MOST]
    return sum(
        bool(told.get("thanked")) if kind == "proposal_answered"
        else told.get("arose") == "anticipated" for kind, told in facts
    )  # fmt: skip


def hurt(customer: Customer) -> bool:
    """Whether the last thing that went wrong was never put right."""
    rows = Moment.objects.filter(
        subject__in=subjects_of(customer), kind__in=(*BROKEN, *MENDED)
    ).order_by("-happened_at", "-pk")
    last = rows.values_list("kind", flat=True).first()
    return last in BROKEN


def home_of(customer: Customer) -> int | None:
    """The place they belong to: where they came most often, of those the one they came to last;
    a newcomer belongs to the first place of the book."""
    rows = Tally.objects.filter(customer=customer, place__level=Level.PLACE)
    best = (rows.values("place").annotate(n=Sum("visits"), last=Max("last_on"))
            .order_by("-n", "-last", "place").values_list("place", flat=True).first())  # fmt: skip
    if best is not None:
        return int(best)
    places = Place.objects.filter(level=Level.PLACE)
    own = places.filter(pk=customer.book_id) | places.filter(top=customer.book_id)
    return own.order_by("pk").values_list("pk", flat=True).first()


def owner_of(customer: Customer, place: Place) -> Staff | None:
    """Who should sign: of those still here whoever served them last, else who leads the place."""
    rows = Moment.objects.filter(subject__in=subjects_of(customer), kind__in=SERVED, place=place.pk)
    actors = rows.filter(actor__startswith="staff:").order_by("-happened_at")
    people = {one.opaque: one for one in Staff.objects.filter(
        place=place, left_at=None, user__is_active=True)}  # fmt: skip
    for actor in actors.values_list("actor", flat=True)[:50]:
        if actor in people:
            return people[actor]
    ranks = {Role.MANAGER: 0, Role.OWNER: 1, Role.CLERK: 2}
    return min(people.values(), key=lambda one: (ranks[Role(one.role)], one.pk), default=None)


def last_day(customer: Customer, place: Place) -> date | None:
    """The day on which they were last here."""
    rows = Moment.objects.filter(subject__in=subjects_of(customer), kind__in=(*MET, "departed"))
    at = rows.order_by("-happened_at").values_list("happened_at", flat=True).first()
    days = [place.day_of(at)] if at else []
    return max((*days, *tallied(customer)), default=None)
