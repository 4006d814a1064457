"""For the walk: every door of the house, and a house in a tree with something behind each."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import URLPattern, URLResolver, get_resolver

from regulars.anticipation.followups import verbs as followups
from regulars.anticipation.journeys import services
from regulars.anticipation.models import Briefing, Prompt, TouchCard
from regulars.anticipation.prompts import steps
from regulars.anticipation.proposals import propose
from regulars.anticipation.rules import keeping
from regulars.authority import ledger, pleas, things
from regulars.customers import bookings
from regulars.customers.bonds import circle
from regulars.floor import acts, promises, queue, relay
from regulars.floor.escorting import walking
from regulars.floor.full import asking as full
from regulars.floor.lacking import wishes
from regulars.floor.models import Answer
from regulars.floor.promises import guarantees
from regulars.floor.reached import ways
from regulars.floor.segments import reading as segments
from regulars.moments import clock
from regulars.notebook import containers, facts, options
from regulars.places import pins, tokens
from regulars.places.models import Job, Level, Place, Role, SafetyRule, Shift, Staff
from regulars.recovery import cases, owners
from regulars.recovery.disruption import opening
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Case, FollowUp, Photo
from regulars.recovery.readiness import coaching, playbooks, risks
from regulars.recovery.safety import appeals, banning, guide, stopping
from regulars.site.api.root import api
from tests import cast as casting

NAMES = (
    "余建平", "余先生", "Mr Yu", "王秀兰", "Kelsey", "小李", "5400001208", "梅林路", "手里都是包",
)  # fmt: skip
"""What nobody outside may read anywhere."""


OWN = "/own"
"""Operations for customers' own browsers open to no token of the house: they have their tests."""


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
        if prefix != OWN
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
        **of_strangers(cast), **of_cases(cast), **of_delays(cast), **of_waiting(cast),
        **of_safety(cast), **of_readiness(cast), **of_full(cast), **of_offers(cast),
        **of_touches(cast),
        **of_bonds(cast), **of_bookings(cast), **of_prompts(cast),
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
        **of_giving(cast), "entry": asked.pk, "container": jar.pk, "fact": fact.pk,
        "booking": booking.pk,
    }  # fmt: skip


def of_giving(cast: casting.Cast) -> dict[str, object]:
    """A thing at hand, and a colleague who asks for wider room."""
    now = clock.now()
    thing = things.add(cast.place, things.Draft("Umbrella"), by="test", now=now)
    plea = pleas.ask(cast.clerk, "gesture", 900, "She waited for my manager.", key="w", now=now)
    return {"thing": thing.pk, "plea": plea.pk}


def of_cases(cast: casting.Cast) -> dict[str, object]:
    """A case with a problem, a photo, and a colleague who was asked to take it."""
    now, by = clock.now(), cast.clerk
    case = cases.open_case(cast.place, "手里都是包", by=by, now=now, customer=cast.yu)
    follow = FollowUp.objects.create(case=case, kind=FollowUp.Kind.HOUSE, due_at=now)
    photo = Photo.objects.create(case=case, jpeg=b"x", at=now, by=case.opaque)
    offer = owners.hand_over(case, cast.colleague, by=by, now=now)
    return {
        "case": case.pk, "follow": follow.pk, "problem": case.problems.get().pk,
        "handover": offer.pk, "number": photo.pk, "code": "nothing",
    }  # fmt: skip


def of_safety(cast: casting.Cast) -> dict[str, object]:
    """A colleague who stopped, a ban that stands with an appeal, a step of the house's own."""
    now, place, boss = clock.now(), cast.place, cast.manager
    incident = stopping.stop(place, by=cast.clerk, now=now)
    ban = banning.propose(cast.yu, place, "x", witness=cast.colleague, by=boss, now=now)
    today = place.day_of(now)
    banning.hear(ban, offered_on=today, came=False, by=boss, now=now)
    until = today + timedelta(days=30)
    ban = banning.decide(ban, "ban", "x", until=until, by=cast.owner, now=now)
    step = guide.add(place, "drunk", "Night porter", by=boss, now=now)
    return {
        "incident": incident.pk, "ban": ban.pk, "difficult-step-removal.step": step.pk,
        "appeal": appeals.make(ban, "x", by=boss, now=now).pk,
    }  # fmt: skip


def of_readiness(cast: casting.Cast) -> dict[str, object]:
    """A playbook that waits, a risk that was looked at, something between two colleagues."""
    now, place, boss = clock.now(), cast.place, cast.manager
    risk = risks.keep(place, "x", 1, 1, "x", 30, by=boss, now=now)
    given = coaching.give(Case.objects.filter(place=place).earliest("pk"), cast.clerk, "x",
                          until=place.day_of(now), by=boss, now=now)  # fmt: skip
    return {
        "playbook": playbooks.adopt(place, "power", by=boss, now=now).pk, "risk": risk.pk,
        "check": risks.check(risk, holds=True, by=cast.clerk, now=now).pk, "coaching": given.pk,
    }  # fmt: skip


def of_full(cast: casting.Cast) -> dict[str, object]:
    """A party for whom no table is free, a wish that is not there, a post left empty."""
    now, by, place = clock.now(), cast.clerk, cast.place
    party = full.open(place, 4, by=by, now=now, customer=cast.yu, words="手里都是包")
    asked = Answer.objects.filter(round__party=party).earliest("pk")
    walked = walking.walk(place, "till", by=by, now=now, customer=cast.yu)
    return {
        "party": party.pk, "answer": asked.pk, "out": walked.facts["out"],
        "lack": wishes.lack(place, "手里都是包", by=by, now=now, customer=cast.yu).pk,
    }  # fmt: skip


def of_offers(cast: casting.Cast) -> dict[str, object]:
    """A rule of what is offered, and something proposed."""
    now, place = clock.now(), cast.place
    draft = keeping.Draft({"signs": [{"sign": "noticed", "words": "手里都是包"}]}, "A hand")
    version = keeping.write(place, draft, by=cast.manager, now=now)
    made = propose(cast.wang, place, source="walk", what="A hand", evidence="手里都是包", worth=1,
                   confidence="likely", now=now, key="walk")  # fmt: skip
    assert made is not None
    return {"offer_rule": version.rule_id, "proposal": made.pk}


def of_bonds(cast: casting.Cast) -> dict[str, object]:
    """Somebody brought somebody."""
    row = circle.bring(cast.yu, cast.wang, cast.place, by=cast.clerk, now=clock.now())
    own = segments.keep(cast.place, "x", "手里都是包", by=cast.manager, now=clock.now())
    fact = options.keep(cast.yu, "tea", ["手里都是包"], by="x", now=clock.now())
    return {
        "introduction": row.pk, "week": "2026-W01", "field": "want",
        "segment.code": "quiet", "segment-removal.segment": own.pk, "option": fact.pk,
        "option-again.fact": fact.pk,
    }  # fmt: skip


def of_bookings(cast: casting.Cast) -> dict[str, object]:
    """A kind of service, and somebody who has booked it and is to be told what to bring."""
    now, place = clock.now(), cast.place
    draft = services.Draft("手里都是包", items=({"en": "x"},), asked=(
        services.Question({"en": "手里都是包?"}, {"en": "x"}),))  # fmt: skip
    row = services.keep(place, draft, by=cast.manager, now=now)
    booking = bookings.book(place, cast.yu, now + timedelta(days=3), by="test", now=now)
    return {"service": row.pk, "briefing": Briefing.objects.get(booking=booking).pk}


def of_prompts(cast: casting.Cast) -> dict[str, object]:
    """A flow with a step at which something was prompted."""
    now, place = clock.now(), cast.place
    draft = steps.Draft(steps.Named("walk", "手里都是包"),
                        (steps.StepDraft(steps.Named("basket", "手里都是包")),))  # fmt: skip
    row = steps.keep(place, draft, by=cast.manager, now=now)
    assert row is not None
    made = Prompt.objects.create(place=place, customer=cast.yu, step=row.steps.get(),
                                 need=cast.tea, day=place.day_of(now), at=now, chance=0.5,
                                 basis="jar", by="x")  # fmt: skip
    return {"journey": row.pk, "prompt": made.pk}


def of_touches(cast: casting.Cast) -> dict[str, object]:
    """A card somebody signed, and somebody one keeps in touch with."""
    now, place = clock.now(), cast.place
    card = TouchCard.objects.create(
        place=place, customer=cast.yu, kind="birthday", occasion="birthday", on=place.day_of(now),
        language="zh-hans", words="余先生：\n手里都是包", drafted_at=now, state="signed",
        signed_by=cast.clerk, signed_at=now,
    )  # fmt: skip
    row = followups.begin(cast.yu, place, "手里都是包", by=cast.clerk, now=now)
    return {"card": card.pk, "following": row.pk}


def of_waiting(cast: casting.Cast) -> dict[str, object]:
    """A promise, a guarantee, somebody who waits, a way in."""
    now, by, place = clock.now(), cast.clerk, cast.place
    kept = guarantees.publish(place, "Ten minutes", "The tea", 10, by=cast.owner, now=now)
    way = ways.keep(place, "Phone", 5, by=cast.owner, now=now)
    return {
        "promise": promises.make(place, "手里都是包", by=by, now=now, customer=cast.yu).pk,
        "guarantee": kept.pk, "way": way.pk,
        "wait": queue.add(place, "till", by=by, now=now, customer=cast.yu).pk,
    }  # fmt: skip


def of_delays(cast: casting.Cast) -> dict[str, object]:
    """Something late that touches one customer, who stands on a list."""
    now, hour = clock.now(), timedelta(hours=1)
    at = now + 3 * hour
    bookings.book(cast.place, cast.yu, at, where="MU 1", by="test", now=now)
    late = opening.begin(
        cast.place, "MU 1", reason="weather", starts_at=at, whom=Whom(at, at + hour),
        by=cast.manager, now=now,
    )  # fmt: skip
    row = late.affected.get()
    return {
        "disruption": late.pk, "affected": row.pk, "letter": row.letters.get().pk,
        "disruption-door.code": "nothing",
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
