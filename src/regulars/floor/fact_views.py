"""The doors of the notebook: write a fact down, say that it is still so, put it right, take it
out; find any words; and say how this house talks."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.customers import consents
from regulars.customers.models import Customer, Household
from regulars.customers.purposes import NoConsent
from regulars.floor import acts, facts_page
from regulars.floor.answers import back, common, posted
from regulars.floor.fact_forms import CorrectionForm, FactForm, MannersForm
from regulars.floor.household_views import by, once_more
from regulars.moments import audit
from regulars.notebook import facts, manners, search
from regulars.notebook.facts import NotKept
from regulars.notebook.models import Fact, FactKind, Manners
from regulars.places.doors import StaffRequest, needs


@needs("fact.write")
@posted
def remembered(request: StaffRequest, customer: int) -> HttpResponse:
    """Write one thing down; with what is missing said beside the form."""
    who, form = acts.person(request.place, customer), FactForm(request.POST)
    if not form.is_valid():
        return once_more(request, customer, form)
    try:
        keep(request, who, form)
    except (NotKept, NoConsent) as refused:
        return once_more(request, customer, form, str(refused))
    return back(request, kept=True)


def keep(request: StaffRequest, who: Customer, form: FactForm) -> Fact | None:
    told, key = form.told(), by(request, "fact")
    if form.cleaned_data["agreed"]:
        agree(request, who)
    owner: Customer | Household = who
    if form.cleaned_data["shared"] and who.household is not None:
        owner = who.household
    brought = request.staff.opaque if told["kind"] == FactKind.WANT else ""
    plan = form.plan(request.place) if told["kind"] == FactKind.ACCESS else None
    return facts.remember(owner, **told, plan=plan, brought_by=brought, **key)


def agree(request: StaffRequest, who: Customer) -> None:
    """They said yes, to somebody's face."""
    told = by(request, "agree")
    consents.give(who, "sensitive", how="asked", **told)


@needs("fact.write")
@posted
def confirmations(request: StaffRequest, fact: int) -> HttpResponse:
    known = fact_of(request, fact)
    told = by(request, f"still:{fact}")
    facts.confirm(known, told.pop("by"), told.pop("now"), **told)
    return back(request, kept=True)


@needs("fact.write")
@posted
def corrections(request: StaffRequest, fact: int) -> HttpResponse:
    """Put it right; empty words, or a fact that somebody took out meanwhile, change nothing."""
    known, form = fact_of(request, fact), CorrectionForm(request.POST)
    customer = who_of(known).pk
    if not form.is_valid():
        return once_more(request, customer, form)
    try:
        facts.correct(known, form.cleaned_data["value"], **by(request, f"correct:{fact}"))
    except NotKept as refused:
        return once_more(request, customer, form, str(refused))
    return back(request, kept=True)


@needs("fact.write")
@posted
def removals(request: StaffRequest, fact: int) -> HttpResponse:
    known = fact_of(request, fact)
    told = by(request, f"forget:{fact}")
    facts.forget(known, told.pop("by"), told.pop("now"), **told)
    return back(request, kept=True)


def fact_of(request: StaffRequest, fact: int) -> Fact:
    """A fact of this book. Raises Unknown."""
    known = Fact.objects.select_related("customer", "household").filter(pk=fact).first()
    if known is None or book_of(known) != request.place.book_id:
        raise acts.Unknown(f"fact {fact}")
    return known


def book_of(fact: Fact) -> int | None:
    owner = fact.customer or fact.household
    return owner.book_id if owner else None


def who_of(fact: Fact) -> Customer:
    who = fact.customer or search.head(fact.household)
    if who is None:
        raise acts.Unknown(f"fact {fact.pk}")
    return who


@never_cache
@needs("customer.see")
def unsealed(request: StaffRequest, customer: int) -> HttpResponse:
    """What is under seal, for whoever says that they need it now; the look is written down."""
    try:
        who = acts.person(request.place, customer)
    except acts.Unknown as unknown:
        raise Http404(str(unknown)) from unknown
    audit.looked(request.staff.opaque, who.opaque, "facts", request.now)
    page = facts_page.read(who, request.place, request.staff, request.now, opened=True)
    context = {**common(request), "facts": page, "who": who}
    return render(request, "floor/unsealed.html", context)


@never_cache
@needs("note.find")
def found(request: StaffRequest) -> HttpResponse:
    """Any words, in facts and notes. Each person whose words are shown was looked at."""
    q = request.GET.get("q", "").strip()
    hits = search.find(request.place, q) if q else ()
    for customer in sorted({hit.customer for hit in hits}):
        audit.looked(request.staff.opaque, f"customer:{customer}", "notes", request.now)
    page = "floor/notes_found.html" if request.headers.get("HX-Request") else "floor/notes.html"
    return render(request, page, {**common(request), "q": q, "hits": hits})


@never_cache
@needs("manners.write")
def mannered(request: StaffRequest) -> HttpResponse:
    """How this house talks, and where what is under seal stays closed; empty is the default."""
    wrong = ""
    if request.method == "POST":
        form = MannersForm(request.place, request.POST)
        if form.is_valid():
            settle(request, form)
            return back(request, kept=True)
        wrong = _("Please look once more.")
    context = {**common(request), "house": manners.house(request.place), "wrong": wrong}
    context["posts"] = [(each.code, each.called()) for each in request.place.touchpoints.all()]
    return render(request, "floor/manners.html", context, status=422 if wrong else 200)


def settle(request: StaffRequest, form: MannersForm) -> None:
    told: dict[str, Any] = {
        "welcome": form.lines("welcome"), "closed": form.lines("closed"),
        "unsealed_not_at": form.cleaned_data["posts"],
    }  # fmt: skip
    Manners.objects.update_or_create(place=request.place, defaults=told)
