"""The table of ways in: who leads writes it."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from regulars.floor.models import WayIn
from regulars.floor.reached import clock
from regulars.moments import journal
from regulars.moments.kinds import WayInKept
from regulars.places.models import Level, Place, Staff, Touchpoint
from regulars.places.once import done
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import chosen, clean

MOST_MINUTES = 60 * 24 * 7
CODE = 30


@transaction.atomic
def keep(
    place: Place, name: str, minutes: int, *, by: Staff, now: datetime, way: WayIn | None = None,
    post: Touchpoint | None = None, keeper: Staff | None = None, when: str = WayIn.When.ALWAYS,
    name_zh_hans: str = "", name_zh_hant: str = "", key: str | None = None,
) -> WayIn:  # fmt: skip
    """A new way in, or another wording of one that stands. Raises NotSo."""
    if known := done(key):
        return WayIn.objects.get(place=place, code=known.facts["way"])
    text = clean(name, "name", longest=120)
    check(place, minutes, post, keeper)
    row = way or WayIn(place=place, code=new_code(place, text),
                       position=place.ways_in.count())  # fmt: skip
    row.name, row.name_zh_hans, row.name_zh_hant = (
        text, clean(name_zh_hans, "name_zh_hans", needed=False, longest=120),
        clean(name_zh_hant, "name_zh_hant", needed=False, longest=120),
    )  # fmt: skip
    row.minutes, row.post, row.keeper = minutes, post, keeper
    row.when = chosen(when, "when", WayIn.When)
    row.save()
    told(row, WayInKept(way=row.code, minutes=minutes), by, now, key)
    clock.look(place, now)
    return row


def check(place: Place, minutes: int, post: Touchpoint | None, keeper: Staff | None) -> None:
    if place.level != Level.PLACE:
        raise NotSo("place", _("Only a place is reached; a brand or a region has none."))
    if not 0 < minutes <= MOST_MINUTES:
        raise NotSo("minutes", _("Within how many minutes do you answer? From one to a week."))
    if post is not None and post.place_id != place.pk:
        raise NotSo("post", _("That is a post of another place."))
    if keeper is not None and (keeper.place_id != place.pk or keeper.left_at is not None):
        raise NotSo("keeper", _("{name} does not work here.").format(name=keeper.name))


def new_code(place: Place, name: str) -> str:
    """From its English name where it has one; a number where another has that already."""
    base = slugify(name)[: CODE - 4] or "way"
    taken = set(place.ways_in.values_list("code", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)


@transaction.atomic
def remove(way: WayIn, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """Nobody is reached by it any more; what was measured stays."""
    if done(key) or way.removed_at is not None:
        return
    way.removed_at = now
    way.save(update_fields=["removed_at"])
    told(way, WayInKept(way=way.code, gone=True), by, now, key)


def told(way: WayIn, kind: WayInKept, by: Staff, now: datetime, key: str | None) -> None:
    journal.record(kind, about=f"place:{way.place_id}", at=now, by=by.opaque,
                   place=way.place_id, key=key)  # fmt: skip


def standing(place: Place) -> list[WayIn]:
    rows = WayIn.objects.filter(place=place, removed_at=None)
    return list(rows.select_related("post", "keeper"))
