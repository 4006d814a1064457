"""What somebody noticed: the words are kept at once; what they may tell is proposed as chips, and
becomes a fact only by somebody's tap."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from regulars.customers import consents, visits
from regulars.customers.models import Customer, Household
from regulars.floor import acts, stepping_out
from regulars.floor.answers import by_htmx, posted, spread, today_card, who_and_when
from regulars.floor.bonds import shared_words
from regulars.floor.forms import NoteForm
from regulars.moments import seal
from regulars.moments.models import Moment
from regulars.notebook import asked, facts, noticing
from regulars.notebook.models import FactKind
from regulars.notebook.noticing import Proposal
from regulars.notebook.search import NOTES, known
from regulars.places import late
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Place


@dataclass(frozen=True)
class Chip:
    """One thing a note may tell. ``kept``: somebody has tapped it. ``must_ask``: it is of health
    or belief, and the customer has not yet agreed to have such things written down."""

    code: str
    label: str
    text: str
    danger: bool
    must_ask: bool
    kept: bool


@needs("moment.write")
@posted
def notes(request: StaffRequest, customer: int) -> HttpResponse:
    return written(request, customer)


@needs("moment.write")
@posted
def visitors(request: StaffRequest) -> HttpResponse:
    return written(request, None)


def written(request: StaffRequest, customer: int | None) -> HttpResponse:
    """Keep a note, or give back the words with what is missing."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        wrong = {"note_errors": form.errors, "words": request.POST.get("words", "")}
        return note(request, 422, wrong)
    words, sort = form.cleaned_data["words"], form.cleaned_data["sort"]
    if sort == "note" and late.FIELD not in request.POST:
        try:
            shared_words.check(words, request.place)
        except shared_words.Lone as lone:
            told = {"words": request.POST["words"], "lone": str(lone), "better": lone.better}
            return note(request, 422, told)
    moment = acts.write(customer, words, sort, **who_and_when(request, f"write:{customer or ''}"))
    if "step_out" in request.POST:
        stepping_out.leave(**who_and_when(request, "step_out"))
    if not by_htmx(request):
        return back_to(request, moment.pk)
    response = note(
        request, 200,
        {"kept": True, "kept_for": name_of(request, customer), "noted": moment.pk},
    )  # fmt: skip
    response["HX-Trigger"] = json.dumps({"written": {"subject": moment.subject}})
    return response


@needs("fact.write")
@posted
def chosen(request: StaffRequest, moment: int) -> HttpResponse:
    """Somebody tapped a chip: it becomes a fact. Tapped twice, it is one all the same."""
    said, who = note_of(request.place, moment)
    wanted = request.POST.get("chip", "")
    proposal = next((each for each in read(said) if each.code == wanted), None)
    if proposal is None:
        raise acts.Unknown(f"chip {wanted} of note {moment}")
    keep(request, said, who, proposal, agreed="today" not in request.GET)
    if not by_htmx(request):
        return back_to(request, moment)
    words = request.POST.get("words", "")
    return note(request, 200, {"noted": moment, "words": words})


def keep(
    request: StaffRequest, said: Moment, who: Customer, proposal: Proposal, agreed: bool
) -> None:
    """Health and belief: with the customer's yes for good, without it for this visit only."""
    when: dict[str, Any] = {"now": request.now, "by": request.staff.opaque}
    visit = ""
    if proposal.sensitive and not consents.has(who, "sensitive"):
        if agreed:
            consents.give(who, "sensitive", how="asked", place=request.place, **when)
        else:
            visit = visits.visit_name(who.pk, request.place.day_of(request.now))
    owner: Customer | Household = who
    if proposal.whose and who.household is not None and not visit:
        owner = who.household
    facts.remember(
        owner, proposal.kind, proposal.text, source=proposal.source, lasting=proposal.lasting,
        place=request.place, visit=visit, moment=said.pk, key=chip_key(said.pk, proposal.code),
        brought_by=said.actor if proposal.kind == FactKind.WANT else "", **when,
    )  # fmt: skip


def chip_key(moment: int, code: str) -> str:
    return f"chip:{moment}:{code}"


def note_of(place: Place, moment: int) -> tuple[Moment, Customer]:
    """A note of this place, and whom it is about today. Raises Unknown."""
    said = Moment.objects.filter(pk=moment, place=place.pk, kind__in=NOTES).first()
    who = known(place, [said.subject]).get(said.subject) if said else None
    if said is None or who is None:
        raise acts.Unknown(f"note {moment}")
    return said, who


def read(said: Moment) -> tuple[Proposal, ...]:
    """What the note may tell; nothing where its words are erased or cannot be read."""
    try:
        return noticing.propose(said.words.told()) if hasattr(said, "words") else ()
    except seal.Unreadable:
        return ()


def chips(place: Place, moment: int) -> tuple[Chip, ...]:
    """What is proposed of a note, and what of it somebody has tapped."""
    try:
        said, who = note_of(place, moment)
    except acts.Unknown:
        return ()
    rests = asked.resting(place.book_id)
    proposals = [each for each in read(said) if each.kind not in rests]
    keys = [chip_key(said.pk, each.code) for each in proposals]
    kept = set(Moment.objects.filter(key__in=keys).values_list("key", flat=True))
    agreed = consents.has(who, "sensitive")
    return tuple(
        Chip(
            code=each.code, label=label_of(each), text=each.text,
            danger=each.sensitive, must_ask=each.sensitive and not agreed,
            kept=chip_key(said.pk, each.code) in kept,
        )
        for each in proposals
    )  # fmt: skip


def label_of(proposal: Proposal) -> str:
    told = noticing.says_itself(proposal.kind, proposal.text)
    return "" if told else str(FactKind(proposal.kind).label)


def note(request: StaffRequest, status: int, context: dict[str, Any]) -> HttpResponse:
    page = "floor/note.html" if by_htmx(request) else "floor/board.html"
    return render(request, page, {**spread(request), **context}, status=status)


def name_of(request: StaffRequest, customer: int | None) -> str:
    known_today = today_card(request, customer) if customer else None
    return known_today.said.text if known_today else ""


def back_to(request: StaffRequest, moment: int) -> HttpResponse:
    """Where the note was written, with its chips: it is kept already, they may wait."""
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        here = reverse("board", args=[request.place.slug])
    path = urlsplit(here).path
    return HttpResponseRedirect(f"{path}?kept=1&noted={moment}", status=303)
