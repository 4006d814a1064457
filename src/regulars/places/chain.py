"""The customers' way through a place: its posts, in the order in which a customer meets them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from regulars.moments import journal
from regulars.moments.kinds import PostKept, PostRemoved
from regulars.moments.models import Moment
from regulars.places.models import Called, Place, Touchpoint
from regulars.places.once import done
from regulars.places.trades import CHAINS

WRITTEN = ("name", "name_zh_hans", "name_zh_hant", "greet_within", "purpose")


class NameTaken(ValueError):
    """Another post of this place goes by this name; the message says so."""


def begin(place: Place, *, by: str, now: datetime) -> list[Touchpoint]:
    """Lay out the starting set of the place's trade; a place that has posts keeps its own."""
    if not place.touchpoints.exists():
        for position, post in enumerate(CHAINS[place.trade]):
            made = Touchpoint.objects.create(
                place=place, code=post.code, name=post.name, name_zh_hans=post.zh_hans,
                name_zh_hant=post.zh_hant, greet_within=post.greet_within, position=position,
            )  # fmt: skip
            told(made, by, now, f"post:{place.pk}:{post.code}:begin")
    return list(place.touchpoints.all())


def first(place: Place) -> Touchpoint | None:
    """Where somebody stands of whom nothing else is known: at the door, or what comes first."""
    return place.touchpoints.filter(code="door").first() or place.touchpoints.first()


@transaction.atomic
def add(
    place: Place, *, by: str, now: datetime, key: str | None = None, **words: object
) -> Touchpoint:
    """A new post, at the end of the way. ``words``: see WRITTEN. Raises NameTaken."""
    if known := done(key):
        return Touchpoint.objects.get(place=place, code=known.facts["post"])
    last = place.touchpoints.aggregate(last=Max("position"))["last"]
    post = Touchpoint(
        place=place, code=free_code(place, str(words["name"])),
        position=0 if last is None else last + 1, **words,
    )  # fmt: skip
    free_name(post)
    post.save()
    told(post, by, now, key)
    return post


@transaction.atomic
def rename(
    post: Touchpoint, *, by: str, now: datetime, key: str | None = None, **words: object
) -> None:
    """Other names, another greeting time or purpose; its code stays. Raises NameTaken."""
    if done(key):
        return
    for name in WRITTEN:
        setattr(post, name, words.get(name, getattr(post, name)))
    free_name(post)
    post.save(update_fields=WRITTEN)
    told(post, by, now, key)


@transaction.atomic
def move(post: Touchpoint, steps: int, *, by: str, now: datetime, key: str | None = None) -> None:
    """Earlier (-1) or later (+1) on the customers' way; at either end it stays where it is."""
    if done(key):
        return
    line = list(Touchpoint.objects.select_for_update().filter(place=post.place))
    here = line.index(post)
    line.insert(max(0, min(here + steps, len(line) - 1)), line.pop(here))
    for position, each in enumerate(line):
        each.position = position
    Touchpoint.objects.bulk_update(line, ["position"])
    told(line[line.index(post)], by, now, key)


@transaction.atomic
def remove(post: Touchpoint, *, by: str, now: datetime, key: str | None = None) -> None:
    """Take a post away. Moments that name it are read by the names that stay in the journal."""
    if done(key):
        return
    kind = PostRemoved(
        post=post.code, name=post.name, zh_hans=post.name_zh_hans, zh_hant=post.name_zh_hant
    )
    journal.record(
        kind, about=f"place:{post.place_id}", at=now, by=by, place=post.place_id, key=key
    )
    post.delete()


def names(place: Place) -> dict[str, str]:
    """How every post is called that a moment of this place may name, former ones included."""
    rows = Moment.objects.filter(kind="post_removed", place=place.pk).order_by("pk")
    known = {row.facts["post"]: former(row).called() for row in rows}
    return known | {post.code: post.called() for post in place.touchpoints.all()}


def former(moment: Moment) -> Called:
    facts = moment.facts
    return Touchpoint(
        name=facts["name"], name_zh_hans=facts.get("zh_hans", ""),
        name_zh_hant=facts.get("zh_hant", ""),
    )  # fmt: skip


def free_code(place: Place, name: str) -> str:
    """A code no post of this place has or had: moments of a former one keep their meaning."""
    known = names(place)
    stem = slugify(name)[:24] or "post"
    if stem not in known:
        return stem
    return next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in known)


def free_name(post: Touchpoint) -> None:
    others = Touchpoint.objects.filter(place=post.place).exclude(pk=post.pk)
    if others.filter(name__iexact=post.name).exists():
        raise NameTaken(_("There is a post called {name} already.").format(name=post.name))


def told(post: Touchpoint, by: str, now: datetime, key: str | None) -> Moment:
    kind = PostKept(post=post.code, name=post.name, position=post.position)
    return journal.record(
        kind, about=f"place:{post.place_id}", at=now, by=by, place=post.place_id, key=key
    )
