"""What is seen of somebody at this visit, read from the journal, the notebook and the calendar."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from regulars.anticipation.rules.matching import Seen
from regulars.anticipation.rules.vocabulary import CHILD
from regulars.customers import purposes, visits
from regulars.customers.models import Booking, Customer
from regulars.customers.standing import subjects_of
from regulars.engines import names
from regulars.moments import seal
from regulars.moments.models import Moment
from regulars.notebook import facts
from regulars.notebook.models import SENSITIVE, Fact, FactKind, Use
from regulars.places import spotting
from regulars.places.models import Place, SpecialDay

NOTED = ("noted", "noticed")
KINDS = (*NOTED, "going_on", "arrived")


def of(customer: Customer, place: Place, now: datetime, post: str = "") -> Seen:
    """What is seen of one customer at the visit of ``now``, at a post."""
    day = place.day_of(now)
    start, end = place.hours_of(day)
    rows = list(
        Moment.objects.filter(subject__in=subjects_of(customer), place=place.pk, kind__in=KINDS,
                              happened_at__gte=start, happened_at__lt=end)
        .select_related("words").order_by("happened_at", "pk")
    )  # fmt: skip
    told = usable(facts.about(customer, visits.visit_name(customer.pk, day)))
    booked = Booking.objects.filter(customer=customer, place=place, starts_at__gte=start,
                                    starts_at__lt=end).values_list("party", flat=True)  # fmt: skip
    tally = visits.count(customer.pk, place)
    return seen(
        rows, told, day, now.astimezone(place.zone).hour, post=post, parties=booked,
        visit=visits.nth_visit(tally.here, tally.last_on, day), feast=is_feast(place, day),
        birthday=has_birthday(customer, day),
    )  # fmt: skip


def seen(
    rows: Sequence[Moment], told: Sequence[tuple[str, str]], day: date, hour: int, *,
    post: str = "", visit: int = 1, parties: Iterable[int | None] = (), feast: bool = False,
    birthday: bool = False,
) -> Seen:  # fmt: skip
    """The same, of what was read already."""
    arrived = [row.facts.get("party") for row in rows if row.kind == "arrived"]
    party = max((size or 1 for size in (*arrived, *parties)), default=1)
    said = tuple(words for row in rows if row.kind in NOTED and (words := words_of(row)))
    relations = " ".join(words for kind, words in told if kind == FactKind.RELATION)
    return Seen(
        day=day, hour=hour, said=said, facts=tuple(told), post=post, visit=visit, party=party,
        going=frozenset(str(row.facts["to"]) for row in rows if row.kind == "going_on"),
        child=speaks_of_child(" ".join((*said, relations))), feast=feast, birthday=birthday,
    )  # fmt: skip


def words_of(row: Moment) -> str:
    """A note as it was written; empty where it was erased or cannot be opened."""
    try:
        return row.words.told() if hasattr(row, "words") else ""
    except seal.Unreadable:
        return ""


def usable(standing: Iterable[Fact]) -> list[tuple[str, str]]:
    """The facts an offer may go by: nothing under seal, nothing of health or belief, nothing that
    is not to be used."""
    return [
        (fact.kind, fact.value) for fact in standing
        if fact.sealed is None and fact.kind not in SENSITIVE and fact.use != Use.NEVER
    ]  # fmt: skip


def speaks_of_child(text: str) -> bool:
    pattern = spotting.pattern("\n".join(CHILD))
    return pattern is not None and pattern.search(names.fold(text)) is not None


def is_feast(place: Place, day: date) -> bool:
    """Whether the place's calendar names this day."""
    return SpecialDay.objects.filter(place=place, day=day).exclude(name="").exists()


def feasts(place: Place, since: date, until: date) -> frozenset[date]:
    rows = SpecialDay.objects.filter(place=place, day__range=(since, until)).exclude(name="")
    return frozenset(rows.values_list("day", flat=True))


def has_birthday(customer: Customer, day: date) -> bool:
    """Whether it is their birthday, of those who agreed that we keep it."""
    born = customer.birthday
    same = born is not None and (born.month, born.day) == (day.month, day.day)
    return same and purposes.allows(customer, "greetings")
