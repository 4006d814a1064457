"""The customers' door: tell what was not right, get a code, follow it, say when it is right."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from regulars.customers import photos as pictures
from regulars.moments import audit
from regulars.places.doors import reads_itself
from regulars.places.models import Level, Place
from regulars.recovery import cases, closing, door_guard, door_photos, door_reading
from regulars.recovery.door_guard import GUESTS, STRANGERS, TOLD_HERE, TOLD_PLACE, door
from regulars.recovery.models import Case
from regulars.recovery.readiness.views_opening import not_open
from regulars.recovery.troubles import NotSo, NotYet

CaseView = Callable[..., HttpResponse]
LONGEST_CODE = 24


@door
def tell(request: HttpRequest, slug: str, now: datetime) -> HttpResponse:
    """The form; by POST a case, whose code the answer shows."""
    place = get_object_or_404(Place, slug=slug, level=Level.PLACE)
    with translation.override(door_guard.language(request, place)):
        if place.shut:
            return not_open(request, place)
        if request.method != "POST":
            return form(request, place, now)
        at = now.timestamp()
        here = TOLD_HERE.within(door_guard.caller(request), at)
        if not (here and TOLD_PLACE.within(place.slug, at)):
            context = frame(place)
            return render(request, "recovery/door_closed.html", context, status=429)
        return told(request, place, now)


def told(request: HttpRequest, place: Place, now: datetime) -> HttpResponse:
    words = request.POST.get("words", "").replace("\0", "").strip()
    where = request.POST.get("where", "").replace("\0", "").strip()[:60]
    wrong = "" if words else _("Write a few words first; then we know where to begin.")
    if wrong := wrong or door_guard.trouble(request, now):
        return form(request, place, now, 422, wrong=wrong)
    whole = f"{where}: {words}" if where else words
    case = cases.open_by_customer(place, whole[:2000], now=now, key=key(request, "tell"))
    return on_to(case.code, "new")


def form(
    request: HttpRequest, place: Place, now: datetime, status: int = 200, wrong: str = ""
) -> HttpResponse:
    context = {
        **frame(place), "wrong": wrong, "phone": place.phone, "stamp": door_guard.stamp(now),
        "words": request.POST.get("words", "")[:2000], "where": request.POST.get("where", "")[:60],
        "key": request.POST.get("key", "")[:64] or uuid4().hex,
    }  # fmt: skip
    return render(request, "recovery/tell.html", context, status=status)


@door
def find(request: HttpRequest, now: datetime) -> HttpResponse:
    """Whoever kept only the code: it leads to its page."""
    code = request.GET.get("code", "").strip().lower().replace(" ", "")[:LONGEST_CODE]
    with translation.override(door_guard.language(request)):
        if code and code.isalnum() and code.isascii():
            return HttpResponseRedirect(f"{reverse('case-status', args=[code])}?in={lang()}")
        return render(request, "recovery/find.html", {"lang": lang(), "code": code,
                                                      "unknown": bool(code)})  # fmt: skip


def coded(view: CaseView) -> CaseView:
    """Open a page to whoever holds the code of a case; to others it says how to look again."""

    @door
    @wraps(view)
    def opened(request: HttpRequest, code: str, now: datetime, **named: Any) -> HttpResponse:
        case = cases.by_code(code)
        at = now.timestamp()
        who, pace = (code, GUESTS) if case else (door_guard.caller(request), STRANGERS)
        busy = not pace.within(who, at)
        if busy or case is None:
            return astray(request, code, busy)
        with translation.override(door_guard.language(request, case.place, case.customer)):
            return view(request, case, now, **named)

    return opened


def astray(request: HttpRequest, code: str, busy: bool) -> HttpResponse:
    with translation.override(door_guard.language(request)):
        context = {"lang": lang(), "code": code[:LONGEST_CODE], "unknown": True, "busy": busy}
        return render(request, "recovery/find.html", context, status=429 if busy else 404)


def verb(act: CaseView) -> CaseView:
    """By POST only: whoever comes by GET is shown the page, and nothing changes."""

    @wraps(act)
    def asked(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
        if request.method != "POST":
            return on_to(case.code)
        try:
            return act(request, case, now)
        except (NotSo, NotYet) as wrong:
            return page(request, case, now, 422, wrong=str(wrong))

    return coded(asked)


@coded
def status(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
    if request.method == "POST":
        return on_to(case.code)
    return page(request, case, now)


def page(
    request: HttpRequest, case: Case, now: datetime, status: int = 200, wrong: str = ""
) -> HttpResponse:
    audit.looked(f"case:{case.pk}", f"case:{case.pk}", "own", now)
    said = request.GET.get("said", "")
    context = {
        **frame(case.place), "told": door_reading.read(case, now), "code": case.code,
        "key": uuid4().hex, "said": said if said in ("new", "kept") else "", "wrong": wrong,
    }  # fmt: skip
    return render(request, "recovery/status.html", context, status=status)


@verb
def complete(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
    """“It is right now”: their own word, and two answers."""
    closing.confirm(case.code, answers(request), now=now, key=key(request, "complete"))
    return on_to(case.code, "kept")


@verb
def not_yet(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
    """“Not yet”: what is still missing; it runs again."""
    words = request.POST.get("words", "").replace("\0", "").strip()[:2000]
    if not words:
        return page(request, case, now, 422, wrong=_("Write a word or two first."))
    closing.not_yet(case.code, words, now=now, key=key(request, "not-yet"))
    return on_to(case.code, "kept")


def photo_sent(request: HttpRequest, case: Case, now: datetime) -> HttpResponse:
    """Read with care, made small, written anew; refused by its size before it is read."""
    if request.method != "POST":
        return on_to(case.code)
    received = pictures.receive(request)
    try:
        door_photos.keep(case, pictures.small(received()), now=now)
    except pictures.TooLarge as wrong:
        return page(request, case, now, 413, wrong=str(wrong))
    except (pictures.NoPicture, door_photos.Enough) as wrong:
        return page(request, case, now, 422, wrong=str(wrong))
    return on_to(case.code, "kept")


photo_new = reads_itself(coded(photo_sent))


@coded
def photo(request: HttpRequest, case: Case, now: datetime, number: int) -> HttpResponse:
    jpeg = door_photos.of(case, number)
    if jpeg is None:
        raise Http404(str(number))
    return HttpResponse(jpeg, content_type="image/jpeg")


def answers(request: HttpRequest) -> dict[str, bool]:
    """The two closing questions. Raises NotSo where one is not answered."""
    told = {}
    for name in ("worry_gone", "sincere"):
        if request.POST.get(name) not in ("0", "1"):
            raise NotSo(name, _("Answer both questions with a tap; either answer is right."))
        told[name] = request.POST[name] == "1"
    return told


def frame(place: Place) -> dict[str, Any]:
    return {"house": place.called(), "lang": lang()}


def lang() -> str:
    return translation.get_language() or "en"


def on_to(code: str, said: str = "") -> HttpResponse:
    query = f"?said={said}&in={lang()}" if said else f"?in={lang()}"
    return HttpResponseRedirect(reverse("case-status", args=[code]) + query, status=303)


def key(request: HttpRequest, name: str) -> str | None:
    sent = request.POST.get("key", "")[:64]
    return f"door:{sent}:{name}" if sent else None
