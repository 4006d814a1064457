"""Open a new house: its first place, and its owner."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify

from regulars.authority import beginning as limits
from regulars.moments import journal
from regulars.moments.kinds import Joined
from regulars.places import chain, jobs
from regulars.places.models import Job, Place, Role, Staff
from regulars.recovery.readiness import gate
from regulars.site import rounds
from regulars.site.beginning import code, examples


class NotNew(RuntimeError):
    """Somebody has opened this house already."""


@transaction.atomic
def open_house(told: dict[str, Any], now: datetime, language: str = "") -> Staff:
    """The owner and the place with its usual posts; the night's rounds begin. Raises NotNew."""
    if not code.untouched():
        raise NotNew
    place = Place.objects.create(
        slug=address(told["place"]), name=told["place"], trade=told["trade"],
        time_zone=told["time_zone"], currency=told["currency"].upper(), language=language,
        **in_language(told, language),
    )  # fmt: skip
    user = User.objects.create_user(told["username"], password=told["password"])
    owner = Staff.objects.create(
        user=user, place=place, role=Role.OWNER, name=told["called"], language=language
    )
    chain.begin(place, by=owner.opaque, now=now)
    owner.post = chain.first(place)
    owner.save(update_fields=["post"])
    journal.record(Joined(name=owner.name, role=owner.role), about=owner.opaque, at=now,
                   by=owner.opaque, place=place.pk)  # fmt: skip
    limits.set_up(place, by=owner.opaque, now=now)
    gate.begin(place)
    rounds.look_ahead_soon(place, now)
    return owner


def address(name: str) -> str:
    """What the place is called in addresses; Chinese names keep a plain one."""
    return slugify(name)[:40] or "house"


def in_language(told: dict[str, Any], language: str) -> dict[str, str]:
    """A Chinese name also stands as such."""
    field = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant"}.get(language)
    return {field: told["place"]} if field else {}


@transaction.atomic
def begin_with_examples(place: Place, *, by: str, now: datetime) -> int:
    """Write the trade's example roles where the place has none; return how many."""
    if Job.objects.filter(place=place).exists():
        return 0
    made = examples.ROLES[place.trade]
    for one in made:
        jobs.write(
            place, by=by, now=now, publish=True, name=str(one.name), duties=str(one.duties),
            purpose=str(one.purpose),
        )  # fmt: skip
    return len(made)
