"""Not serving somebody for a while: evidence, their own side, an uninvolved decision, an end.

What somebody spends, and how often they come, is no part of it: nothing here can read it.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.moments.deadlines import handles, set_deadline
from regulars.moments.kinds import BanDecided, BanEnded, BanEvidence, BanHeard, BanProposed
from regulars.moments.models import Deadline
from regulars.places.models import Place, Staff
from regulars.places.once import done
from regulars.places.permissions import LEADERS
from regulars.recovery import cases, duty
from regulars.recovery.models import Ban, Case, Evidence, Incident, Mark
from regulars.recovery.safety import marks, private, telling
from regulars.recovery.safety.supporting import everybody
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import chosen, clean

ENDS = "ban_ends"
LONGEST = timedelta(days=366)


@transaction.atomic
def propose(
    customer: Customer, place: Place, words: str, *, by: Staff, now: datetime,
    case: Case | None = None, incident: Incident | None = None, witness: Staff | None = None,
    key: str | None = None,
) -> Ban:  # fmt: skip
    """Write down what happened, and what shows it: a case, an incident, a colleague who saw it.

    Nothing changes for the customer before it is decided. Raises NotSo.
    """
    if (known := done(key)) and (same := Ban.objects.filter(moment=known.pk).first()):
        return same
    text = clean(words, "words")
    whose = cases.belonging(place, customer)
    if not (case or incident or witness):
        raise NotSo("evidence", _("Words alone are not enough: name a record, or a colleague who "
                                  "saw it."))  # fmt: skip
    told = private.write(BanProposed(), about=f"place:{place.pk}", place=place, by=by, now=now,
                         words=text, key=key)  # fmt: skip
    ban = Ban.objects.create(
        place=place, customer=whose, incident=incident, proposed_by_id=by.pk, proposed_at=now,
        moment=told.pk,
    )  # fmt: skip
    for about in (case, incident, witness):
        if about is not None:
            put_beside(ban, about, "", by, now, None)
    return ban


@transaction.atomic
def add(
    ban: Ban, about: Case | Incident | Staff, words: str = "", *, by: Staff, now: datetime,
    key: str | None = None,
) -> None:  # fmt: skip
    """One more record or witness, while it is not decided. Raises NotSo."""
    current = held(ban)
    undecided(current)
    if not done(key):
        put_beside(current, about, clean(words, "words", needed=False, longest=1000), by, now, key)


def put_beside(
    ban: Ban, about: Case | Incident | Staff, words: str, by: Staff, now: datetime, key: str | None
) -> None:
    fields = {Case: "case", Incident: "incident", Staff: "witness"}
    field = fields[type(about)]
    if about.place_id != ban.place_id:
        raise NotSo("evidence", _("That is of another place. Choose a record of this one."))
    kind = Evidence.Kind.WITNESS if field == "witness" else Evidence.Kind.RECORD
    told = private.write(BanEvidence(ban=ban.pk, what=field), about=f"place:{ban.place_id}",
                         place=ban.place, by=by, now=now, words=words, key=key)  # fmt: skip
    Evidence.objects.create(ban=ban, kind=kind, at=now, by=by.opaque, moment=told.pk,
                            **{field: about})  # fmt: skip


@transaction.atomic
def hear(
    ban: Ban, *, offered_on: date, came: bool, words: str = "", by: Staff, now: datetime,
    key: str | None = None,
) -> Ban:  # fmt: skip
    """Their own side: the day it was offered for, and their words, or that they did not come.

    Raises NotSo.
    """
    current = held(ban)
    undecided(current)
    if done(key):
        return current
    text = clean(words, "words", needed=came)
    if offered_on > ban.place.day_of(now):
        raise NotSo("offered_on", _("That day is still to come: write it down once it has been."))
    if offered_on < ban.place.day_of(ban.proposed_at):
        raise NotSo("offered_on", _("That day lies before the proposal: they could not answer it."))
    told = private.write(BanHeard(ban=ban.pk, came=came), about=f"place:{ban.place_id}",
                         place=ban.place, by=by, now=now, words=text, key=key)  # fmt: skip
    current.offered_on, current.came, current.heard_at = offered_on, came, now
    current.hearing = told.pk
    current.save(update_fields=["offered_on", "came", "heard_at", "hearing"])
    if (judge := next(uninvolved(current, now), None)) is not None:
        telling.to_decide(current, judge, now)
    return current


@transaction.atomic
def decide(
    ban: Ban, verdict: str, words: str, *, until: date | None = None, by: Staff, now: datetime,
    key: str | None = None,
) -> Ban:  # fmt: skip
    """Not served until the end of a day, or served as before; with the reason. Raises NotSo."""
    current = held(ban)
    if done(key):
        return current
    undecided(current)
    what = chosen(verdict, "verdict", Ban.Verdict)
    text = clean(words, "words", longest=1000)
    may_decide(current, by)
    ends = end_of(current, until, now) if what == Ban.Verdict.BAN else None
    kind = BanDecided(ban=current.pk, verdict=what, until=f"{until:%Y-%m-%d}" if ends else "")
    told = private.write(kind, about=f"place:{current.place_id}", place=current.place, by=by,
                         now=now, words=text, key=key)  # fmt: skip
    current.verdict, current.decided_by_id, current.decided_at = what, by.pk, now
    current.decision, current.until = told.pk, ends
    current.save(update_fields=["verdict", "decided_by", "decided_at", "decision", "until"])
    if ends is not None:
        marks.keep(current)
        set_deadline(ENDS, f"ban:{current.pk}/{ends:%Y%m%d%H%M}", ends)
    return current


def may_decide(ban: Ban, by: Staff) -> None:
    """Raises NotSo before both sides are written down, and for whoever was involved."""
    if ban.customer_id is None:
        raise NotSo("customer", _("They were forgotten: there is nobody to decide about."))
    if not ban.evidence.exists():
        raise NotSo("evidence", _("There is no evidence beside it. Name a record or a witness."))
    if ban.heard_at is None:
        raise NotSo("hearing", _("Their own side is missing: offer them a hearing first."))
    if by.user_id in involved(ban) or by.role not in LEADERS:
        raise NotSo("by", _("You were part of it. Somebody who leads and was not decides."))


def involved(ban: Ban) -> set[int]:
    """The logins of everybody who cannot judge it."""
    found = {ban.proposed_by.user_id}
    if ban.incident is not None:
        found.add(ban.incident.staff.user_id)
    for each in ban.evidence.select_related("witness", "incident__staff", "case__owner"):
        people = [each.witness]
        people += [each.incident.staff] if each.incident else []
        people += [each.case.owner] if each.case else []
        found.update(person.user_id for person in people if person is not None)
    return found


def uninvolved(ban: Ban, now: datetime) -> Iterator[Staff]:
    """Who may decide it: who leads here or above and was no part of it, the nearest first."""
    seen = involved(ban)
    node: Place | None = ban.place
    people = list(everybody(ban.place, now))
    while node is not None:
        people += duty.working(node)
        node = node.parent
    for each in people:
        if each.role in LEADERS and each.user_id not in seen:
            seen.add(each.user_id)
            yield each


def end_of(ban: Ban, until: date | None, now: datetime) -> datetime:
    """The end of that day at the place. Raises NotSo without one, or too far away."""
    if until is None:
        raise NotSo("until", _("Say until which day. No ban is without an end."))
    ends = ban.place.hours_of(until)[1]
    if ends <= now:
        raise NotSo("until", _("That day is over. Choose a later one."))
    if ends > now + LONGEST:
        raise NotSo("until", _("A year at most; then it is looked at afresh."))
    return ends


def undecided(ban: Ban) -> None:
    if ban.verdict:
        raise NotSo("verdict", _("This is decided already. An appeal can change it."))


@transaction.atomic
def lift(ban: Ban, words: str, *, by: Staff, now: datetime, key: str | None = None) -> Ban:
    """They are served again from now on; anybody who leads may say so. Raises NotSo."""
    current = held(ban)
    text = clean(words, "words", longest=1000)
    if not done(key) and current.verdict == Ban.Verdict.BAN and current.ended_at is None:
        end(current, "lifted", by.opaque, now, text, key)
    return current


def end(
    ban: Ban, how: str, by: str, now: datetime, words: str = "", key: str | None = None
) -> None:
    """It is over: nothing by which they would be known again is kept."""
    kind = BanEnded(ban=ban.pk, how=how)
    private.write(kind, about=f"place:{ban.place_id}", place=ban.place, by=by, now=now,
                  words=words, key=key)  # fmt: skip
    ban.ended_at = now
    ban.save(update_fields=["ended_at"])
    Mark.objects.filter(ban=ban).delete()


@handles(ENDS, quick=True)
def lapses(deadline: Deadline, now: datetime) -> Callable[[], None]:
    """Its day has come. (Nobody is turned away after it, also while the clock stands still.)"""

    def effect() -> None:
        pk = int(deadline.subject.partition("/")[0].partition(":")[2])
        rows = Ban.objects.filter(pk=pk, verdict=Ban.Verdict.BAN, ended_at=None, until__lte=now)
        ban = rows.select_related("place", "proposed_by").first()
        if ban is not None:
            end(ban, "lapsed", duty.CLOCK, now, key=f"ban-lapsed:{ban.pk}")
            telling.lapsed(ban, now)

    return effect


def held(ban: Ban) -> Ban:
    rows = Ban.objects.select_for_update(of=("self",))
    return rows.select_related("place", "proposed_by").get(pk=ban.pk)
