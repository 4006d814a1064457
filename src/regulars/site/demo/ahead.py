"""What a demo house asks and tells before somebody comes, and where it prompts. Invented."""

from datetime import datetime

from django.db import transaction

from regulars.anticipation.journeys import briefings, services, starters
from regulars.anticipation.models import Journey, Service
from regulars.anticipation.prompts import steps, switches
from regulars.customers.models import Booking
from regulars.places.models import Place, Role, Staff, Trade

ONLINE = steps.Draft(
    steps.Named("order-online", "Order online", "网上下单", "線上下單"),
    (steps.StepDraft(steps.Named("basket", "Basket", "购物篮", "購物籃")),
     steps.StepDraft(steps.Named("till", "Before paying", "付款前", "付款前"))),
)  # fmt: skip


@transaction.atomic
def think_ahead(place: Place, now: datetime) -> None:
    """The example of its trade, as its leader would keep it; a shop prompts on its order page. Done
    again, it changes nothing."""
    leaders = Staff.objects.filter(place=place, serves=True).exclude(role=Role.CLERK)
    boss = leaders.order_by("pk").first()
    if boss is None:
        return
    boss.place = place
    starter = starters.of(place.trade)
    if starter and not Service.objects.filter(place=place).exists():
        services.keep(place, drafted(starter), by=boss, now=now)
        for booking in Booking.objects.filter(place=place, starts_at__gt=now).order_by("pk"):
            booking.place = place
            briefings.booked(booking, now)
    if place.trade == Trade.SHOP and not Journey.objects.filter(place=place).exists():
        steps.keep(place, ONLINE, by=boss, now=now)
        switches.set_ways(place, True, "https://shop.example", by=boss, now=now)


def drafted(starter: starters.Starter) -> services.Draft:
    asked = (services.Question(each.asks, each.instead, each.sensitive) for each in starter.asked)
    return services.Draft(
        starter.name["en"], starter.name["zh-hans"], starter.name["zh-hant"], starter.signs,
        starter.items, tuple(asked),
    )  # fmt: skip
