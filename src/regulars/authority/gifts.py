"""A small gift on an ordinary day: to whom, what, and when better not.

Never near a birthday or a feast (then it is expected), never while something is being put right
(then it looks like an excuse), never the same thing twice, never what would be unwelcome, and only
within the budget.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from regulars.authority import amounts, asking, circumstances, things, welcome
from regulars.authority.acts import Act, Kind, Reason
from regulars.authority.models import Entry, Mark, Offered, Thing
from regulars.authority.questions import Question
from regulars.customers import visits
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of, the_one
from regulars.engines import names
from regulars.moments.models import Words
from regulars.notebook import facts, noticing
from regulars.notebook.models import FactKind
from regulars.places import spotting
from regulars.places.models import Place, SpecialDay, Staff

AWAY = timedelta(days=7)
"""So far from a birthday or a feast a day is an ordinary one."""
REST = timedelta(days=45)
"""So long after a gift nothing is given again: it would become a custom."""
HEALING = timedelta(days=14)
LATELY = timedelta(days=30)
VISITS = 3
LIKES = frozenset({FactKind.PREFERENCE, FactKind.WANT})


@dataclass(frozen=True)
class Advice:
    """``thing`` to give today with ``because``, a sentence; without a thing it says why not.

    ``others`` may be given all the same, where somebody on the spot knows better: new to them,
    welcome and within the limits.
    """

    because: str
    thing: Thing | None = None
    others: tuple[Thing, ...] = ()

    @property
    def choices(self) -> tuple[tuple[Thing, str], ...]:
        """Everything that may be given, each with its worth; what is advised stands first."""
        found = [*([self.thing] if self.thing else []), *self.others]
        return tuple((one, amounts.said(one.cost, one.place.currency) if one.cost else "")
                     for one in found)  # fmt: skip


def advise(staff: Staff, person: Customer, now: datetime) -> Advice:
    """What could be given to somebody today, or why today is not the day. Nothing is changed."""
    place, whom = staff.place, the_one(person)
    kind = welcome.of(place, whom)
    if kind.no_surprises:
        return Advice(_("They asked for no surprises. A quiet good day is the gift."))
    found = within(staff, fresh(whom, place, kind), whom, now)
    if words := not_today(place, whom, now):
        return Advice(words, None, tuple(found))
    if not found:
        return Advice(_("Nothing new within what you may give. A word by name costs nothing."))
    thing, liked = best(found, whom, place.day_of(now))
    because = (
        _("An ordinary day, and they like it.") if liked
        else _("An ordinary day: nobody expects it.")
    )  # fmt: skip
    return Advice(because, thing, tuple(one for one in found if one.pk != thing.pk))


def not_today(place: Place, person: Customer, now: datetime) -> str:
    """Why today is not the day, as a sentence; empty where it is one like any other."""
    day = place.day_of(now)
    if visits.count(person.pk, place).here < VISITS:
        return _("They hardly know us yet. A gift now would ask for something back.")
    if near(person.birthday, day) or occasion(person, now):
        return _("A day of their own is near: then a gift is expected. Congratulate them instead.")
    special = SpecialDay.objects.filter(place=place, day__range=(day - AWAY, day + AWAY))
    if special.exclude(name="").exists():
        return _("A feast is near, and everybody gives. Wait for a day that nobody marks.")
    rows = Entry.objects.filter(customer__in=subjects_of(person), kind=Kind.GIVEN)
    if rows.exclude(case="").filter(at__gt=now - HEALING, at__lte=now).exists():
        return _("Something was put right for them lately. A gift now would look like an excuse.")
    if rows.filter(act=Act.GESTURE, at__gt=now - REST, at__lte=now).exists():
        return _("They were given something not long ago. Let it be rare.")
    return ""


def near(marked: date | None, day: date) -> bool:
    """Whether a yearly day lies within AWAY, across the turn of the year too."""
    if marked is None:
        return False
    return any(abs(in_year(marked, year) - day) <= AWAY for year in (day.year - 1, day.year,
                                                                     day.year + 1))  # fmt: skip


def in_year(marked: date, year: int) -> date:
    try:
        return marked.replace(year=year)
    except ValueError:  # the twenty-ninth of February
        return date(year, 2, 28)


def occasion(person: Customer, now: datetime) -> bool:
    """Whether the notebook holds something of late that they are looking forward to."""
    return any(
        fact.kind == FactKind.OCCASION and (fact.confirmed_at or fact.said_at) > now - LATELY
        for fact in facts.about(person)
    )


def fresh(person: Customer, place: Place, kind: welcome.Welcome) -> list[Thing]:
    """What they never had and never declined, and would not be unwelcome."""
    records = subjects_of(person)
    marks = Mark.objects.filter(entry__customer__in=records, thing__isnull=False)
    had = set(marks.values_list("thing__name", flat=True))
    declined = Offered.objects.filter(offer__customer__in=records, outcome="declined")
    had |= set(declined.values_list("thing__name", flat=True))
    told = told_of(records)
    return [
        one for one in things.here(place)
        if one.as_gift and one.left != 0 and one.name not in had and not kind.stops(one.words())
        and not any(says(name, told) for name in called(one))
    ]  # fmt: skip


def called(thing: Thing) -> list[str]:
    return [name for name in (thing.name, thing.name_zh_hans, thing.name_zh_hant) if name]


def says(words: str, text: str) -> bool:
    """Whether these words, whole, stand in a folded text."""
    pattern = spotting.pattern(words)
    return pattern is not None and pattern.search(text) is not None


def told_of(records: Iterable[str]) -> str:
    """The words beside every gift they had, folded: a thing may have been written by hand."""
    rows = Entry.objects.filter(customer__in=list(records), act=Act.GESTURE)
    said = Words.objects.filter(moment__in=list(rows.values_list("moment", flat=True)))
    return names.fold("\n".join(noticing.shown(one) for one in said))


def within(staff: Staff, found: list[Thing], person: Customer, now: datetime) -> list[Thing]:
    """Those this person may give now, by the same table."""
    if not found:
        return []
    kept = []
    for one in found:
        asked = Question(staff, Act.GESTURE, one.cost, now, person.opaque, thing=one.called(),
                         reason=Reason.KINDNESS)  # fmt: skip
        if asking.decided(asked).yes:
            kept.append(one)
    return kept


def best(found: list[Thing], person: Customer, day: date) -> tuple[Thing, bool]:
    """What they like, else one in turn: not the same for everybody on one day."""
    likes = [
        part.strip() for fact in facts.about(person) if fact.kind in LIKES
        for part in circumstances.BORDERS.split(fact.value) if part.strip()
    ]  # fmt: skip
    for one in found:
        words = names.fold(one.words())
        if any(says(like, words) for like in likes):
            return one, True
    return found[(person.pk + day.toordinal()) % len(found)], False
