"""What the pages of cases share: whose case it is, who asks, and back to where one was."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from regulars.places.doors import StaffRequest
from regulars.places.views import desk
from regulars.recovery.models import Case

View = Callable[..., HttpResponse]
SHEETS = tuple(
    f"regulars/css/{name}.css" for name in ("card", "chip", "cue", "bring", "keep", "at-hand")
)


posted = desk.posted("board")
"""Of a verb whose page is the board."""


def case_of(request: StaffRequest, number: int) -> Case:
    """A case of this place; 404 for any other."""
    rows = Case.objects.select_related("place__top", "customer", "owner")
    case = rows.filter(pk=number, place=request.place).first()
    if case is None:
        raise Http404(str(number))
    return case


def by(request: StaffRequest, name: str) -> dict[str, Any]:
    """Who and when, and the key by which a tap sent twice is known as one."""
    return {"by": request.staff, "now": request.now, "key": key(request, name)}


def key(request: StaffRequest, name: str) -> str | None:
    sent = request.POST.get("key", "")[:64]
    return f"{sent}:{name}" if sent else None


def text(request: StaffRequest, name: str, most: int = 2000) -> str:
    """A field as text that any database keeps."""
    return request.POST.get(name, "").replace("\0", "").strip()[:most]


def root(request: StaffRequest) -> str:
    return reverse("place", args=[request.place.slug])


def back(request: StaffRequest, case: Case, **told: Any) -> HttpResponse:
    """To the case as it stands now, with a word of what was done."""
    address = reverse("case", args=[request.place.slug, case.pk])
    return HttpResponseRedirect(f"{address}?{urlencode(told)}" if told else address, status=303)
