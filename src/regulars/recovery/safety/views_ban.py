"""The doors of not serving somebody: a proposal, evidence, a hearing, a decision, an appeal."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.moments import audit
from regulars.places import walls
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.recovery import leaves
from regulars.recovery.answers import by, text
from regulars.recovery.models import Appeal, Ban, Case, Incident
from regulars.recovery.safety import appeals, banning, private
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_list import customer_of

RIGHT = "ban.decide"
MOST = 60


@never_cache
@needs(RIGHT)
def bans(request: StaffRequest) -> HttpResponse:
    """What waits for a word, what stands, and what is over."""
    rows = Ban.objects.filter(place=request.place).select_related("customer", "proposed_by")
    lines = [line(each, request) for each in rows.prefetch_related("appeals")[:MOST]]
    context: dict[str, Any] = {
        "waiting": [each for each in lines if each["state"] == "waiting"],
        "standing": [each for each in lines if each["state"] == "standing"],
        "over": [each for each in lines if each["state"] == "over"],
    }
    return leaves.shown(request, "recovery/safety/bans.html", **context)


def line(ban: Ban, request: StaffRequest) -> dict[str, object]:
    owed = next((each for each in ban.appeals.all() if each.answered_at is None), None)
    return {
        "pk": ban.pk, "whom": whom(ban.customer), "state": state(ban, request),
        "until": walls.said(ban.place, ban.until, request.now) if ban.until else "",
        "owed": walls.said(ban.place, owed.due_at, request.now) if owed else "",
        "late": owed is not None and owed.due_at < request.now,
        "proposed": walls.said(ban.place, ban.proposed_at, request.now), "by": ban.proposed_by.name,
    }  # fmt: skip


def state(ban: Ban, request: StaffRequest) -> str:
    if not ban.verdict:
        return "waiting" if ban.customer_id is not None else "over"
    stands = ban.verdict == Ban.Verdict.BAN and ban.ended_at is None
    return "standing" if stands and ban.until and ban.until > request.now else "over"


def whom(customer: Customer | None) -> str:
    return said(customer).text if customer else _("somebody who was forgotten")


@never_cache
@needs(RIGHT)
def new(request: StaffRequest) -> HttpResponse:
    """By GET the form; by POST a proposal."""
    if request.method != "POST":
        return form(request)
    try:
        customer = customer_of(request, str(leaves.number_in(request, "customer") or ""))
        if customer is None:
            raise NotSo("customer", _("Begin on the customer’s own page."))
        case, incident = record_in(request, customer)
        ban = banning.propose(
            customer, request.place, text(request, "words"), case=case, incident=incident,
            witness=leaves.colleague_in(request, "witness"), **by(request, "ban"),
        )  # fmt: skip
    except NotSo as wrong:
        return form(request, 422, str(wrong))
    return leaves.on_to(request, "ban", ban.pk)


def form(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    customer = customer_of(request, str(leaves.number_in(request, "customer") or ""))
    context = {
        "customer": customer, "whom": whom(customer) if customer else "", "wrong": wrong,
        "records": records(request, customer), "colleagues": colleagues(request),
        "chosen": request.POST.get("record", "") or request.GET.get("record", ""),
    }  # fmt: skip
    return leaves.shown(request, "recovery/safety/ban_new.html", status, **context)


def records(request: StaffRequest, customer: Customer | None) -> list[tuple[str, str]]:
    """What of theirs the house has on record here: cases, and stops whoever asks supports."""
    if customer is None:
        return []
    found = [
        (f"incident-{each.pk}", _("A colleague stopped serving, {at}").format(
            at=walls.said(request.place, each.at, request.now)))
        for each in Incident.objects.filter(customer=customer, place=request.place, slip_at=None,
                                            leader__user=request.user.pk)[:20]
    ]  # fmt: skip
    return found + [
        (f"case-{each.pk}", _("Case of {at}").format(
            at=walls.said(request.place, each.opened_at, request.now)))
        for each in Case.objects.filter(customer=customer, place=request.place)
        .order_by("-opened_at")[:20]
    ]  # fmt: skip


def record_in(
    request: StaffRequest, customer: Customer | None
) -> tuple[Case | None, Incident | None]:
    """The record that was chosen, of those that were offered."""
    chosen = request.POST.get("record", "")
    if chosen not in dict(records(request, customer)):
        return None, None
    kind, _dash, number = chosen.partition("-")
    if kind == "case":
        return Case.objects.get(pk=int(number)), None
    return None, Incident.objects.get(pk=int(number))


def colleagues(request: StaffRequest) -> list[Staff]:
    rows = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    return list(rows.exclude(pk=request.staff.pk))


def ban_of(request: StaffRequest, number: int) -> Ban:
    rows = Ban.objects.select_related("place", "customer", "proposed_by", "decided_by", "incident")
    found = rows.filter(pk=number, place=request.place).first()
    if found is None:
        raise Http404(str(number))
    return found


@never_cache
@needs(RIGHT)
def ban(request: StaffRequest, ban: int) -> HttpResponse:
    return page(request, ban)


def page(
    request: StaffRequest, ban: int, status: int = 200, wrong: str = "", **numbers: int
) -> HttpResponse:  # fmt: skip
    """Both sides, what was decided, and what is still owed."""
    found = ban_of(request, ban)
    subject = found.customer.opaque if found.customer else f"ban:{found.pk}"
    audit.looked(request.staff.opaque, subject, "ban", request.now)
    judges = {each.user_id for each in banning.uninvolved(found, request.now)}
    context = {
        "ban": found, "line": line(found, request), "whom": whom(found.customer), "wrong": wrong,
        "account": private.read(found.moment), "hearing": private.read(found.hearing),
        "reason": private.read(found.decision), "evidence": evidence(found, request),
        "appeals": [appeal_told(each, request) for each in found.appeals.all()],
        "state": state(found, request), "may_decide": request.user.pk in judges,
        "judges": ", ".join(each.name for each in banning.uninvolved(found, request.now)),
        "records": records(request, found.customer), "colleagues": colleagues(request),
        "today": f"{request.place.day_of(request.now):%Y-%m-%d}",
        "decider": found.decided_by.name if found.decided_by else "",
    }  # fmt: skip
    return leaves.shown(request, "recovery/safety/ban.html", status, **context)


def evidence(found: Ban, request: StaffRequest) -> list[tuple[str, str]]:
    lines = []
    for each in found.evidence.select_related("case", "incident", "witness"):
        what = str(each.get_kind_display())
        if each.witness:
            what = _("{name} saw it").format(name=each.witness.name)
        elif each.case:
            at = walls.said(request.place, each.case.opened_at, request.now)
            what = _("Case of {at}").format(at=at)
        elif each.incident:
            at = walls.said(request.place, each.incident.at, request.now)
            what = _("A colleague stopped serving, {at}").format(at=at)
        lines.append((what, private.read(each.moment)))
    return lines


def appeal_told(appeal: Appeal, request: StaffRequest) -> dict[str, object]:
    return {
        "pk": appeal.pk, "words": private.read(appeal.moment),
        "due": walls.said(request.place, appeal.due_at, request.now),
        "late": appeal.answered_at is None and appeal.due_at < request.now,
        "outcome": appeal.get_outcome_display() if appeal.outcome else "",
        "answer": private.read(appeal.answer),
    }  # fmt: skip


verb = leaves.verb(RIGHT, page)


@verb
def add_evidence(request: StaffRequest, ban: int) -> HttpResponse:
    found = ban_of(request, ban)
    case, incident = record_in(request, found.customer)
    about = case or incident or leaves.colleague_in(request, "witness")
    if about is None:
        raise NotSo("evidence", _("Words alone are not enough: name a record, or a colleague who "
                                  "saw it."))  # fmt: skip
    banning.add(found, about, text(request, "words", 1000), **by(request, f"evidence:{ban}"))
    return leaves.on_to(request, "ban", ban)


@verb
def hearing(request: StaffRequest, ban: int) -> HttpResponse:
    day = leaves.day_in(request, "offered_on")
    if day is None or request.POST.get("came") not in ("0", "1"):
        raise NotSo("offered_on", _("Say for which day it was offered, and whether they came."))
    banning.hear(ban_of(request, ban), offered_on=day, came=request.POST["came"] == "1",
                 words=text(request, "words"), **by(request, f"hearing:{ban}"))  # fmt: skip
    return leaves.on_to(request, "ban", ban)


@verb
def decision(request: StaffRequest, ban: int) -> HttpResponse:
    banning.decide(ban_of(request, ban), text(request, "verdict", 8), text(request, "words", 1000),
                   until=leaves.day_in(request, "until"),
                   **by(request, f"decision:{ban}"))  # fmt: skip
    return leaves.on_to(request, "ban", ban)


@verb
def ending(request: StaffRequest, ban: int) -> HttpResponse:
    banning.lift(ban_of(request, ban), text(request, "words", 1000), **by(request, f"lift:{ban}"))
    return leaves.on_to(request, "ban", ban)


@verb
def appealed(request: StaffRequest, ban: int) -> HttpResponse:
    appeals.make(ban_of(request, ban), text(request, "words"), **by(request, f"appeal:{ban}"))
    return leaves.on_to(request, "ban", ban)


@verb
def answered(request: StaffRequest, ban: int, appeal: int) -> HttpResponse:
    found = Appeal.objects.select_related("ban").filter(pk=appeal, ban=ban_of(request, ban)).first()
    if found is None:
        raise Http404(str(appeal))
    appeals.answer(found, text(request, "outcome", 8), text(request, "words", 1000),
                   until=leaves.day_in(request, "until"),
                   **by(request, f"answer:{appeal}"))  # fmt: skip
    return leaves.on_to(request, "ban", ban)
