"""The demo's place, its posts, its people and the names of what it sells."""

import csv
import secrets
from dataclasses import dataclass
from importlib.resources import files

from django.contrib.auth import get_user_model
from django.db import transaction

from regulars.places.models import Need, Place, Role, Staff, Touchpoint
from regulars.site.demo.zone import house_zone

SLUG = "corner"
POSTS = (
    ("door", "Door", "门口"),
    ("aisle", "Aisles", "货架"),
    ("till", "Till", "收银台"),
    ("doorstep", "Customer’s doorstep", "客人家门口"),
)
PEOPLE = (
    ("mei", "小美", Role.CLERK, "till"),
    ("lin", "老林", Role.CLERK, "doorstep"),
    ("kelsey", "Kelsey", Role.MANAGER, "door"),
    ("wang", "王老板", Role.OWNER, "aisle"),
)


@dataclass(frozen=True)
class Account:
    """A ready account; the password is known only until it has been printed."""

    name: str
    role: str
    password: str
    place: str


@transaction.atomic
def open_place() -> Place:
    """The grocer, found again if it stands already."""
    place, _new = Place.objects.get_or_create(
        slug=SLUG,
        defaults={"name": "Corner Grocer", "name_zh_hans": "巷口粮店", "demo": True,
                  "time_zone": house_zone(), "currency": "USD"},
    )  # fmt: skip
    for position, (code, name, chinese) in enumerate(POSTS):
        Touchpoint.objects.get_or_create(
            place=place, code=code,
            defaults={"name": name, "name_zh_hans": chinese, "position": position},
        )  # fmt: skip
    return place


@transaction.atomic
def hire(place: Place) -> list[Account]:
    """Make the accounts that are missing and give back their passwords, this once."""
    made = []
    for login, name, role, post in PEOPLE:
        user, new = get_user_model().objects.get_or_create(username=login)
        if new:
            password = password_for(login)
            user.set_password(password)
            user.save()
            touchpoint = Touchpoint.objects.get(place=place, code=post)
            Staff.objects.create(user=user, place=place, role=role, name=name, post=touchpoint)
            made.append(Account(login, str(role), password, place.slug))
    return made


def password_for(login: str) -> str:
    """One that can be typed from a terminal's print-out; new for each house."""
    return f"{login}-{secrets.token_hex(3)}"


@transaction.atomic
def name_goods() -> None:
    """Everyday names for what is sold. What nobody named is never said aloud."""
    table = files("regulars.site.demo").joinpath("items.csv").read_text(encoding="utf-8")
    known = {row["code"]: row for row in csv.DictReader(table.splitlines())}
    Need.objects.exclude(code__in=known).filter(name="").update(anticipate=False)
    rows = [
        Need(code=code, name=row["en"], name_zh_hans=row["zh_hans"], icon=row["icon"],
             anticipate=row["anticipate"] == "1") for code, row in known.items()
    ]  # fmt: skip
    Need.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"],
        update_fields=["name", "name_zh_hans", "icon", "anticipate"], batch_size=500,
    )  # fmt: skip
