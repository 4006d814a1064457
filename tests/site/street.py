"""For the walk: every door of the house, and a house in a tree with something behind each."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import URLPattern, URLResolver, get_resolver

from regulars.authority import ledger
from regulars.customers import bookings
from regulars.floor import acts, relay
from regulars.moments import clock
from regulars.notebook import containers, facts
from regulars.places import pins, tokens
from regulars.places.models import Job, Level, Place, Role, SafetyRule, Shift, Staff
from regulars.recovery import cases, owners
from regulars.recovery.models import Photo
from regulars.site.api.root import api
from tests import cast as casting

NAMES = (
    "余建平", "余先生", "Mr Yu", "王秀兰", "Kelsey", "小李", "5400001208", "梅林路", "手里都是包",
)  # fmt: skip
"""What nobody outside may read anywhere."""


@dataclass(frozen=True)
class Door:
    """One address. ``right`` is None where it is not guarded by one; ``methods`` are those of an
    operation of the API, empty for a page, which is walked by GET and by POST."""

    route: str
    name: str
    right: str | None
    methods: tuple[str, ...] = ()

    def ways(self) -> tuple[str, ...]:
        return self.methods or ("GET", "POST")


def pages() -> list[Door]:
    """Every address of the resolver that is no operation of the API."""
    found: list[Door] = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for each in patterns:
            route = prefix + str(each.pattern)
            if isinstance(each, URLResolver):
                walk(each.url_patterns, route)
            elif not route.startswith("/api/"):
                right = getattr(each.callback, "right", None)
                found.append(Door(route, each.name or "", right))

    walk(get_resolver().url_patterns, "/")
    return found


def operations() -> list[Door]:
    """Every operation of the API."""
    return [
        Door(
            "/api/v1" + re.sub(r"\{(int:\w+)\}", r"<\1>", prefix + path),
            operation.view_func.__name__,
            getattr(operation.view_func, "right", None),
            tuple(operation.methods),
        )
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
    ]


@dataclass
class House:
    """A brand, its region, two places below it, and somebody else's place; the numbers by which
    what stands at the corner is called, by the names they have in addresses."""

    cast: casting.Cast
    sibling: Place
    leader: Staff
    neighbour: Staff
    tablet_secret: str
    token_secret: str
    outside_secret: str
    numbers: dict[str, object] = field(default_factory=dict)

    def address(self, door: Door, slug: str) -> str:
        """A real address: what it names exists at the corner place."""

        def number(found: re.Match[str]) -> str:
            kind, name = found[1], found[2]
            if (kind, name) == ("slug", "slug"):
                return slug
            known = self.numbers.get(f"{door.name}.{name}", self.numbers.get(name))
            if known is None:
                pytest.fail(
                    f"{door.route} ({door.name}) names <{name}>, which the walk does not know. "
                    f"Put one that exists at the corner place into `numbers` of "
                    f"tests/site/street.py: {name!r}, or {f'{door.name}.{name}'!r}."
                )
            return str(known)

        return re.sub(r"<(?:(\w+):)?(\w+)>", number, door.route)


def build() -> House:
    """The standing cast, in a tree; something behind every door."""
    cast, sibling, leader, neighbour = tree()
    tablet, secret = pins.place_tablet(cast.place, "Till", by=cast.manager, now=clock.now())
    pins.choose([cast.manager], "8362", now=clock.now())
    token, token_secret = machine(cast.place, "till", Role.CLERK)
    _theirs, outside_secret = machine(cast.elsewhere, "theirs", Role.OWNER)
    house = House(cast, sibling, leader, neighbour, secret, token_secret, outside_secret)
    house.numbers = {
        **of_people(cast), **of_places(cast), "tablet": tablet.pk, "token": token.pk,
        **of_strangers(cast), **of_cases(cast),
    }  # fmt: skip
    return house


def tree() -> tuple[casting.Cast, Place, Staff, Staff]:
    """The cast's corner and its sibling below a region of one brand, and a place of nobody's."""
    brand = Place.objects.create(slug="brand", name="Brand", level=Level.BRAND)
    region = Place.objects.create(slug="region", name="Region", level=Level.REGION, parent=brand)
    corner, sibling = below(region, "corner", "一楼"), below(region, "sibling", "二店")
    elsewhere = casting.open_place("elsewhere", "别处")
    cast = casting.Cast(
        place=corner, elsewhere=elsewhere,
        clerk=casting.hire(corner, "li", "小李", Role.CLERK, "door"),
        colleague=casting.hire(corner, "zhou", "老周", Role.CLERK, "doorstep"),
        manager=casting.hire(corner, "kelsey", "Kelsey", Role.MANAGER, "till"),
        owner=casting.hire(corner, "owner", "王老板", Role.OWNER, "till"),
        outsider=casting.hire(elsewhere, "outsider", "外人", Role.OWNER, "door"),
        yu=casting.guest(corner, "余建平", "mr", "+8615400001208"),
        wang=casting.family(corner),
        rice=casting.need("rice", "米", "rice"), tea=casting.need("tea", "茶", "tea"),
    )  # fmt: skip
    lead = get_user_model().objects.create_user("lead", password=casting.PASSWORD)
    leader = Staff.objects.create(user=lead, place=region, role=Role.MANAGER, name="区长")
    return cast, sibling, leader, casting.hire(sibling, "near", "隔壁", Role.OWNER, "till")


def below(node: Place, slug: str, chinese: str) -> Place:
    place = casting.open_place(slug, chinese)
    place.parent = node
    place.save()
    return place


def machine(place: Place, name: str, role: Role) -> tuple[Any, str]:
    return tokens.make(place, name, role, by="test", now=clock.now())


def of_people(cast: casting.Cast) -> dict[str, object]:
    """Signs, notes, facts, purchases, bookings, jars of the cast's customers."""
    now, by = clock.now(), cast.clerk
    sign = acts.write(cast.yu.pk, "手里都是包", "sign", cast.place, by=by, now=now)
    note = acts.write(cast.yu.pk, "怕吵", "note", cast.place, by=by, now=now)
    jar = containers.measure(
        cast.wang, cast.rice, name="米缸", capacity=30, mouths=5, daily_use=1.2, by=by.opaque,
        now=now,
    )  # fmt: skip
    fact = facts.remember(cast.yu, "want", "靠窗", source="told", by=by.opaque, now=now,
                          place=cast.place)  # fmt: skip
    basket = casting.bought(cast.yu, cast.place, casting.TODAY, cast.tea)
    booking = bookings.book(cast.place, cast.yu, now, by=by.opaque, now=now)
    handed = relay.send(cast.yu.pk, "till", cast.place, by=by, now=now)
    asked = ledger.ask(by, "gesture", 500, whom=cast.manager, reason="kindness", key="walk",
                       customer=cast.yu.opaque, now=now)  # fmt: skip
    assert fact is not None
    return {
        "customer": cast.yu.pk, "cue": sign.pk, "moment": note.pk, "proofs.moment": basket.pk,
        "relay_id": handed.pk, "sent": handed.pk,
        "entry": asked.pk, "container": jar.pk, "fact": fact.pk, "booking": booking.pk,
    }  # fmt: skip


def of_cases(cast: casting.Cast) -> dict[str, object]:
    """A case with a problem, a photo, and a colleague who was asked to take it."""
    now, by = clock.now(), cast.clerk
    case = cases.open_case(cast.place, "手里都是包", by=by, now=now, customer=cast.yu)
    photo = Photo.objects.create(case=case, jpeg=b"x", at=now, by=case.opaque)
    offer = owners.hand_over(case, cast.colleague, by=by, now=now)
    return {
        "case": case.pk, "problem": case.problems.get().pk, "handover": offer.pk,
        "number": photo.pk, "code": "nothing",
    }  # fmt: skip


def of_places(cast: casting.Cast) -> dict[str, object]:
    """Posts, jobs, rules, shifts, people."""
    now, place = clock.now(), cast.place
    shift = Shift.objects.create(
        place=place, staff=cast.clerk, starts_at=now, ends_at=now + timedelta(hours=8)
    )
    return {
        "post": place.touchpoints.get(code="doorstep").pk, "shift": shift.pk,
        "staff": cast.clerk.pk, "person": cast.clerk.pk,
        "job": Job.objects.create(place=place, name="Door").pk,
        "rule": SafetyRule.objects.create(place=place, name="No heating").pk,
    }  # fmt: skip


def of_strangers(cast: casting.Cast) -> dict[str, object]:
    """What stands in addresses of doors that are open: none of it opens anything."""
    return {
        **{f"{name}.token": "x" * 43 for name in (
            "own", "own-names", "own-words", "own-strikes", "own-consents", "own-requests",
            "own-goodbye", "own-photo")},
        "new_password.token": "x-y", "uidb64": "MQ", "rest": "today/", "pk": 1,
        "name": "nothing-of-this-name",
    }  # fmt: skip
