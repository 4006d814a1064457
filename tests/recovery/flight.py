"""Scene 9's little airline: booked passengers, a mail server made of ears, a departure that slips.

All names are invented.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from regulars.customers import bookings, people
from regulars.customers.models import Customer, Handle
from regulars.notebook import facts
from regulars.recovery.disruption import opening, posting, rules
from regulars.recovery.disruption.rules import Line
from regulars.recovery.disruption.whom import Whom
from regulars.recovery.models import Bulletin, Disruption
from tests.cast import Cast

KNOWN = datetime(2026, 3, 23, 22, 10, tzinfo=UTC)
"""06:10 by the wall in Shanghai, four hours before it was to leave."""
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LEAVES = KNOWN + 4 * HOUR
NEW = LEAVES + 3 * HOUR
FLIGHT = "MU 5101"
PLAYBOOK = (
    Line(120, "", {"en": "a meal", "zh-hans": "一份餐食"}),
    Line(120, "online", {"en": "free rebooking in the app", "zh-hans": "手机上免费改签"}),
    Line(360, "", {"en": "a hotel room", "zh-hans": "酒店住宿"}),
)


def at(minutes: float) -> datetime:
    return KNOWN + minutes * MINUTE


def passenger(cast: Cast, n: int, *, email: bool = True, phone: bool = True,
              language: str = "en", **booking: Any) -> Customer:  # fmt: skip
    """One who booked; every one has a mail address and a phone unless said otherwise."""
    handles = [("phone", f"+8615500{n:06}")] if phone else []
    who = people.introduce(cast.place, name=f"Passenger {n}", language=language, handles=handles,
                           invented=True)  # fmt: skip
    if email:
        Handle.objects.create(customer=who, book=cast.place.book, kind="email",
                              value=f"p{n}@example.org")  # fmt: skip
    told = {"starts_at": LEAVES, "where": FLIGHT, "by": "staff:1", "now": at(-600)} | booking
    bookings.book(cast.place, who, **told)
    return who


def needs_help(cast: Cast, who: Customer, words: str = "wheelchair", kind: str = "access") -> None:
    facts.remember(who, kind, words, source="told", by="staff:1", now=at(-500), place=cast.place)


def whom(**narrower: Any) -> Whom:
    return Whom(LEAVES, LEAVES + MINUTE, where=FLIGHT, **narrower)


def playbook(cast: Cast) -> None:
    after = {"en": "Afterwards we call you.", "zh-hans": "事后我们会给您打电话。"}
    rules.write(cast.place, 30, after, PLAYBOOK, by=cast.manager, now=at(-700))


def slips(cast: Cast, **more: Any) -> Disruption:
    told = {
        "reason": "technical", "starts_at": LEAVES, "new_at": NEW, "whom": whom(),
        "by": cast.manager, "now": KNOWN,
    } | more  # fmt: skip
    return opening.begin(cast.place, FLIGHT, **told)


def send(disruption: Disruption, now: datetime | None = None) -> int:
    """What the clock's threads do, here and now, for the newest word."""
    last = Bulletin.objects.filter(disruption=disruption).order_by("number").last()
    assert last is not None
    return posting.send_waiting(last.pk, now or last.at)
