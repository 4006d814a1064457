"""The standing little house: who works there, who comes, and one outsider who must see nothing.

All names are invented.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth import get_user_model

from regulars.customers import people
from regulars.customers.models import Customer, Household
from regulars.moments import journal
from regulars.moments.kinds import Purchased
from regulars.moments.models import Line, Moment
from regulars.places.models import Article, Need, Place, Role, Staff, Touchpoint

PASSWORD = "rice-before-the-jar-is-empty"
TODAY = date(2026, 3, 24)
MORNING = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai, two days before the Wang family's jar is empty."""


@dataclass
class Cast:
    """Everybody, by the names the tests know them by."""

    place: Place
    elsewhere: Place
    clerk: Staff
    colleague: Staff
    manager: Staff
    owner: Staff
    outsider: Staff
    yu: Customer
    wang: Customer
    rice: Need
    tea: Need


def assemble() -> Cast:
    """Open both places and let everybody in."""
    place, elsewhere = open_place("corner", "一楼"), open_place("elsewhere", "别处")
    return Cast(
        place=place, elsewhere=elsewhere,
        clerk=hire(place, "li", "小李", Role.CLERK, "door"),
        colleague=hire(place, "zhou", "老周", Role.CLERK, "doorstep"),
        manager=hire(place, "kelsey", "Kelsey", Role.MANAGER, "till"),
        owner=hire(place, "owner", "王老板", Role.OWNER, "till"),
        outsider=hire(elsewhere, "outsider", "外人", Role.OWNER, "door"),
        yu=guest(place, "余建平", "mr", "+8615400001208"),
        wang=family(place), rice=need("rice", "米", "rice"), tea=need("tea", "茶", "tea"),
    )  # fmt: skip


def open_place(slug: str, chinese: str) -> Place:
    place = Place.objects.create(
        slug=slug, name=slug.title(), name_zh_hans=chinese, time_zone="Asia/Shanghai"
    )
    posts = (("door", "Door", "门口"), ("till", "Till", "收银台"), ("doorstep", "Doorstep", "上门"))
    for position, (code, name, zh) in enumerate(posts):
        Touchpoint.objects.create(
            place=place, code=code, name=name, name_zh_hans=zh, position=position
        )
    return place


def hire(place: Place, login: str, name: str, role: Role, post: str) -> Staff:
    user = get_user_model().objects.create_user(username=login, password=PASSWORD)
    return Staff.objects.create(
        user=user, place=place, role=role, name=name, post=place.touchpoints.get(code=post)
    )


def guest(place: Place, name: str, title: str, phone: str) -> Customer:
    return people.introduce(
        place, name=name, title=title, handles=[("phone", phone)], invented=True
    )


def family(place: Place) -> Customer:
    """The household of five with the rice jar."""
    home = Household.objects.create(book=place.book, name="王家", size=5, address="梅林路 8 号")
    mother = guest(place, "王秀兰", "mrs", "+8615400000008")
    mother.household = home
    mother.birthday = date(1979, 4, 16)
    mother.save()
    for name in ("陈建国", "陈小雨", "陈小川", "李桂英"):
        people.introduce(place, name=name, household=home, invented=True)
    return mother


def need(code: str, chinese: str, icon: str) -> Need:
    made = Need.objects.create(code=code, name=code, name_zh_hans=chinese, icon=icon)
    Article.objects.create(code=code, need=made)
    return made


def bought(customer: Customer, place: Place, day: date, *needs: Need, hour: int = 10) -> Moment:
    """One basket on a day, as an import would have left it."""
    at = place.start_of(day) + timedelta(hours=hour)
    moment = journal.record(
        Purchased(source="cast"), about=customer.opaque, at=at, by="import:0", place=place.pk,
        key=f"purchase:{place.pk}:{customer.pk}:{day}",
    )  # fmt: skip
    for row, each in enumerate(needs):
        article = Article.objects.get(code=each.code)
        Line.objects.create(moment=moment, row=row, article=article.pk, quantity=1, amount=500)
    return moment


def regular(customer: Customer, place: Place, every: int, times: int, *needs: Need) -> None:
    """A customer whose last visit was ``every`` days before TODAY, with an even rhythm."""
    from regulars.customers import visits

    for turn in range(times, 0, -1):
        day = TODAY - timedelta(days=every * turn)
        bought(customer, place, day, *needs)
        visits.count_visit(customer, place, day)
