"""What a demo house offers before anybody asks: the examples of its trade, one of its own, and how
welcome they were. Invented, like everybody in it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import override

from regulars.anticipation.models import Proposal, Rule, Version
from regulars.anticipation.proposals import propose
from regulars.anticipation.proposals.answers import answer, thank
from regulars.anticipation.rules import keeping, sentences, starters
from regulars.customers.models import Customer
from regulars.places.models import Place, Role, Staff

DAYS = timedelta(days=9)
GUESTS = 8


@transaction.atomic
def make_rules(place: Place, now: datetime) -> None:
    """The starters, all but the last switched on; what became of the first at eight visits. Done
    again, it changes nothing."""
    people = list(Staff.objects.filter(place=place, serves=True).order_by("pk"))
    boss = next((one for one in people if one.role != Role.CLERK), None)
    if boss is None or Rule.objects.filter(place=place).exists():
        return
    clerk, then = people[-1], now - 6 * DAYS
    boss.place = clerk.place = place
    starters.begin(place, by=boss, now=then)
    versions = list(Version.objects.filter(rule__place=place).order_by("pk"))
    for version in versions[:-1]:
        keeping.switch(version.rule, True, by=boss, now=then)
    guests = Customer.objects.filter(book=place.book_id, invented=True, erased_at=None,
                                     merged_into=None).exclude(name="").order_by("pk")  # fmt: skip
    for turn, guest in enumerate(guests[:GUESTS]):
        offered(place, versions[0], guest, clerk, turn, now - timedelta(days=4 * turn + 3))


def offered(
    place: Place, version: Version, guest: Customer, clerk: Staff, turn: int, at: datetime
) -> None:  # fmt: skip
    """One proposal and what became of it: most like it, every fourth does not."""
    with override(place.language or "en"):
        said = sentences.offered(version)
    made = propose(
        guest, place, source="rule", version=version, what=said, now=at,
        evidence={"code": "rule", "when": version.when, "hits": []}, worth=0.7,
        confidence="likely", key=f"demo:{place.pk}:offer:{turn}",
    )  # fmt: skip
    if made is None or made.state != Proposal.State.OPEN:
        return
    answer(made, "declined" if turn % 4 == 3 else "done", by=clerk, now=at)
    if turn % 2 == 0:
        thank(made, by=clerk, now=at)
