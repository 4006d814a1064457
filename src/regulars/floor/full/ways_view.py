"""The door where a lead writes which posts are asked, how long, and what is offered meanwhile."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.floor import posts
from regulars.floor.answers import common, who_and_when
from regulars.floor.full import pastimes
from regulars.floor.full.troubles import NotSo
from regulars.floor.full.views import OURS, number
from regulars.floor.models import PastimeKind
from regulars.places.doors import StaffRequest, needs

ROWS = 8


@never_cache
@needs("full.set")
def ways(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return page(request)
    told = request.POST
    try:
        pastimes.keep(
            lines=lines_of(told), posts=told.getlist("posts") or None,
            within=number(told.get("within", "")) or 0, again=number(told.get("again", "")) or 0,
            **who_and_when(request, "pastimes"),
        )  # fmt: skip
    except NotSo as wrong:
        return page(request, 422, str(wrong))
    address = reverse("full-ways", args=[request.place.slug])
    return HttpResponseRedirect(f"{address}?kept=1", status=303)


def lines_of(told: QueryDict) -> list[pastimes.Line]:
    """The rows that were filled in, in their order; an empty row is no line."""
    found = []
    for n in range(ROWS):
        kind = told.get(f"kind{n}", "")[:8]
        name = told.get(f"name{n}", "").replace("\0", "").strip()[: pastimes.LONGEST]
        if kind or name:
            found.append(pastimes.Line(kind or PastimeKind.OWN, name, f"improvised{n}" in told))
    return found


def page(request: StaffRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    """As it stands; refused, as it was typed."""
    how = pastimes.asking(request.place)
    stand = posts.wall(request.place, request.now).ways
    asked = pastimes.asked_posts(how, stand)
    typed = request.POST
    rows: list[Any] = lines_of(typed) if wrong else list(pastimes.of(request.place))
    context = {
        **common(request), "sheets": OURS, "wrong": wrong, "kinds": PastimeKind.choices,
        "rows": [*rows, *[None] * (ROWS - len(rows))][:ROWS],
        "posts": [(post.code, post.name, post.code in (typed.getlist("posts") if wrong else asked))
                  for post in stand],
        "within": typed.get("within", "") if wrong else how.within,
        "again": typed.get("again", "") if wrong else how.again,
    }  # fmt: skip
    return render(request, "floor/full/ways.html", context, status=status)
