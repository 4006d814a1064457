"""May this place open? Not before somebody can put things right there.

A place that the setup of a new house makes begins shut: no door for customers, no sheet with its
square, no first board, until what is needed stands. Once opened it is never shut again; a place
that was there before, or that a command wrote, is open (docs/decisions/0012).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from regulars.authority import deciding, limits
from regulars.authority.acts import Act
from regulars.authority.models import Limit
from regulars.moments import journal
from regulars.moments.kinds import PlaceOpened, ReadinessKept
from regulars.places import tree
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.places.permissions import LEADERS
from regulars.recovery.models import Readiness
from regulars.recovery.readiness import playbooks
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import clean


class NotReady(NotSo):
    """Something is missing yet; ``missing`` are the codes."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__("ready", _("Not yet: what is marked is still missing."))
        self.missing = missing


@dataclass(frozen=True)
class Need:
    """One thing a place needs before it opens: whether it stands, and where it is done."""

    code: str
    met: bool
    name: str
    why: str
    page: str = ""


@transaction.atomic
def begin(place: Place) -> Readiness:
    """A place of a new house begins shut."""
    Place.objects.filter(pk=place.pk).update(shut=True)
    place.shut = True
    return of(place)


def of(place: Place) -> Readiness:
    return Readiness.objects.get_or_create(place=place)[0]


def needs(place: Place, now: datetime) -> tuple[Need, ...]:
    """All five, in the order in which they are quickest done."""
    known = Readiness.objects.select_related("follow_owner").filter(place=place).first()
    slug = place.slug
    return (
        Need("above", somebody_above(place),
             _("Somebody to turn to"),
             _("A colleague who leads; where one works all alone, the house’s own telephone"),
             reverse("people", args=[slug]) if not alone(place) else reverse("about", args=[slug])),
        Need("room", everybody_has_room(place, now),
             _("Room to comfort"),
             _("Everybody on the floor may give a comfort, and something extra, without asking"),
             reverse("limits", args=[slug])),
        Need("playbook", any(playbooks.in_force(each) for each in playbooks.of(place)),
             _("One playbook"), _("Take one up, read it, and say that it holds here"),
             reverse("playbooks", args=[slug])),
        Need("door", bool(known and known.door),
             _("The customers’ door"), _("Where it will hang, so that everybody can point to it")),
        Need("follow", follows(known),
             _("Who looks back"), _("Who sees that what we owe afterwards is kept")),
    )  # fmt: skip


def working(place: Place) -> list[Staff]:
    return list(Staff.objects.filter(place=place, left_at=None, user__is_active=True))


def alone(place: Place) -> bool:
    return len(working(place)) < 2


def somebody_above(place: Place) -> bool:
    chain = tree.above(place)[1:]
    above = Staff.objects.filter(place__in=chain, role__in=LEADERS, left_at=None,
                                 user__is_active=True)  # fmt: skip
    if alone(place):
        return bool(place.phone) or above.exists()
    return any(each.role in LEADERS for each in working(place)) or above.exists()


def everybody_has_room(place: Place, now: datetime) -> bool:
    """Whether each who serves here may give a comfort and an extra on their own."""
    chain, day = tree.above(place), place.day_of(now)
    known = list(Limit.objects.filter(act__in=("", Act.COMFORT, Act.EXTRA), place__in=chain))
    people = [each for each in working(place) if each.serves]
    return bool(people) and all(
        has_room(limits.bearing(known, each, chain, day), act)
        for each in people for act in (Act.COMFORT, Act.EXTRA)
    )  # fmt: skip


def has_room(rules: list[deciding.Rule], act: str) -> bool:
    bearing = [rule for rule in rules if rule.act in ("", act)]
    verdict = deciding.decide(act, 0, 1, bearing, {}, case=True)
    return verdict.yes and verdict.up_to != 0


def follows(known: Readiness | None) -> bool:
    owner = known.follow_owner if known else None
    return owner is not None and owner.left_at is None


@transaction.atomic
def keep(
    place: Place, *, door: str = "", follow_owner: Staff | None = None, by: Staff, now: datetime,
    key: str | None = None,
) -> Readiness:  # fmt: skip
    """Where the customers' door hangs, or who looks back. Raises NotSo where neither is said."""
    known = of(place)
    if done(key):
        return known
    text = clean(door, "door", needed=follow_owner is None, longest=120)
    known.door = text or known.door
    known.follow_owner = follow_owner or known.follow_owner
    known.save(update_fields=["door", "follow_owner"])
    journal.record(ReadinessKept(), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip
    return known


@transaction.atomic
def open_place(place: Place, *, by: Staff, now: datetime, key: str | None = None) -> Place:
    """Open it for customers, once. Raises NotReady."""
    held = Place.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if not held.shut:
        return held
    if missing := tuple(each.code for each in needs(held, now) if not each.met):
        raise NotReady(missing)
    of(held)
    Readiness.objects.filter(place=held).update(opened_at=now, opened_by=by.opaque)
    Place.objects.filter(pk=held.pk).update(shut=False)
    held.shut = place.shut = False
    journal.record(PlaceOpened(), about=f"place:{held.pk}", at=now, by=by.opaque, place=held.pk,
                   key=key)  # fmt: skip
    return held


KEPT_SHUT = frozenset({"board", "case-sheet", "sheets"})
"""Doors of staff that lead to customers: shut with the place. The setup itself stays open."""
