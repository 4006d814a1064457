"""What lies at hand in a demo house, and what its people did of their own accord. All invented."""

from datetime import datetime, timedelta

from django.db import transaction

from regulars.authority import giving, house_rules, things
from regulars.authority.models import Thing
from regulars.places.models import Place, Staff

RULE = {
    "hotel": ("No breakfast after ten", "Her plane landed at nine"),
    "restaurant": ("No half portions", "An old couple, small appetites"),
    "salon": ("No bookings after seven", "She came from a late shift"),
}
OTHERWISE = ("No exchange after seven days", "A week in hospital")
COMFORT = "A chair by the window, and the story of the house"
SO_OFTEN = 5


@transaction.atomic
def lay_out(place: Place, now: datetime) -> None:
    """The usual list of the trade, a few things given, a comfort thought of on the spot, and a
    rule set aside so often that the leader is asked about it. Done again, it changes nothing."""
    people = list(Staff.objects.filter(place=place, serves=True).order_by("pk"))
    if not things.begin(place, by="demo", now=now) or not people:
        return
    clerk = people[-1]
    clerk.place = place
    for turn, thing in enumerate(Thing.objects.filter(place=place, at_hand=True)[:3]):
        at = now - timedelta(hours=20 + turn)
        giving.hand(clerk, thing, key=f"demo:{place.pk}:hand:{turn}", now=at)
    checks = ("allergy", "harm", "child", "wish")
    giving.improvise(clerk, COMFORT, checks=checks, key=f"demo:{place.pk}:comfort",
                     now=now - timedelta(hours=19))  # fmt: skip
    rule, why = RULE.get(place.trade, OTHERWISE)
    for turn in range(SO_OFTEN):
        house_rules.go_past(clerk, rule, why, key=f"demo:{place.pk}:past:{turn}",
                            now=now - timedelta(days=3 * turn + 1))  # fmt: skip
