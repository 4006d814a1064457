"""What was asked for and not there: what still waits for a way out, and which ways helped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from regulars.floor.lacking.ways import BY_CODE, WAYS, Way
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places.models import Place

LATELY = timedelta(days=7)
SPAN = timedelta(days=90)
MOST = 50


@dataclass(frozen=True)
class Proposed:
    """A way out as it was received."""

    way: Way
    taken: bool
    words: str


@dataclass(frozen=True)
class Lack:
    """One thing that was not there. ``customer`` is None for somebody we do not know."""

    pk: int
    words: str
    at: datetime
    customer: int | None
    proposed: tuple[Proposed, ...]

    @property
    def helped(self) -> bool:
        return any(each.taken for each in self.proposed)

    @property
    def ahead(self) -> tuple[Way, ...]:
        """The ways that nobody has proposed yet."""
        done = {each.way.code for each in self.proposed}
        return tuple(way for way in WAYS if way.code not in done)


@dataclass(frozen=True)
class Figures:
    """Ninety days: how often something was not there, how often a way out was liked, and which."""

    lacks: int
    helped: int
    silent: int
    ways: tuple[tuple[Promise, int, int], ...]


def waiting(place: Place, now: datetime) -> list[Lack]:
    """Of the last week, the latest first: for which they have liked nothing yet and some way is
    still untried."""
    rows = Moment.objects.filter(place=place.pk, kind="lacked", happened_at__gte=now - LATELY)
    rows = rows.select_related("words").order_by("-happened_at", "-pk")
    found = read(list(rows[:MOST]), place)
    return [each for each in found if not each.helped and each.ahead]


def read(rows: list[Moment], place: Place) -> list[Lack]:
    answers: dict[int, list[Proposed]] = {}
    told = Moment.objects.filter(
        place=place.pk, kind="lack_answered", subject__in={row.subject for row in rows},
        happened_at__gte=min((row.happened_at for row in rows), default=None),
    ) if rows else Moment.objects.none()  # fmt: skip
    for row in told.select_related("words").order_by("pk"):
        way = BY_CODE.get(str(row.facts.get("way")))
        if way is not None:
            proposed = Proposed(way, bool(row.facts.get("taken")), words_of(row))
            answers.setdefault(int(row.facts["lack"]), []).append(proposed)
    return [one(row, answers.get(row.pk, [])) for row in rows]


def one(row: Moment, proposed: Iterable[Proposed]) -> Lack:
    whose, _colon, number = row.subject.partition(":")
    customer = int(number) if whose == "customer" else None
    return Lack(row.pk, words_of(row), row.happened_at, customer, tuple(proposed))


def words_of(row: Moment) -> str:
    return noticing.shown(row.words) if hasattr(row, "words") else ""


def figures(place: Place, now: datetime) -> Figures:
    """By what stands in the journal, whoever erased their words since."""
    rows = Moment.objects.filter(
        place=place.pk, kind__in=("lacked", "lack_answered"), happened_at__gte=now - SPAN,
        happened_at__lte=now,
    )  # fmt: skip
    lacks: set[int] = set()
    offered: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    helped: set[int] = set()
    spoken: set[int] = set()
    for pk, kind, facts in rows.values_list("pk", "kind", "facts"):
        if kind == "lacked":
            lacks.add(pk)
            continue
        spoken.add(int(facts["lack"]))
        offered[str(facts["way"])] += 1
        if facts.get("taken"):
            helped.add(int(facts["lack"]))
            taken[str(facts["way"])] += 1
    return Figures(
        len(lacks), len(lacks & helped), len(lacks - spoken),
        tuple((way.name, offered[way.code], taken[way.code]) for way in WAYS),
    )  # fmt: skip
