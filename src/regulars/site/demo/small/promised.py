"""What a small demo house has promised, who waits there, and by which ways it is reached."""

from datetime import datetime, timedelta

from regulars.customers.models import Customer
from regulars.floor import promises, queue
from regulars.floor.models import Guarantee, WayIn
from regulars.floor.promises import guarantees
from regulars.floor.reached import ways
from regulars.floor.standards import expectations, touchpoints
from regulars.places.models import Place, Role, Staff

GUARANTEE = ("An answer within ten minutes", "十分钟内给答复", "十分鐘內給答覆")
OWED = "The next cup is on us"
WAYS = (("Phone", "电话", "電話", 5), ("WeChat", "微信", "微信", 15))
SAID = (5, 5, 8, 8, 10, 10, 12, 15, 20)
MINUTE = timedelta(minutes=1)


def furnish(place: Place, now: datetime) -> None:
    """Once for a house: guarantees, ways in and what customers said; and a promise and somebody
    who waits for the day it is opened on."""
    leader = place.staff.exclude(role=Role.CLERK).order_by("pk").first()
    clerk = place.staff.filter(role=Role.CLERK).order_by("pk").first()
    if leader is None or clerk is None:
        return
    if not Guarantee.objects.filter(place=place).exists():
        publish(place, leader, now)
    today(place, clerk, now)


def publish(place: Place, leader: Staff, now: datetime) -> None:
    name, hans, hant = GUARANTEE
    guarantees.publish(place, name, OWED, 10, by=leader, now=now, name_zh_hans=hans,
                       name_zh_hant=hant)  # fmt: skip
    for name, hans, hant, minutes in WAYS:
        ways.keep(place, name, minutes, by=leader, now=now, name_zh_hans=hans, name_zh_hant=hant,
                  when=WayIn.When.OPEN)  # fmt: skip
    at = next(iter(touchpoints.waited_at(place)))
    for minutes in SAID:
        expectations.say(place, at, minutes, by=leader, now=now)


CALL = {"zh-hans": "靠窗那桌的事，我给您回电话", "zh-hant": "靠窗那桌的事，我給您回電話"}
COAT = {"zh-hans": "蓝外套", "zh-hant": "藍外套"}


def today(place: Place, clerk: Staff, now: datetime) -> None:
    """One promise to a guest who is expected, and one who waits; the same day once."""
    day = f"demo:{place.pk}:{place.day_of(now)}"
    guests = Customer.objects.filter(book=place.book_id, invented=True).order_by("pk")
    guest = guests.first()
    if guest is None:
        return
    words = CALL.get(place.language, "I call back about the table by the window")
    promises.make(place, words, by=clerk, now=now, customer=guest, due_at=now + 90 * MINUTE,
                  key=f"{day}:promise")  # fmt: skip
    at = next(iter(touchpoints.waited_at(place)))
    queue.add(place, at, by=clerk, now=now - 7 * MINUTE, party=2,
              words=COAT.get(place.language, "blue coat"), key=f"{day}:wait")  # fmt: skip
