"""The doors of giving: what lies at hand, a comfort thought of on the spot, a gift, the menu."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.authority import amounts, forms, giving, remedies, returns, things, views
from regulars.authority.forms import Several
from regulars.authority.ledger import Beyond
from regulars.authority.models import Check, Thing
from regulars.authority.questions import NotSo
from regulars.authority.things import Draft
from regulars.customers.recognition import said
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Touchpoint
from regulars.places.permissions import may
from regulars.places.views.desk import SHEETS, kept, posted, shown, who_and_when

STYLES = [f"regulars/css/{name}.css" for name in (*SHEETS, "authority", "at-hand")]
FIELDS = ("name", "post", "cost", "full", "low", "holds", "what", "amount", "who")
View = Callable[..., HttpResponse]


@never_cache
@needs("authority.see")
def at_hand(request: StaffRequest) -> HttpResponse:
    return page(request)


def page(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    """What lies at hand, one's own post first; with what is wrong in a form."""
    context = {
        "groups": grouped(request), "sheets": STYLES, "checks": Check.choices,
        "leads": may(request.staff, "authority.set"), "currency": request.place.currency,
        "posts": list(request.place.touchpoints.all()),
        "told": {name: request.POST.get(name, "") for name in FIELDS},
        "ticked": request.POST.getlist("uses"), "gave": request.GET.get("gave", ""),
        **for_whom(request), **more,
    }  # fmt: skip
    return shown(request, "authority/at_hand.html", status, **context)


def for_whom(request: StaffRequest) -> dict[str, Any]:
    """The customer the page was opened for, if any."""
    asked = request.POST.get("customer", "") or request.GET.get("customer", "")
    try:
        person = forms.known(request.place, asked) if asked else None
    except NotSo:
        person = None
    if person is None:
        return {}
    audit.looked(request.staff.opaque, person.opaque, "authority", request.now)
    return {"person": person, "called": said(person)}


def grouped(request: StaffRequest) -> list[tuple[str, bool, list[dict[str, Any]]]]:
    """(post, whether it is one's own, its things): one's own first, what lies anywhere second."""
    own = request.staff.post_id
    groups: dict[int | None, list[dict[str, Any]]] = defaultdict(list)
    names: dict[int | None, str] = {}
    for one in things.here(request.place):
        groups[one.post_id].append(row(one))
        names[one.post_id] = one.post.called() if one.post else ""
    order = sorted(groups, key=lambda post: (post != own or post is None, post is not None))
    return [(names[post], post is not None and post == own, groups[post]) for post in order]


def row(thing: Thing) -> dict[str, Any]:
    currency = thing.place.currency
    return {
        "thing": thing, "name": thing.called(), "out": thing.left == 0,
        "worth": amounts.said(thing.cost, currency) if thing.cost else "",
    }  # fmt: skip


def verb(act: View) -> View:
    """What cannot be is told on the page one tapped on, with what was typed."""

    @wraps(act)
    def asked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return act(request, *args, **kwargs)
        except NotSo as wrong:
            number = kwargs.get("thing", 0)
            return page(request, 422, wrong=str(wrong), wrong_field=wrong.field, wrong_at=number)
        except Several as wrong:
            return page(request, 422, several=[(one.pk, said(one)) for one in wrong.people])
        except Beyond as wrong:
            return page(request, 422, wrong=str(wrong), wrong_field="what")

    return asked


def thing_of(request: StaffRequest, number: int) -> Thing:
    return get_object_or_404(
        Thing.objects.select_related("place__top"), pk=number, place=request.place, removed_at=None
    )


@needs("authority.use")
@posted("at-hand")
@verb
def hand(request: StaffRequest, thing: int) -> HttpResponse:
    """One tap: it was given."""
    one = thing_of(request, thing)
    giving.hand(
        request.staff, one, customer=forms.whom(request), key=views.key_of(request),
        now=request.now, already="already" in request.POST,
    )  # fmt: skip
    return kept(request, "at-hand", f"&gave={one.pk}{onward(request)}")


def onward(request: StaffRequest) -> str:
    number = request.POST.get("customer", "")
    return f"&customer={number}" if number.isdecimal() else ""


@needs("authority.use")
@posted("at-hand")
@verb
def refill(request: StaffRequest, thing: int) -> HttpResponse:
    things.refill(thing_of(request, thing), **who_and_when(request, f"refill:{thing}"))
    return kept(request, "at-hand")


@needs("authority.set")
@posted("at-hand")
@verb
def add(request: StaffRequest) -> HttpResponse:
    things.add(request.place, draft(request), **who_and_when(request, "thing"))
    return kept(request, "at-hand")


def draft(request: StaffRequest) -> Draft:
    """Raises NotSo."""
    told, place = request.POST, request.place
    uses = set(told.getlist("uses"))
    post = told.get("post", "")
    return Draft(
        name=told.get("name", "").strip()[:120],
        post=Touchpoint.objects.filter(place=place, pk=int(post[:15])).first()
        if post.isdecimal() else None,
        cost=forms.amount(told.get("cost", ""), place.currency, "cost"),
        full=forms.number(told.get("full", ""), "full"),
        low=forms.number(told.get("low", ""), "low", 0), holds=told.get("holds", ""),
        at_hand="at_hand" in uses, as_gift="as_gift" in uses, as_remedy="as_remedy" in uses,
    )  # fmt: skip


@needs("authority.set")
@posted("at-hand")
def remove(request: StaffRequest, thing: int) -> HttpResponse:
    things.remove(thing_of(request, thing), **who_and_when(request, f"gone:{thing}"))
    return kept(request, "at-hand")


@needs("authority.set")
@posted("at-hand")
def begin(request: StaffRequest) -> HttpResponse:
    """The usual list of the trade."""
    things.begin(request.place, by=request.staff.opaque, now=request.now)
    return kept(request, "at-hand")


@needs("authority.use")
@posted("at-hand")
@verb
def improvise(request: StaffRequest) -> HttpResponse:
    """A comfort nobody has thought of before: one tap says that every point was looked at."""
    checks = Check.values if "all" in request.POST else request.POST.getlist("checks")
    giving.improvise(
        request.staff, request.POST.get("what", ""), checks=checks,
        amount=forms.amount(request.POST.get("amount", ""), request.place.currency, "amount"),
        customer=forms.whom(request), case=request.POST.get("case", "")[:64],
        key=views.key_of(request), now=request.now,
    )  # fmt: skip
    return kept(request, "at-hand", f"&gave=improvised{onward(request)}")


def told_there(act: View) -> View:
    """What cannot be is told on the page of authority."""

    @wraps(act)
    def asked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return act(request, *args, **kwargs)
        except NotSo as wrong:
            return views.whole(request, 422, wrong=str(wrong), wrong_field=wrong.field)
        except Several:
            return views.whole(request, 422)
        except Beyond as wrong:
            return views.whole(request, 422, wrong=str(wrong))

    return asked


@needs("authority.use")
@posted("authority")
@told_there
def gift(request: StaffRequest) -> HttpResponse:
    """The gift that was suggested, given."""
    number = forms.number(request.POST.get("thing", ""), "thing", 0)
    one = things.known(request.place, number)
    if one is None or not one.as_gift:
        raise NotSo("thing", remedies.not_on_it())
    giving.gift(
        request.staff, thing=one, customer=forms.whom(request),
        words=request.POST.get("words", ""), key=views.key_of(request), now=request.now,
        purchase=forms.number(request.POST.get("purchase", ""), "purchase"),
    )  # fmt: skip
    return views.done(request, "given")


@needs("authority.use")
@posted("authority")
@told_there
def offer(request: StaffRequest) -> HttpResponse:
    """The menu was laid before them: what they took, or that they wanted none of it."""
    choice = remedies.picked(request.POST.get("shown", ""), request.POST.get("took", ""))
    if not choice.took:
        raise NotSo("took", remedies.choose_one())
    remedies.give(
        request.staff, choice, what=request.POST.get("what", ""),
        amount=forms.amount(request.POST.get("amount", ""), request.place.currency, "amount"),
        customer=forms.whom(request), key=views.key_of(request), now=request.now,
    )  # fmt: skip
    return views.done(request, "declined" if choice.took == remedies.NONE else "given")


@needs("authority.use")
@posted("authority")
@told_there
def refusal(request: StaffRequest) -> HttpResponse:
    """A return that cannot be taken: why, from the list, after it was looked for."""
    told = request.POST
    returns.refuse(
        request.staff, told.get("because", ""), looked=told.getlist("looked"),
        words=told.get("words", ""), customer=forms.whom(request),
        purchase=forms.number(told.get("purchase", ""), "purchase"), key=views.key_of(request),
        now=request.now,
    )  # fmt: skip
    return views.done(request, "refused")
