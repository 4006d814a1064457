"""The doors of playbooks: all of them, one to read in the dark, written, looked at, rehearsed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.recovery import leaves
from regulars.recovery.answers import by, text
from regulars.recovery.models import Edition, Playbook, Trouble
from regulars.recovery.readiness import playbooks as books
from regulars.recovery.readiness import starts
from regulars.recovery.troubles import NotSo

ROWS = 6
DELAYS = ("delay-rules", "delay_rules", "disruptions")
"""What the page of delay rules may be called; the link is drawn where one of them stands."""


@never_cache
@needs("playbook.see")
def playbooks(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    """All of them, what is due, and proposals that could be taken up."""
    found = list(books.of(request.place))
    here = {each.kind for each in found if each.place_id == request.place.pk}
    context = {
        "rows": [line(each, request) for each in found], "wrong": wrong,
        "starts": [(each.code, called(each)) for each in starts.of(request.place.trade)
                   if each.code not in here],
        "may_write": may(request.staff, "playbook.write"),
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/playbooks.html", status, **context)


def called(start: starts.Start) -> str:
    return Playbook(**start.names()).called()


def line(book: Playbook, request: StaffRequest) -> dict[str, Any]:
    due, drills = books.due_on(book), list(book.drills.all())
    today = request.place.day_of(request.now)
    return {
        "pk": book.pk, "name": book.called(), "in_force": books.in_force(book) is not None,
        "waits": books.proposed(book) is not None, "due": due,
        "late": due is not None and due < today, "last": drills[-1].day if drills else None,
        "above": book.place.called() if book.place_id != request.place.pk else "",
    }  # fmt: skip


def book_of(request: StaffRequest, number: int, *, here: bool = False) -> Playbook:
    """One that holds here; ``here`` only one of this very place."""
    found = books.of(request.place).filter(pk=number).first()
    if found is None or (here and found.place_id != request.place.pk):
        raise Http404(str(number))
    return found


@never_cache
@needs("playbook.see")
def playbook(request: StaffRequest, playbook: int) -> HttpResponse:
    return one(request, playbook)


def one(
    request: StaffRequest, playbook: int, status: int = 200, wrong: str = "", **numbers: int
) -> HttpResponse:  # fmt: skip
    """Large, few words, for a phone held at arm's length."""
    book = book_of(request, playbook)
    standing, waits = books.in_force(book), books.proposed(book)
    own = book.place_id == request.place.pk
    last = next(iter(reversed(book.editions.all())), None)
    context = {
        "book": book, "line": line(book, request), "wrong": wrong,
        "told": books.said(standing) if standing else None, "by": signed(standing),
        "waits": waits, "proposal": books.said(waits) if waits else None,
        "mine": waits is not None and books.wrote(waits, request.staff),
        "rejected": last if last and last.verdict == Edition.Verdict.REJECTED else None,
        "drills": list(reversed(book.drills.all())), "today": request.place.day_of(request.now),
        "may_write": own and may(request.staff, "playbook.write"),
        "may_drill": may(request.staff, "playbook.drill"),
        "delays": delays(request) if book.kind == Trouble.DELAY else "",
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/playbook.html", status, **context)


def signed(edition: Edition | None) -> str:
    """Who looked at what is in force."""
    if edition is None:
        return ""
    number = int(edition.reviewed_by.partition(":")[2] or 0)
    return Staff.objects.filter(pk=number).values_list("name", flat=True).first() or ""


def delays(request: StaffRequest) -> str:
    """Where the rules for delays stand, if this house has that page."""
    for name in DELAYS:
        try:
            return reverse(name, args=[request.place.slug])
        except NoReverseMatch:
            continue
    return ""


@leaves.verb("playbook.write", page)
def adopted(request: StaffRequest) -> HttpResponse:
    book = books.adopt(request.place, text(request, "kind", 8), **by(request, "adopt"))
    return leaves.on_to(request, "playbook", book.pk)


@never_cache
@needs("playbook.write")
def written(request: StaffRequest) -> HttpResponse:
    """By GET the form, filled with the edition it begins from; by POST another edition."""
    number = leaves.number_in(request, "playbook")
    book = book_of(request, number, here=True) if number else None
    if request.method != "POST":
        return form(request, book)
    try:
        made = books.write(
            request.place, text(request, "kind", 8), text(request, "name", 200), steps_in(request),
            text(request, "dignity", 400), playbook=book, **by(request, "playbook"),
        )  # fmt: skip
    except NotSo as wrong:
        return form(request, book, 422, str(wrong))
    return leaves.on_to(request, "playbook", made.pk)


def steps_in(request: StaffRequest) -> list[dict[str, str]]:
    parts = {part: request.POST.getlist(part) for part in ("who", "do", "say")}
    most = min(books.MOST_STEPS, max((len(each) for each in parts.values()), default=0))
    return [
        {part: rows[n].replace("\0", "").strip() if n < len(rows) else ""
         for part, rows in parts.items()} for n in range(most)
    ]  # fmt: skip


def form(
    request: StaffRequest, book: Playbook | None, status: int = 200, wrong: str = ""
) -> HttpResponse:
    last = next(iter(reversed(book.editions.all())), None) if book else None
    told = books.said(last) if last else {"steps": [], "dignity": ""}
    steps = steps_in(request) if status == 422 else told["steps"]
    empty = [{"who": "", "do": "", "say": ""}] * max(1, ROWS - len(steps))
    context = {
        "book": book, "kinds": Trouble.choices, "wrong": wrong, "steps": [*steps, *empty],
        "name": request.POST.get("name", "") or (book.called() if book else ""),
        "line": request.POST.get("dignity", "") or told["dignity"],
        "kind": request.POST.get("kind", "") or (book.kind if book else Trouble.OTHER),
    }  # fmt: skip
    return leaves.shown(request, "recovery/readiness/playbook_form.html", status, **context)


verb_writing = leaves.verb("playbook.write", one)


@verb_writing
def reviewed(request: StaffRequest, playbook: int) -> HttpResponse:
    """Somebody else accepts it, or says why not."""
    waits = books.proposed(book_of(request, playbook, here=True))
    if waits is None:
        raise NotSo("edition", _("Nothing waits for a second look."))
    books.review(waits, accept=request.POST.get("verdict") == "accepted",
                 reason=text(request, "reason", 500),
                 **by(request, f"review:{waits.pk}"))  # fmt: skip
    return leaves.on_to(request, "playbook", playbook)


@leaves.verb("playbook.drill", one)
def drilled(request: StaffRequest, playbook: int) -> HttpResponse:
    day = leaves.day_in(request, "day") or request.place.day_of(request.now)
    books.drill(book_of(request, playbook), day, text(request, "learned", 500),
                **by(request, f"drill:{playbook}"))  # fmt: skip
    return leaves.on_to(request, "playbook", playbook)


@verb_writing
def retired(request: StaffRequest, playbook: int) -> HttpResponse:
    book = book_of(request, playbook, here=True)
    books.retire(book, **by(request, f"retire:{playbook}"))
    return redirect(reverse("playbooks", args=[request.place.slug]) + "?kept=1")
