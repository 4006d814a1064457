"""Open a small demo house from its script; done again, it changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from regulars.authority import beginning
from regulars.customers import consents, people, visits
from regulars.customers.models import Customer, Household
from regulars.notebook import facts
from regulars.notebook.models import SENSITIVE
from regulars.places import trades
from regulars.places.models import Job, Opening, Place, Role, SafetyRule, Staff, Touchpoint
from regulars.site.demo.house import Account, password_for
from regulars.site.demo.small.script import Guest, Known, Script

OWNER = "wang"
"""The grocer's owner has a share in each small house, so one login sees them all."""


@transaction.atomic
def open_house(script: Script, today: date) -> tuple[Place, list[Account]]:
    """The place, its people and its guests; the accounts made now."""
    known = Place.objects.filter(slug=script.slug).first()
    if known is not None:
        return known, []
    place = found(script)
    accounts = hire(place, script)
    writer = place.staff.order_by("pk")[0].opaque
    beginning.set_up(place, by="demo", now=place.start_of(today))
    for guest in script.guests:
        introduce(place, guest, today, writer)
    return place, accounts


SPOKEN = {"Asia/Shanghai": "zh-hans", "Asia/Taipei": "zh-hant"}
"""In which language colleagues are told who have chosen none."""


def found(script: Script) -> Place:
    place = Place.objects.create(
        slug=script.slug, name=script.name, name_zh_hans=script.zh_hans,
        name_zh_hant=script.zh_hant, trade=script.trade, time_zone=script.time_zone,
        currency=script.currency, credo=script.credo, access=list(script.access),
        language=SPOKEN.get(script.time_zone, ""), access_note=script.access_note, demo=True,
    )  # fmt: skip
    Touchpoint.objects.bulk_create(posts(place, script.trade))
    Opening.objects.bulk_create(
        Opening(place=place, weekday=weekday, opens=opens, closes=closes)
        for weekday in range(7)
        for opens, closes in script.hours
    )
    for name, words in script.rules:
        SafetyRule.objects.create(place=place, name=name, words=words)
    return place


def posts(place: Place, trade: str) -> Iterable[Touchpoint]:
    for position, post in enumerate(trades.CHAINS[trade]):
        yield Touchpoint(
            place=place, code=post.code, name=post.name, name_zh_hans=post.zh_hans,
            name_zh_hant=post.zh_hant, greet_within=post.greet_within, position=position,
        )  # fmt: skip


def hire(place: Place, script: Script) -> list[Account]:
    jobs = {
        task.code: Job.objects.create(
            place=place, name=task.name, name_zh_hans=task.zh_hans, name_zh_hant=task.zh_hant,
            duties=task.duties, purpose=task.purpose, published=True,
        ) for task in script.tasks
    }  # fmt: skip
    made = []
    for one in script.colleagues:
        password = password_for(one.login)
        user = get_user_model().objects.create_user(one.login, password=password)
        Staff.objects.create(
            user=user, place=place, role=one.role, name=one.name, job=jobs[one.task],
            post=place.touchpoints.get(code=one.post),
        )  # fmt: skip
        made.append(Account(one.login, str(one.role), password, script.slug))
    share(place)
    return made


def share(place: Place) -> None:
    owner = get_user_model().objects.filter(username=OWNER).first()
    if owner is not None:
        first = Staff.objects.filter(user=owner).order_by("pk").first()
        name = first.name if first else OWNER
        Staff.objects.get_or_create(
            user=owner, place=place,
            defaults={"role": Role.OWNER, "name": name, "serves": False,
                      "post": place.touchpoints.get(code="door")},
        )  # fmt: skip


def introduce(place: Place, guest: Guest, today: date, by: str) -> Customer:
    handles = [("phone", guest.phone)] if guest.phone else []
    customer = people.introduce(
        place, handles=handles, name=guest.name, title=guest.title, reading=guest.reading,
        language=guest.language, birthday=guest.born, invented=True,
        household=home(place, guest),
    )  # fmt: skip
    for ago in guest.visits:
        stay(place, customer, today - timedelta(days=ago), by)
    for known in guest.known:
        learn(place, customer, known, today, by)
    return customer


def home(place: Place, guest: Guest) -> Household | None:
    if guest.household is None:
        return None
    return Household.objects.create(book=place.book, name=guest.name, size=guest.household)


def stay(place: Place, customer: Customer, day: date, by: str) -> None:
    """One earlier visit: met at noon, seen off two hours later."""
    noon = at(place, day, time(12))
    visits.arrive(customer, place, by=by, now=noon, touchpoint="door")
    visits.depart(customer, place, by=by, now=noon + timedelta(hours=2), touchpoint="farewell")


def learn(place: Place, customer: Customer, known: Known, today: date, by: str) -> None:
    owner = customer.household if known.of_home and customer.household else customer
    told = at(place, today - timedelta(days=known.ago), time(13))
    if known.kind in SENSITIVE:
        consents.give(customer, "sensitive", by=by, now=told, place=place)
    facts.remember(
        owner, known.kind, known.value, source=known.source, use=known.use, plan=known.plan,
        by=by, now=told, place=place,
    )  # fmt: skip


def at(place: Place, day: date, hour: time) -> datetime:
    """An hour on the place's wall, as an instant."""
    return datetime.combine(day, hour, place.zone)
