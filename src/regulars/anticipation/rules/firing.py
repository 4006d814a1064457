"""Rules that fit become proposals: at once when something was noted, when somebody comes in or
says where they go on to, and at night for those expected."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import override

from regulars.anticipation.models import Proposal, Version
from regulars.anticipation.proposals import propose
from regulars.anticipation.rules import compliments, seeing, sentences
from regulars.anticipation.rules.matching import Hit, fits
from regulars.customers import visits
from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.places.models import Place

AT_THE_VISIT = frozenset({"noticed", "going", "praised"})
WORTH = 0.7
"""What an act of a rule is worth where it is welcome."""
WORTH_BY_SIGN = {"going": 0.9, "praised": 0.8}
"""What hangs on the very moment is worth more: an hour later it is worth nothing."""


def on(place: Place, day: date) -> list[Version]:
    """The rules that are on, each in the version of the day."""
    rows = Version.objects.filter(
        rule__place=place, rule__on_since__isnull=False, rule__suspended_at=None,
        rule__gone_at=None, from_day__lte=day,
    ).select_related("rule", "thing")  # fmt: skip
    latest: dict[int, Version] = {}
    for version in rows.order_by("rule", "from_day", "number"):
        latest[version.rule_id] = version
    return [one for one in latest.values() if one.thing is None or one.thing.removed_at is None]


def fire(
    customer: Customer, place: Place, now: datetime, *, post: str = "", by: str = "clock"
) -> list[Proposal]:
    """Everything that fits what is seen of somebody now, proposed; what is new of it."""
    versions = on(place, place.day_of(now))
    whole = seeing.of(the_one(customer), place, now, post)
    found = [
        made for version in versions
        if (hits := fits(version.when, whole)) is not None
        and (made := put(customer, version, hits, place.day_of(now), now, by)) is not None
    ]  # fmt: skip
    return found + compliments.propose_for(customer, place, whole, now, by)


def put(
    customer: Customer, version: Version, hits: Iterable[Hit], day: date, now: datetime, by: str
) -> Proposal | None:  # fmt: skip
    """Propose what one rule says, once at a visit."""
    place, person = version.rule.place, the_one(customer)
    with override(place.language or "en"):
        what, say = sentences.offered(version), sentences.spoken(version)
    return propose(
        person, place, source="rule", what=what, say=say, evidence=evidence(version, hits),
        worth=worth(version.when), confidence=confidence(version.when), version=version,
        thing=version.thing, things=names_of(version), day=day, by=by, now=now,
        again=int(version.when.get("again", 90)),
        key=f"rule:{version.rule_id}:{visits.visit_name(person.pk, day)}",
    )  # fmt: skip


def names_of(version: Version) -> tuple[str, ...]:
    """What is offered in every language it was written in: where an allergy is looked for."""
    return (version.offer, version.offer_zh_hans, version.offer_zh_hant)


def evidence(version: Version, hits: Iterable[Hit]) -> dict[str, Any]:
    return {"code": "rule", "rule": version.rule_id, "when": dict(version.when),
            "hits": [asdict(hit) for hit in hits]}  # fmt: skip


def worth(when: Mapping[str, Any]) -> float:
    return max((WORTH_BY_SIGN.get(each.get("sign", ""), WORTH) for each in when.get("signs", ())),
               default=WORTH)  # fmt: skip


def confidence(when: Mapping[str, Any]) -> str:
    """Two signs are surer than one; a rule without any sign hopes for the best."""
    return {0: "perhaps", 1: "likely"}.get(len(when.get("signs", ())), "sure")


def ahead(versions: Iterable[Version]) -> list[Version]:
    """Those that can be known the evening before: no sign that is seen only at the visit."""
    return [
        one for one in versions
        if not any(sign.get("sign") in AT_THE_VISIT for sign in one.when.get("signs", ()))
        and not any(one.when.get(name) for name in ("part", "post", "company"))
    ]  # fmt: skip


def expected(
    place: Place, day: date, who: Iterable[int]
) -> Iterator[tuple[Customer, Version, tuple[Hit, ...]]]:
    """Of those expected on a day, whom a rule fits that can be known the evening before."""
    versions = ahead(on(place, day))
    if not versions:
        return
    noon = place.start_of(day) + timedelta(hours=12)
    rows = Customer.objects.filter(pk__in=list(who), book=place.book_id, erased_at=None)
    for customer in rows.filter(merged_into=None):
        whole = seeing.of(customer, place, noon)
        for version in versions:
            if (hits := fits(version.when, whole)) is not None:
                yield customer, version, hits
