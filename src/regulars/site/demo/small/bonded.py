"""What grew between a small demo house and its guests: who brought whom, what they have as always,
and a day on which target and guest pulled apart. All invented."""

from datetime import datetime, timedelta

from django.utils import translation

from regulars.customers.bonds import circle
from regulars.customers.models import Customer, Introduction
from regulars.floor.collisions import logging
from regulars.notebook import options
from regulars.places.models import Place, Role

USUAL = ("茶", ("少糖", "温的"))
COLLIDED = (("customer", "他只要一间房，没有劝他升级"), ("both", "改成了小份，两边都高兴"))


def bind(place: Place, now: datetime) -> None:
    """Once for a house; done again, it changes nothing."""
    clerk = place.staff.filter(role=Role.CLERK).order_by("pk").first()
    rows = Customer.objects.filter(book=place.book_id, invented=True, erased_at=None,
                                   merged_into=None).exclude(name="")  # fmt: skip
    people = list(rows.order_by("pk")[:2])
    if clerk is None or len(people) < 2 or Introduction.objects.filter(place=place).exists():
        return
    friend, guest = people
    circle.bring(guest, friend, place, by=clerk, now=now - timedelta(days=9))
    with translation.override("zh-hans"):
        options.keep(friend, USUAL[0], USUAL[1], by=clerk.opaque, now=now - timedelta(days=9),
                     place=place)  # fmt: skip
    for ago, (choice, words) in enumerate(COLLIDED, start=1):
        logging.log(place, choice, words, by=clerk, now=now - timedelta(days=ago))
