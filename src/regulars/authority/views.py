"""The doors of authority: may I, done, ask for me, overturned; and the ledger to read."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.authority import amounts, asking, forms, gifts, giving, ledger, reading, remedies
from regulars.authority.acts import Act, Reason
from regulars.authority.asking import Answer
from regulars.authority.forms import Several
from regulars.authority.models import Because, Entry
from regulars.authority.questions import NotSo, Question
from regulars.authority.sending import send_up
from regulars.customers import receipts
from regulars.customers.models import Customer
from regulars.customers.recognition import said
from regulars.moments import audit
from regulars.moments.models import Moment
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.places.views.desk import posted

SHEETS = tuple(
    f"regulars/css/{name}.css" for name in ("card", "chip", "place", "authority", "at-hand")
)
PURCHASES = 4


def common(request: StaffRequest) -> dict[str, Any]:
    return {
        "root": reverse("place", args=[request.place.slug]), "key": uuid4().hex,
        "sheets": SHEETS, "currency": request.place.currency, "acts": Act.choices,
        "reasons": Reason.choices,
        "sign": amounts.SIGNS.get(request.place.currency, request.place.currency),
    }  # fmt: skip


def by_htmx(request: StaffRequest) -> bool:
    return "HX-Request" in request.headers


@never_cache
@needs("authority.see")
def page(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    """The page, with an answer or with what is wrong in a form."""
    here, staff = request.place, request.staff
    leads = may(staff, "authority.set")
    context = {
        **common(request), "rooms": reading.room(staff, request.now), "leads": leads,
        "slips": reading.ledger(here), "month": reading.month(staff, request.now),
        "waiting": reading.waiting(staff, request.now) if leads else [],
        "may_overturn": may(staff, "authority.overturn"), "kept": request.GET.get("kept", ""),
        "told": begun(request), **about(request), **more,
    }  # fmt: skip
    return render(request, "authority/authority.html", context, status=status)


def begun(request: StaffRequest) -> dict[str, Any]:
    """What stands in the form at first: a purchase that was found is about giving it back."""
    purchase = request.GET.get("purchase", "")
    if purchase.isdecimal():
        return {"act": Act.REFUND, "reason": Reason.NOT_RIGHT, "purchase": purchase}
    if request.GET.get("act") == Act.UNFORESEEN:
        return {"act": Act.UNFORESEEN, "reason": Reason.UNFORESEEN}
    return {"act": Act.GESTURE, "reason": Reason.KINDNESS}


def about(request: StaffRequest) -> dict[str, Any]:
    """The customer the page was opened for, if any, with what they bought lately."""
    asked = request.POST.get("customer", "") or request.GET.get("customer", "")
    if not asked:
        return {}
    try:
        person = forms.known(request.place, asked)
    except NotSo:
        return {}
    return of_person(request, person)


def of_person(request: StaffRequest, person: Customer) -> dict[str, Any]:
    audit.looked(request.staff.opaque, person.opaque, "authority", request.now)
    return {
        "person": person, "called": said(person), "bought": bought(request, person),
        "advice": gifts.advise(request.staff, person, request.now),
        "menu": remedies.menu(request.staff, request.now, customer=person.opaque),
        "becauses": Because.choices, "told_purchase": request.GET.get("purchase", ""),
    }  # fmt: skip


def bought(request: StaffRequest, person: Customer) -> list[dict[str, Any]]:
    """Their latest purchases here: number, day, what, how much."""
    rows = Moment.objects.filter(subject=person.opaque, kind="purchased", place=request.place.pk)
    found = [
        receipts.receipt(row, person, None) for row in rows.order_by("-happened_at")[:PURCHASES]
    ]
    return [
        {
            "moment": one.moment, "on": one.bought_at.astimezone(request.place.zone),
            "what": ", ".join(line.name for line in one.lines[:3]),
            "worth": amounts.said(one.total, request.place.currency) if one.total else "",
        } for one in found
    ]  # fmt: skip


@needs("authority.use")
@posted("authority")
def askings(request: StaffRequest) -> HttpResponse:
    """“May I?” Nothing is written."""
    try:
        asked = forms.question(request)
        found = asking.answer(asked)
    except (NotSo, Several) as wrong:
        return again(request, wrong)
    return answered(request, found, asked)


def answered(request: StaffRequest, found: Answer, asked: Question) -> HttpResponse:
    told = {name: request.POST.get(name, "") for name in forms.FIELDS}
    told["customer"] = asked.customer.removeprefix("customer:")
    context = {
        **common(request), "found": found, "told": told, "asked": asked,
        "worth": amounts.said(asked.amount, request.place.currency), "mother": mother(found, asked),
    }  # fmt: skip
    if asked.customer and told["customer"].isdecimal():
        context |= of_person(request, forms.known(request.place, told["customer"]))
    if by_htmx(request):
        return render(request, "authority/answer.html", context)
    return whole(request, **context)


def mother(found: Answer, asked: Question) -> str:
    """Whether no rule fits, so that one asks what she would do: ``ask`` where it is theirs to
    decide, ``turn`` where it would be as something nobody foresaw."""
    if found.yes:
        return "ask" if asked.act == Act.UNFORESEEN else ""
    if found.verdict is None or found.verdict.why != "nothing":
        return ""
    as_unforeseen = replace(asked, act=Act.UNFORESEEN, reason=Reason.UNFORESEEN)
    return "turn" if asking.decided(as_unforeseen).yes else ""


def again(request: StaffRequest, wrong: NotSo | Several) -> HttpResponse:
    """The form once more, with what is missing and what was typed."""
    told = {name: request.POST.get(name, "") for name in forms.FIELDS}
    context: dict[str, Any] = {**common(request), "told": told}
    if isinstance(wrong, Several):
        context["several"] = [(one.pk, said(one)) for one in wrong.people]
    else:
        context |= {"wrong": str(wrong), "wrong_field": wrong.field}
    if by_htmx(request):
        return render(request, "authority/answer.html", context, status=422)
    return whole(request, 422, **context)


@needs("authority.use")
@posted("authority")
def grants(request: StaffRequest) -> HttpResponse:
    """“Done, write it down”; or “I promise it”."""
    verb = ledger.promise if "promise" in request.POST else ledger.give
    try:
        asked = forms.question(request)
        if asked.act == Act.UNFORESEEN and verb is ledger.give:
            as_for_her(request, asked)
        else:
            check_gift(request, asked)
            verb(**spelled(request, asked))
    except (NotSo, Several) as wrong:
        return again(request, wrong)
    except ledger.Beyond as beyond:
        return answered(request, beyond.answer, asked)
    return done(request, "promised" if "promise" in request.POST else "given")


def as_for_her(request: StaffRequest, asked: Question) -> None:
    """No rule fits: the mother question is answered, and the choice stays in the ledger."""
    told = [asked.thing, request.POST.get("words", "").strip()]
    giving.as_for_her(
        asked.staff, " · ".join(filter(None, told)), would_tell="mother" in request.POST,
        amount=asked.amount, customer=asked.customer, case=asked.case, key=key_of(request),
        now=asked.now,
    )  # fmt: skip


def check_gift(request: StaffRequest, asked: Question) -> None:
    """A gift has no strings. Raises NotSo."""
    if asked.act == Act.GESTURE:
        giving.no_strings(f"{asked.thing} {request.POST.get('words', '')}", asked.purchase)


@needs("authority.use")
@posted("authority")
def requests(request: StaffRequest) -> HttpResponse:
    """It goes up, to whom the answer named; the customer is not refused."""
    try:
        asked = forms.question(request)
        send_up(asked, words=request.POST.get("words", ""), key=key_of(request))
    except (NotSo, Several) as wrong:
        return again(request, wrong)
    return done(request, "asked")


def spelled(request: StaffRequest, asked: Question) -> dict[str, Any]:
    """A question as the verbs of the ledger take it."""
    return {
        "staff": asked.staff, "act": asked.act, "amount": asked.amount, "reason": asked.reason,
        "words": request.POST.get("words", ""), "customer": asked.customer, "case": asked.case,
        "key": key_of(request), "now": asked.now, "thing": asked.thing, "count": asked.count,
        "purchase": asked.purchase, "currency": asked.currency, "charge": asked.charge,
    }  # fmt: skip


def key_of(request: StaffRequest) -> str:
    """The key by which a tap sent twice is known as one, each person's own."""
    return f"{request.POST.get('key', '')[:40] or uuid4().hex}:{request.staff.pk}"


def done(request: StaffRequest, what: str) -> HttpResponse:
    address = f"{reverse('authority', args=[request.place.slug])}?kept={what}"
    if by_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)


@needs("authority.use")
@posted("authority")
def keepings(request: StaffRequest, entry: int) -> HttpResponse:
    """A promise is kept, whatever the limits are by now."""
    promised = get_object_or_404(Entry, pk=entry, place=request.place)
    try:
        ledger.keep(promised, by=request.staff, now=request.now, key=key_of(request))
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong))
    return done(request, "given")


@needs("authority.overturn")
@posted("authority")
def overturnings(request: StaffRequest, entry: int) -> HttpResponse:
    known = get_object_or_404(Entry, pk=entry, place=request.place)
    try:
        ledger.overturn(known, by=request.staff, reason=request.POST.get("why", ""),
                        now=request.now, key=key_of(request))  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong_why=str(wrong), wrong_entry=entry)
    return done(request, "overturned")


@needs("authority.overturn")
@posted("authority")
def answers(request: StaffRequest, entry: int) -> HttpResponse:
    """What was sent up is given, by the leader and within their own limits."""
    known = get_object_or_404(Entry, pk=entry, place=request.place, kind="asked")
    try:
        ledger.grant(known, by=request.staff, now=request.now, key=key_of(request))
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong))
    except ledger.Beyond as beyond:
        return whole(request, 422, wrong=beyond.answer.line)
    return done(request, "given")
