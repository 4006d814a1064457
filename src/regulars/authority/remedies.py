"""The remedy menu: what this person may give now, here, in money and in kind, to be offered openly.

What was chosen and what was not is written down; what others chose comes first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from regulars.authority import amounts, asking, giving, ledger, things, welcome
from regulars.authority.acts import Act, Reason
from regulars.authority.models import Entry, Mark, Offer, Offered, Thing
from regulars.authority.questions import NotSo, Question
from regulars.moments import journal
from regulars.moments.kinds import ChoiceOffered
from regulars.places.models import Place, Staff

OWN, NONE = "own", "none"
"""They had an idea of their own; they wanted none of it."""
MOST = 6


@dataclass(frozen=True)
class Choice:
    """One thing on the menu; ``chosen`` of the ``offered`` earlier customers took it."""

    thing: Thing
    name: str
    worth: str
    chosen: int
    offered: int

    @property
    def typed(self) -> str:
        """What it costs, as it stands in a field."""
        return amounts.typed(self.thing.cost, self.thing.place.currency)


@dataclass(frozen=True)
class Menu:
    """What can be offered; ``up_to`` is how far an idea of their own may go, in words, empty
    where there is no room for one. ``held`` is how many were left out for their good."""

    choices: tuple[Choice, ...]
    up_to: str
    held: int = 0

    @property
    def shown(self) -> str:
        """The numbers of the things, as one field of a form."""
        return " ".join(str(one.thing.pk) for one in self.choices)


def menu(staff: Staff, now: datetime, *, customer: str = "", case: str = "") -> Menu:
    """What this person may give now on top of putting it right: stocked, within their limits, and
    nothing that would be unwelcome."""
    place = staff.place
    room = asking.decided(Question(staff, Act.EXTRA, 0, now, customer, case, reason=Reason.EXTRA))
    if not room.yes:
        return Menu((), "")
    kind = welcome.of(place, giving.person_of(place, customer))
    within = [
        one for one in things.here(place)
        if one.as_remedy and one.left != 0 and (room.up_to is None or one.cost <= room.up_to)
    ]  # fmt: skip
    good = [one for one in within if not kind.stops(one.words())]
    up_to = _("as you see fit") if room.up_to is None else amounts.said(room.up_to, place.currency)
    return Menu(ranked(good, place), up_to if room.up_to != 0 else "", len(within) - len(good))


def ranked(found: Iterable[Thing], place: Place) -> tuple[Choice, ...]:
    """By what earlier customers chose when it was offered; a thing never offered stands between."""
    rows = list(found)
    past = counted(rows)
    choices = [
        Choice(one, one.called(), amounts.said(one.cost, place.currency) if one.cost else "",
               *past.get(one.pk, (0, 0)))
        for one in rows
    ]  # fmt: skip
    choices.sort(key=lambda one: (-(one.chosen + 1) / (one.offered + 2), one.thing.pk))
    return tuple(choices[:MOST])


def counted(rows: list[Thing]) -> dict[int, tuple[int, int]]:
    """{thing: (chosen, offered)} of what was ever offered."""
    past: dict[int, tuple[int, int]] = {}
    lines = Offered.objects.filter(thing__in=rows).values_list("thing", "outcome")
    for thing, outcome, n in lines.annotate(n=Count("pk")):
        took, shown = past.get(thing or 0, (0, 0))
        past[thing or 0] = (took + (n if outcome == "chosen" else 0), shown + n)
    return past


@dataclass(frozen=True)
class Picked:
    """What a form says of the menu: what was shown, and which they took: a thing, or OWN or NONE;
    ``took`` is empty where it was not offered at all."""

    shown: tuple[int, ...]
    took: str

    @property
    def thing(self) -> int | None:
        return int(self.took) if self.took.isdecimal() else None


def picked(shown: str, took: str) -> Picked:
    """Read from a form: numbers with blanks between, and a number, OWN, NONE or nothing.
    Raises NotSo for anything else."""
    numbers = tuple(dict.fromkeys(int(one) for one in shown[:200].split() if one.isdecimal()
                                  and len(one) < 16))[:MOST]  # fmt: skip
    if took not in ("", OWN, NONE) and not (took.isdecimal() and int(took[:16]) in numbers):
        raise NotSo("took", not_on_it())
    return Picked(numbers, took)


def choose_one() -> str:
    return _("Tap what they chose, or that they wanted none of it.")


def not_on_it() -> str:
    return _("Choose from what was offered.")


def say_what() -> str:
    return _("Say in a few words what they wished for.")


def chosen(place: Place, choice: Picked, customer: str = "") -> Thing | None:
    """The thing they took. Raises NotSo where it is gone from the list, or would be unwelcome."""
    if choice.thing is None:
        return None
    thing = things.known(place, choice.thing)
    if thing is None or not thing.as_remedy:
        raise NotSo("took", not_on_it())
    if harm := welcome.of(place, giving.person_of(place, customer)).stops(thing.words()):
        raise NotSo("took", harm)
    return thing


@transaction.atomic
def note(
    staff: Staff, choice: Picked, *, customer: str = "", case: str = "", entry: Entry | None = None,
    key: str, now: datetime,
) -> Offer | None:  # fmt: skip
    """Write down what was offered and what became of each; None where it was not offered.

    ``entry`` is the line of the ledger by which the chosen thing was given: it is counted down
    here. Raises NotSo where none is left.
    """
    if not choice.took:
        return None
    if known := Offer.objects.filter(key=key).first():
        return known
    thing = chosen(staff.place, choice, customer)
    offer = write(staff, choice, customer, case, key, now)
    if thing is not None and entry is not None and not Mark.objects.filter(entry=entry).exists():
        things.draw(thing, now)
        giving.mark(entry, Mark.Kind.REMEDY, thing)
    return offer


def write(
    staff: Staff, choice: Picked, customer: str, case: str, key: str, now: datetime
) -> Offer:  # fmt: skip
    place = staff.place
    took = choice.took != NONE
    moment = journal.record(
        ChoiceOffered(offered=len(choice.shown), took=took), about=customer or staff.opaque,
        at=now, by=staff.opaque, place=place.pk, key=f"offer:{key}",
    )  # fmt: skip
    offer = Offer.objects.create(place=place, staff=staff, customer=customer, case=case, at=now,
                                 key=key, moment=moment.pk)  # fmt: skip
    shown = Thing.objects.filter(place=place, pk__in=choice.shown)
    rest = Offered.Outcome.PASSED if took else Offered.Outcome.DECLINED
    lines = [
        Offered(offer=offer, thing=one,
                outcome=Offered.Outcome.CHOSEN if one.pk == choice.thing else rest)
        for one in shown
    ]  # fmt: skip
    if choice.took == OWN:
        lines.append(Offered(offer=offer, outcome=Offered.Outcome.CHOSEN))
    Offered.objects.bulk_create(lines)
    return offer


@transaction.atomic
def give(
    staff: Staff, choice: Picked, *, what: str = "", amount: int = 0, customer: str = "",
    case: str = "", key: str, now: datetime,
) -> Entry | None:  # fmt: skip
    """Give what they chose (a thing, or their own idea: ``what`` and ``amount``) and write down the
    whole menu; None where they wanted none. Raises Beyond, NotSo."""
    thing = chosen(staff.place, choice, customer)
    entry = None
    if choice.took not in ("", NONE):
        if thing is None and not what.strip():
            raise NotSo("thing", say_what())
        entry = ledger.give(
            staff, Act.EXTRA, thing.cost if thing else amount, reason=Reason.EXTRA,
            thing=thing.called() if thing else what.strip()[:120], customer=customer, case=case,
            key=key, now=now,
        )  # fmt: skip
    note(staff, choice, customer=customer, case=case, entry=entry, key=key, now=now)
    return entry
