"""How a customer may be reached about what they booked or bought, and how they wish to be.

A word about their own booking rests on the booking itself (``purposes``: contract); it needs no
consent to news and offers, and holds none. A wish of theirs about ways is obeyed all the same:
*not by this* closes a way, *rather this way* puts it first. Asked of very many people at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import ChannelWish, Customer, Handle
from regulars.customers.movers import hand_over, mover
from regulars.moments import journal
from regulars.moments.kinds import ChannelWished
from regulars.places.models import Place
from regulars.places.once import done

MAIL, TEXT, MESSAGE, CALL = "mail", "text", "message", "call"
HAND = "hand"
"""Nothing leaves the house: somebody calls them, or says it when they come."""
BY: Mapping[str, str] = {
    MAIL: Handle.Kind.EMAIL, TEXT: Handle.Kind.PHONE, MESSAGE: Handle.Kind.OPEN_ID,
}  # fmt: skip
KINDS = tuple(sorted(set(BY.values())))
Wish, Way = ChannelWish.Wish, ChannelWish.Way


@dataclass(frozen=True)
class Reach:
    """The one way a word goes to somebody. ``value`` is where to; by hand it is the number to
    call, empty where there is none or they asked not to be called (``no_call``)."""

    way: str
    value: str = ""
    no_call: bool = False


NOBODY = Reach(HAND)


def of(customer: Customer, ready: Iterable[str]) -> Reach:
    """How one customer is reached just now."""
    only = Customer.objects.filter(pk=customer.pk)
    return of_many(only, ready).get(customer.pk, NOBODY)


def of_many(chosen: QuerySet[Customer], ready: Iterable[str]) -> dict[int, Reach]:
    """{customer: reach} of those with any way at all, in two statements however many they are.

    ``ready`` are the ways that this house can send by.
    """
    pks = chosen.order_by().values("pk")
    known: dict[int, dict[str, str]] = {}
    rows = Handle.objects.filter(customer__in=pks, kind__in=KINDS).order_by("pk")
    for customer, kind, value in rows.values_list("customer", "kind", "value"):
        known.setdefault(customer, {})[kind] = value
    wishes: dict[int, dict[str, str]] = {}
    said = ChannelWish.objects.filter(customer__in=pks)
    for customer, way, wish in said.values_list("customer", "way", "wish"):
        wishes.setdefault(customer, {})[way] = wish
    may = tuple(way for way in BY if way in set(ready))
    return {
        customer: chosen_of(handles, wishes.get(customer, {}), may)
        for customer, handles in known.items()
    }


def chosen_of(handles: Mapping[str, str], wishes: Mapping[str, str], may: Iterable[str]) -> Reach:
    """The way they would rather have, else mail, text, messenger; else by hand."""
    no_call = wishes.get(CALL) == Wish.NOT
    phone = "" if no_call else handles.get(Handle.Kind.PHONE, "")
    if wishes.get(CALL) == Wish.FIRST and phone:
        return Reach(HAND, phone)
    open_ways = [way for way in may if BY[way] in handles and wishes.get(way) != Wish.NOT]
    open_ways.sort(key=lambda way: wishes.get(way) != Wish.FIRST)
    if open_ways:
        return Reach(open_ways[0], handles[BY[open_ways[0]]])
    return Reach(HAND, phone, no_call)


def wished(customer: Customer) -> dict[str, str]:
    """Their wishes, {way: wish}."""
    return dict(ChannelWish.objects.filter(customer=customer).values_list("way", "wish"))


@transaction.atomic
def wish(
    customer: Customer, way: str, said: str, *, by: str, now: datetime,
    place: Place | None = None, key: str | None = None,
) -> None:  # fmt: skip
    """Keep a wish; ``any`` takes it back. Raises ValueError for a way or a wish there is not."""
    if way not in Way.values or said not in (*Wish.values, "any"):
        raise ValueError(f"{said!r} {way!r} is no wish")
    if done(key):
        return
    Customer.objects.select_for_update().get(pk=customer.pk)
    rows = ChannelWish.objects.filter(customer=customer, way=way)
    if rows.filter(wish=said).exists() or (said == "any" and not rows.exists()):
        return
    rows.delete()
    if said != "any":
        ChannelWish.objects.create(customer=customer, way=way, wish=said, by=by, at=now)
    journal.record(
        ChannelWished(way=way, wish=said), about=customer.opaque, at=now, by=by, key=key,
        place=place.pk if place else customer.book_id,
    )  # fmt: skip


@eraser("channel_wishes")
def remove(pks: Any) -> None:
    ChannelWish.objects.filter(customer__in=pks).delete()


@chapter("channel_wishes")
def write(people: Any) -> list[dict[str, Any]]:
    rows = ChannelWish.objects.filter(customer__in=people).order_by("pk")
    return [dict(row) for row in rows.values("way", "wish", "at")]


def move(survivor: Customer, merged: Customer, now: datetime) -> list[int]:
    """What the survivor has said of a way stands; of the other ways theirs come along."""
    own = ChannelWish.objects.filter(customer=survivor).values("way")
    rows = ChannelWish.objects.filter(customer=merged).exclude(way__in=list(own))
    return hand_over(ChannelWish, "customer", rows, survivor)


def put_back(moved: list[int], survivor: Customer, merged: Customer) -> None:
    ChannelWish.objects.filter(pk__in=moved, customer=survivor).update(customer=merged)


mover("channel_wishes", move, put_back)
