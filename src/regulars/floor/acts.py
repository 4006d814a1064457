"""What the floor does: each verb is one transaction, ends in a moment, and can be repeated safely.

How an act arose is not what anybody says of it. It is read from what stood recorded before it:
a sign or a cue and no asking makes it anticipated; an asking, on request; a complaint, after
complaint; nothing at all, unsigned.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.anticipation.rules import firing
from regulars.customers import people, visits
from regulars.customers.bonds import familiarity
from regulars.customers.models import Customer
from regulars.customers.tiers import standing as tiers
from regulars.floor import leaving, preparing
from regulars.floor.full import asking
from regulars.floor.known import Empty as Empty
from regulars.floor.known import Unknown as Unknown
from regulars.floor.known import person as person
from regulars.floor.known import post as post
from regulars.moments import journal
from regulars.moments.kinds import Acted, Asked, Complained, Declined, Kind, Noted, Noticed
from regulars.moments.models import Moment
from regulars.notebook import containers, noticing, search
from regulars.notebook.models import Container
from regulars.places.models import Place, Staff

CUES = ("cued", "proposed", "noticed", "asked", "complained")
SORTS = ("note", "sign", "ask", "complaint")
SEEN = ("note", "sign")
"""Sorts that tell what somebody saw; what was asked for or is not right is no cue for an offer."""
LONGEST = 2000


@transaction.atomic
def arrive(
    customer: int, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """They came in. Where they were awaited and not all was ready for them, that is counted."""
    who = person(place, customer)
    moment = visits.arrive(who, place, by=by.opaque, now=now, touchpoint=post(by), key=key)
    if moment.happened_at == now:
        preparing.came(who, place, by=by, now=now)
        familiarity.weigh(who, place, now)
        firing.fire(who, place, now, post=post(by), by=by.opaque)
    return moment


@transaction.atomic
def depart(
    customer: int, place: Place, *, by: Staff, now: datetime, key: str | None = None,
    steps: Collection[str] | None = None,
) -> Moment:  # fmt: skip
    """Goodbye; ``steps`` of it that were taken, None where nobody asked. Whoever waits for a table
    is asked for again."""
    taken, skipped = leaving.parted(steps) if steps is not None else ("", "")
    moment = visits.depart(person(place, customer), place, by=by.opaque, now=now, key=key,
                           touchpoint=post(by), steps=taken, skipped=skipped)  # fmt: skip
    if moment.happened_at == now:
        tiers.weigh(person(place, customer), place, now)
        familiarity.weigh(person(place, customer), place, now)
        asking.somebody_left(place, now)
    return moment


def cue_of(place: Place, cue: int) -> Moment:
    """The cue or sign an answer is about. Raises Unknown."""
    known = Moment.objects.filter(pk=cue, place=place.pk, kind__in=CUES).first()
    if known is None or not known.subject.startswith("customer:"):
        raise Unknown(f"cue {cue}")
    return known


def subject(cue: Moment) -> int:
    return int(cue.subject.removeprefix("customer:"))


@transaction.atomic
def do(cue: int, place: Place, *, by: Staff, now: datetime, key: str | None = None) -> Moment:
    """The act was done. The second time in one visit it is on record, but not counted again."""
    sign = cue_of(place, cue)
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    kind = act_of(sign, place, by, now)
    return journal.record(
        kind, about=sign.subject, at=now, by=by.opaque, place=place.pk, key=key
    )  # fmt: skip


def act_of(sign: Moment, place: Place, by: Staff, now: datetime) -> Acted:
    """The act with how it arose, read from the journal as it stands now."""
    earlier = of_cue(sign, place, now)
    asked = sign if sign.kind == "asked" else first(earlier, "asked")
    complaint = sign.kind == "complained"
    seen = sign.kind in ("cued", "proposed", "noticed") and sign.recorded_at < now
    return Acted(
        need=str(sign.facts.get("need", "")), arose=arose(seen, asked is not None, complaint),
        visit=visits.visit_name(subject(sign), place.day_of(now)), started_by=starter(asked, by),
        sign=sign.pk, lead=seconds(sign, now) if seen else None, after_ask=seconds(asked, now),
        touchpoint=post(by), repeat=True if first(earlier, "acted") else None,
    )  # fmt: skip


def of_cue(sign: Moment, place: Place, now: datetime) -> list[Moment]:
    """What was recorded of this cue in this visit until now, oldest first."""
    start, _end = place.hours_of(place.day_of(now))
    rows = Moment.objects.filter(
        subject=sign.subject, place=place.pk, kind__in=["asked", "acted"],
        happened_at__gte=start, happened_at__lte=now,
    )  # fmt: skip
    return [row for row in rows.order_by("happened_at", "pk") if about(row) == sign.pk]


def about(moment: Moment) -> int | None:
    return moment.facts.get("sign") or moment.facts.get("cue")


def first(moments: Sequence[Moment], kind: str) -> Moment | None:
    return next((moment for moment in moments if moment.kind == kind), None)


def arose(seen: bool, asked: bool, complaint: bool) -> str:
    """How an act came about; only one that nobody had to ask for can be anticipated."""
    if complaint:
        return "after_complaint"
    if asked:
        return "on_request"
    return "anticipated" if seen else "unsigned"


def starter(asked: Moment | None, by: Staff) -> str:
    return "customer" if asked else by.opaque


def seconds(since: Moment | None, now: datetime) -> int | None:
    return max(0, round((now - since.happened_at).total_seconds())) if since else None


@transaction.atomic
def decline(cue: int, place: Place, *, by: Staff, now: datetime, key: str | None = None) -> Moment:
    """It was offered and the customer said no, thank you."""
    sign = cue_of(place, cue)
    kind = Declined(
        need=str(sign.facts.get("need", "")), sign=sign.pk, touchpoint=post(by),
        visit=visits.visit_name(subject(sign), place.day_of(now)),
    )  # fmt: skip
    return journal.record(kind, about=sign.subject, at=now, by=by.opaque, place=place.pk, key=key)


@transaction.atomic
def asked_first(
    cue: int, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:
    """The customer spoke before anyone offered: the act that follows is on request."""
    sign = cue_of(place, cue)
    kind = Asked(
        need=str(sign.facts.get("need", "")), cue=sign.pk, touchpoint=post(by),
        visit=visits.visit_name(subject(sign), place.day_of(now)),
    )  # fmt: skip
    return journal.record(kind, about=sign.subject, at=now, by=by.opaque, place=place.pk, key=key)


@transaction.atomic
def write(
    customer: int | None, words: str, sort: str, place: Place, *, by: Staff, now: datetime,
    key: str | None = None,
) -> Moment:  # fmt: skip
    """Write down what was noticed, asked for or complained of; a stranger is kept by the words.

    Raises Empty without words, Unknown for a customer of another place or a sort there is not.
    """
    text = words.strip()[:LONGEST]
    if not text:
        raise Empty(_("Write a word or two first."))
    if sort not in SORTS:
        raise Unknown(f"sort {sort}")
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    whom = person(place, customer) if customer else stranger(place, text, by, now)
    moment = journal.record(
        written(sort, whom, place.day_of(now), by), about=whom.opaque, at=now, by=by.opaque,
        place=place.pk, words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    search.trace_note(moment, place.book_id)
    if sort in SEEN:
        firing.fire(whom, place, now, post=post(by), by=by.opaque)
    return moment


def stranger(place: Place, text: str, by: Staff, now: datetime) -> Customer:
    """Somebody we have no name for yet is a customer all the same, here now."""
    newcomer = people.introduce(place, called=noticing.harmless(text)[:80])
    visits.arrive(newcomer, place, by=by.opaque, now=now, touchpoint=post(by))
    return newcomer


def written(sort: str, whom: Customer, day: date, by: Staff) -> Kind:
    if sort == "note":
        return Noted(touchpoint=post(by))
    visit = visits.visit_name(whom.pk, day)
    kinds: dict[str, type[Noticed | Asked | Complained]] = {
        "sign": Noticed, "ask": Asked, "complaint": Complained,
    }  # fmt: skip
    return kinds[sort](visit=visit, touchpoint=post(by))


@transaction.atomic
def fill(
    container: int, place: Place, *, left: float | None, steps: Sequence[str], by: Staff,
    now: datetime, cue: int | None = None, key: str | None = None,
) -> Moment:  # fmt: skip
    """A container was filled at the customer's; the cue that sent us there is done with it.

    Raises Unknown, or containers.NotReady with what is still missing.
    """
    known = Container.objects.filter(pk=container, household__book=place.book_id)
    found = known.select_related("customer", "need", "household").first()
    if found is None:
        raise Unknown(f"container {container}")
    moment = containers.fill(
        found, left=left, steps=steps, by=by.opaque, now=now, day=place.day_of(now), key=key
    )
    if cue is not None:
        do(cue, place, by=by, now=now, key=key and f"{key}:act")
    return moment
