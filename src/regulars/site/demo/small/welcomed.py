"""What a small demo house always does, who gets something added there, and a few evenings on which
it was full. All invented."""

from datetime import datetime, timedelta

from regulars.customers.tiers import rules
from regulars.customers.tiers.rules import Draft
from regulars.floor.full import asking, ending, pastimes
from regulars.floor.models import Answer, Party, Rite
from regulars.floor.rites import doing
from regulars.floor.rites.doing import Line
from regulars.places.models import Place, Role, Staff, Trade

RITES = (
    Line("递上热毛巾", "一路辛苦了，先擦擦手。"),
    Line("买单以后送到门口，扶着门", "慢走，下回见。", after_paying=True),
)
TIERS = (
    Draft("key", visits=5, months=3, adds=("seat", "taste")),
    Draft("vip", visits=20, months=12, adds=("greeted", "longer")),
)
EVENINGS = ((2, 4, True, 3), (5, 2, False, 0), (9, 6, False, 1))
"""Days ago, how many they were, in a hurry or not, which way to wait they took."""
MINUTE = timedelta(minutes=1)


def welcome(place: Place, now: datetime) -> None:
    """Once for a house; done again, it changes nothing."""
    leader = place.staff.exclude(role=Role.CLERK).order_by("pk").first()
    clerk = place.staff.filter(role=Role.CLERK).order_by("pk").first()
    if leader is None or clerk is None or Rite.objects.filter(place=place).exists():
        return
    doing.keep(place, RITES, by=leader, now=now)
    rules.keep(place.book, TIERS, by=leader, now=now)
    if place.trade == Trade.RESTAURANT and not Party.objects.filter(place=place).exists():
        for ago, size, hurry, took in EVENINGS:
            evening(place, clerk, now - timedelta(days=ago), size, hurry, took)


def evening(place: Place, by: Staff, at: datetime, size: int, hurry: bool, took: int) -> None:
    """No table anywhere, asked twice; one way to wait, then a table."""
    party = asking.open(place, size, by=by, now=at, hurry=hurry)
    nobody_has_one(party, by, at)
    asking.again(place, party.pk, by=by, now=at + 4 * MINUTE)
    nobody_has_one(party, by, at + 4 * MINUTE)
    way = pastimes.of(place)[took]
    tried = ending.offer(place, party.pk, pastime=way.pk, taken=True, looked=True, by=by,
                         now=at + 5 * MINUTE)  # fmt: skip
    ending.end(place, party.pk, outcome="seated", present=True, saved_by=tried.pk, by=by,
               now=at + 16 * MINUTE)  # fmt: skip


def nobody_has_one(party: Party, by: Staff, at: datetime) -> None:
    rows = Answer.objects.filter(round__party=party, says=Answer.Says.OPEN)
    for row in rows.order_by("pk"):
        asking.answer(party.place, row.pk, says="none", by=by, now=at + MINUTE / 6)
