"""One customer on one page: what matters, what runs out, the rhythm, and what has been."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils import formats
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from regulars.anticipation.coming import RHYTHM, next_visit
from regulars.anticipation.models import Forecast
from regulars.customers.models import Customer, Handle
from regulars.customers.standing import subjects_of
from regulars.engines import charts, names
from regulars.floor import board, facts_page, gauges, wording
from regulars.floor.acts import person
from regulars.floor.cards import Card
from regulars.floor.facts_page import FactsPage
from regulars.floor.gauges import Gauge, RunOut
from regulars.floor.promises import reading as promised
from regulars.moments import audit, kinds
from regulars.moments.models import Line, Moment
from regulars.notebook import noticing
from regulars.notebook.models import Estimate
from regulars.places import chain
from regulars.places.models import Article, Need, Place, Staff

TOLD = 25
UNTOLD = (
    "cued", "foreseen", "reckoned", "held_back", "passed_on", "prepared", "unprepared",
    "familiarity_changed", "thanks_late", "interests_collided", "off_hours", "proposed",
    "proposal_answered", "proposal_blocked", "proposal_kept_back",
)  # fmt: skip
THIN_SHOWN = 6
ABOUT_WORDS = ("asked", "noticed", "complained")


@dataclass(frozen=True)
class Entry:
    """One line of what has been; a full dot is what nobody had to ask for."""

    at: str
    who: str
    text: str
    quote: str
    dot: str


@dataclass(frozen=True)
class Home:
    """The household: who lives there, and what belongs to all of them."""

    name: str
    size: int | None
    address: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CustomerPage:
    """Everything shown of one customer."""

    card: Card
    full: names.Said
    subs: tuple[str, ...]
    facts: FactsPage
    gauges: tuple[Gauge, ...]
    run_outs: tuple[RunOut, ...]
    not_yet: tuple[str, ...]
    rhythm_svg: str
    rhythm_rows: tuple[tuple[str, ...], ...]
    rhythm_words: str
    next_visit_words: str
    timeline: tuple[Entry, ...]
    household: Home | None
    owed: tuple[promised.Line, ...] = ()


def open(place: Place, customer: int, staff: Staff, now: datetime) -> CustomerPage:
    """Read a customer's page; the look is written to the audit. Raises acts.Unknown."""
    who, today = person(place, customer), place.day_of(now)
    audit.looked(staff.opaque, who.opaque, "customer", now)
    shown = board.card(place, today, who.pk, now, staff)
    assert shown is not None
    estimate = Estimate.objects.filter(customer=who, kind=RHYTHM).first()
    days = visit_days(who, place)
    drawn = rhythm(days, estimate, today)
    run_outs = gauges.run_outs_of(who, place, today)
    return CustomerPage(
        card=shown, full=names.said(who.name, "", get_language() or "en", who.reading or None)
        if who.name else shown.said,
        subs=subs(who), facts=facts_page.read(who, place, staff, now),
        gauges=tuple(gauges.jars_of(who, today)), run_outs=run_outs,
        not_yet=thin(who, place), rhythm_svg=drawn.svg, rhythm_rows=headed(drawn.rows),
        rhythm_words=usual(days), next_visit_words=coming_words(estimate, today),
        timeline=timeline(who, place), household=home(who, today),
        owed=tuple(promised.of_customer(place, who.pk, staff, now)),
    )  # fmt: skip


def subs(who: Customer) -> tuple[str, ...]:
    """How to address them and how they can be reached: the tail only, not to be read out."""
    tails = [
        _("phone ends in {tail}").format(tail=handle.value[-4:])
        for handle in Handle.objects.filter(customer=who, kind=Handle.Kind.PHONE)
    ]
    born = [_("birthday {day}").format(day=wording.short_day(who.birthday))] if who.birthday else []
    made_up = [_("an invented person")] if who.invented else []
    return tuple(" · ".join(part) for part in (tails + born, made_up) if part)


def visit_days(who: Customer, place: Place) -> list[date]:
    rows = Moment.objects.filter(
        subject__in=subjects_of(who), kind__in=["purchased", "arrived"], place=place.pk
    )
    return sorted({place.day_of(at) for at in rows.values_list("happened_at", flat=True)})


def rhythm(days: Sequence[date], estimate: Estimate | None, today: date) -> charts.Mark:
    low = middle = high = None
    if estimate:
        low, middle, high = next_visit(estimate)
    words = charts.RhythmWords(
        title=_("The last visits and the next one"), next=next_word(middle, today)
    )
    return charts.rhythm(
        days, low, middle, high, words, wording.short_day,
        lambda gap: ngettext("{n} day", "{n} days", gap).format(n=gap),
    )  # fmt: skip


def headed(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The visits under a head of their own; too few visits stay too few to be shown."""
    return ((_("came on"), _("since the one before")), *rows) if len(rows) > 3 else rows


def next_word(middle: date | None, today: date) -> str:
    if middle is None:
        return ""
    ahead = (middle - today).days
    return {0: _("today"), 1: _("tomorrow")}.get(ahead, wording.short_day(middle))


def usual(days: Sequence[date]) -> str:
    """How far apart the visits usually are."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if len(gaps) < 2:
        return _("not enough visits yet")
    middle = gaps[len(gaps) // 2]
    return ngettext("usually {n} day apart", "usually {n} days apart", middle).format(n=middle)


def coming_words(estimate: Estimate | None, today: date) -> str:
    """When they probably come next, and whose rhythm says so."""
    if estimate is None:
        return _("Not enough yet to say when they come next.")
    low, middle, high = next_visit(estimate)
    said = _("Likely here about {middle}, between {low} and {high}").format(
        middle=wording.short_day(middle), low=wording.short_day(low), high=wording.short_day(high)
    )
    return said + (_(" (from the rhythm of others)") if estimate.basis == "group" else "")


def thin(who: Customer, place: Place) -> tuple[str, ...]:
    """What was bought too seldom to say anything honest about."""
    articles = Line.objects.filter(moment__subject__in=subjects_of(who), moment__place=place.pk)
    times: dict[int, int] = defaultdict(int)
    need_of = dict(
        Article.objects.filter(pk__in=articles.values("article"), need__anticipate=True)
        .values_list("pk", "need")
    )  # fmt: skip
    for article in articles.values_list("article", flat=True):
        if article in need_of:
            times[need_of[article]] += 1
    known = set(Forecast.objects.filter(customer=who, kind=Forecast.Kind.RUN_OUT)
                .values_list("need", flat=True))  # fmt: skip
    seldom = [need for need, count in times.items() if count <= 2 and need not in known]
    return tuple(
        _("{need}: not enough yet to say").format(need=need.called())
        for need in Need.objects.filter(pk__in=seldom)[:THIN_SHOWN]
    )


def home(who: Customer, today: date) -> Home | None:
    """The household, where we know more of it than that this person lives there."""
    if who.household is None:
        return None
    others = who.household.members.exclude(pk=who.pk).order_by("birthday")
    members = tuple((each.name, age_words(each.birthday, today)) for each in others)
    if not members and not who.household.size:
        return None
    return Home(who.household.name, who.household.size, who.household.address, members)


def age_words(birthday: date | None, today: date) -> str:
    if birthday is None:
        return ""
    age = today.year - birthday.year - ((today.month, today.day) < (birthday.month, birthday.day))
    return _("aged {age}").format(age=age)


def timeline(who: Customer, place: Place) -> tuple[Entry, ...]:
    """What has been, the latest first; also what was told of them under another number."""
    told = Moment.objects.filter(subject__in=subjects_of(who)).exclude(kind__in=UNTOLD)
    rows = list(told.select_related("words").order_by("-happened_at", "-pk")[:TOLD])
    goods, people = bought(rows), names_of(rows)
    needs = {need.code: need.called() for need in Need.objects.filter(code__in=codes(rows))}
    if any("to" in row.facts for row in rows):
        needs |= chain.names(place)
    said = {row.pk: noticing.shown(row.words) for row in rows if hasattr(row, "words")}
    return tuple(entry(row, place, goods, people, needs, said) for row in rows)


def codes(rows: Iterable[Moment]) -> set[str]:
    return {row.facts["need"] for row in rows if row.facts.get("need")}


def names_of(rows: Iterable[Moment]) -> dict[str, str]:
    keys = {row.actor.removeprefix("staff:") for row in rows if row.actor.startswith("staff:")}
    return {person.opaque: person.name for person in Staff.objects.filter(pk__in=keys)}


def bought(rows: Iterable[Moment]) -> dict[int, list[int]]:
    """The articles of each basket among these moments."""
    baskets: dict[int, list[int]] = defaultdict(list)
    lines = Line.objects.filter(moment__in=[row.pk for row in rows if row.kind == "purchased"])
    for moment, article in lines.values_list("moment", "article"):
        baskets[moment].append(article)
    return baskets


def entry(
    row: Moment, place: Place, goods: dict[int, list[int]], people: dict[str, str],
    needs: dict[str, str], said: dict[int, str],
) -> Entry:  # fmt: skip
    local = row.happened_at.astimezone(place.zone)
    about = needs.get(str(row.facts.get("need", row.facts.get("to", ""))))
    about = about or said.get(row.facts.get("sign") or row.pk)
    quote = "" if row.kind in ABOUT_WORDS else said.get(row.pk, "")
    day = formats.date_format(local, pgettext("date format", "j F Y"))
    return Entry(
        at=day, who=people.get(row.actor, ""),
        text=told(row, len(goods.get(row.pk, ())), about or _("(erased)")), quote=quote,
        dot=dot(row),
    )  # fmt: skip


def told(row: Moment, basket: int, about: str) -> str:
    """The sentence of a moment; ``about`` is the need's name, or the words of the sign."""
    if row.kind == "purchased":
        return ngettext("Bought {n} thing.", "Bought {n} things.", basket).format(n=basket)
    shown = {**row.facts, "need": about, "to": about}
    if "unit" in shown:
        shown["unit"] = wording.unit_name(str(shown["unit"]))
    if row.kind == "filled" and "left" not in shown:
        return _("Filled for the first time: {amount:g} {unit}.").format(**shown)
    arose = arose_words(str(row.facts["arose"])) if row.kind == "acted" else ""
    return wording.joined(kinds.say(row.kind, shown), arose)


def arose_words(arose: str) -> str:
    return {
        "anticipated": _("Before being asked."), "on_request": _("On request."),
        "after_complaint": _("After a complaint."), "unsigned": _("Without a sign on record."),
    }[arose]  # fmt: skip


def dot(row: Moment) -> str:
    if row.kind == "acted":
        return "full" if row.facts["arose"] == "anticipated" else "open"
    return "open" if row.kind == "asked" else "plain"
