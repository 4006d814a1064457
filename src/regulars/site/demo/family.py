"""The invented household of five with a measured 30 kg jar, after the rice-seller's notebook."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from regulars.customers import people
from regulars.customers.models import Customer, Household
from regulars.notebook import containers, facts
from regulars.notebook.models import Source
from regulars.places.models import Need, Place

RICE = "RICE IN THE JAR"
LASTS = 25
LEAD = 2
LEFTOVERS = (3.2, 2.2, 3.6, 2.7, 3.4)
HABITS = (
    ("need", gettext_noop("Her back is bad: carry the rice into the kitchen")),
    ("preference", gettext_noop("Only new rice of the season")),
    ("other", gettext_noop("Pay day is the 25th")),
)


@transaction.atomic
def move_in(place: Place, today: date, by: str) -> Customer:
    """Measure the jar and fill it six times so that a visit falls due today."""
    if known := Customer.objects.filter(book=place.book, name="王秀兰", invented=True).first():
        return known
    household = Household.objects.create(
        book=place.book, name="王家", size=5, address="梅林路 8 号"
    )
    mother = member(place, household, "王秀兰", "mrs", date(1979, 4, 16), "+8615400000008")
    for name, born in (("陈建国", 1977), ("陈小雨", 2008), ("陈小川", 2012), ("李桂英", 1951)):
        member(place, household, name, "", date(born, 6, 1), None)
    remember(household, mother, place, today, by)
    keep_jar(mother, place, today, by)
    return mother


def member(
    place: Place, household: Household, name: str, title: str, born: date, phone: str | None
) -> Customer:
    handles = [("phone", phone)] if phone else []
    return people.introduce(
        place, handles=handles, household=household, name=name, title=title,
        language="zh-hans", birthday=born, invented=True,
    )  # fmt: skip


def remember(household: Household, mother: Customer, place: Place, today: date, by: str) -> None:
    told = place.start_of(today - timedelta(days=120)) + timedelta(hours=10)
    for kind, value in HABITS:
        owner = mother if kind == "need" and "back" in value else household
        facts.remember(owner, kind, value, source=Source.TOLD, by=by, now=told)


def keep_jar(mother: Customer, place: Place, today: date, by: str) -> None:
    rice, _new = Need.objects.get_or_create(
        code=RICE, defaults={"name": "rice", "name_zh_hans": "米", "icon": "rice"}
    )
    first = today - timedelta(days=(LASTS - LEAD) * (len(LEFTOVERS) + 1))
    jar = containers.measure(
        mother, rice, name="米缸", capacity=30, mouths=5, daily_use=1.2, by=by,
        now=ten(place, first), lead_days=LEAD,
    )  # fmt: skip
    for turn, left in enumerate((None, *LEFTOVERS)):
        on = first + timedelta(days=(LASTS - LEAD) * turn)
        containers.fill(
            jar, left=left, steps=tuple(containers.STEPS), by=by, now=ten(place, on), day=on
        )


def ten(place: Place, day: date) -> datetime:
    """Ten in the morning, the place's own time."""
    return place.start_of(day) + timedelta(hours=10)
