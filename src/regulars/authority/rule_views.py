"""The doors of rules and of wider room: exceptions, what they propose, who asks for more."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from regulars.authority import amounts, forms, gains, house_rules, pleas, views
from regulars.authority.acts import Act
from regulars.authority.forms import Several
from regulars.authority.giving_views import STYLES, for_whom
from regulars.authority.models import HouseRule, Plea, Settlement
from regulars.authority.questions import NotSo
from regulars.places import tree
from regulars.places.doors import StaffRequest, needs
from regulars.places.permissions import may
from regulars.places.views.desk import kept, posted, shown

ACTS = [(code, label) for code, label in Act.choices if code != Act.FIRST_AID]


@never_cache
@needs("authority.see")
def rules(request: StaffRequest) -> HttpResponse:
    return rules_page(request)


def rules_page(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place = request.place
    leads = may(request.staff, "authority.set")
    told = {name: request.POST.get(name, "") for name in ("rule", "why", "who")}
    context = {
        "sheets": STYLES, "counts": house_rules.counts(place, request.now), "leads": leads,
        "proposals": house_rules.proposals(place, request.now) if leads else [],
        "enough": house_rules.ENOUGH, "told": told, "answers": Settlement.Answer.choices,
        **for_whom(request), **more,
    }  # fmt: skip
    return shown(request, "authority/rules.html", status, **context)


@needs("authority.use")
@posted("rules")
def exceptions(request: StaffRequest) -> HttpResponse:
    """A rule was set aside for somebody, with a reason."""
    try:
        house_rules.go_past(
            request.staff, request.POST.get("rule", ""), request.POST.get("why", ""),
            customer=forms.whom(request), key=views.key_of(request), now=request.now,
        )  # fmt: skip
    except NotSo as wrong:
        return rules_page(request, 422, wrong=str(wrong), wrong_field=wrong.field)
    except Several as wrong:
        return rules_page(request, 422, several=[(one.pk, views.said(one)) for one in wrong.people])
    return kept(request, "rules")


@needs("authority.set")
@posted("rules")
def settlements(request: StaffRequest) -> HttpResponse:
    """A leader answers what so many exceptions proposed."""
    told = request.POST
    number, act = told.get("settled", ""), told.get("act", "")
    chain = tree.above(request.place)
    rule = get_object_or_404(
        HouseRule, pk=forms.number(number, "rule", 0), place__in=chain, ended_at=None
    ) if number else None  # fmt: skip
    try:
        house_rules.settle(
            request.place, told.get("answer", ""), told.get("why", ""), rule=rule, act=act,
            new_words=told.get("words", ""), by=request.staff, now=request.now,
            key=views.key_of(request),
        )  # fmt: skip
    except NotSo as wrong:
        return rules_page(request, 422, wrong_settled=str(wrong), wrong_rule=number or act)
    return kept(request, "rules")


@never_cache
@needs("authority.see")
def wider(request: StaffRequest) -> HttpResponse:
    return wider_page(request)


def wider_page(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    leads = may(request.staff, "authority.set")
    context = {
        "sheets": STYLES, "pleas": pleas.sheets(request.staff, request.now, leads),
        "leads": leads, "acts": ACTS, "currency": request.place.currency,
        "told": {name: request.POST.get(name, "") for name in ("act", "amount", "case")},
        "answers": Plea.Answer.choices, **more,
    }  # fmt: skip
    return shown(request, "authority/wider.html", status, **context)


@needs("authority.use")
@posted("wider")
def asked(request: StaffRequest) -> HttpResponse:
    """Wider room is asked for, with a case."""
    told = request.POST
    try:
        typed = told.get("amount", "")
        amount = forms.amount(typed, request.place.currency, "amount") if typed.strip() else None
        pleas.ask(request.staff, told.get("act", ""), amount, told.get("case", ""),
                  key=views.key_of(request), now=request.now)  # fmt: skip
    except NotSo as wrong:
        return wider_page(request, 422, wrong=str(wrong), wrong_field=wrong.field)
    return kept(request, "wider")


@needs("authority.set")
@posted("wider")
def answered(request: StaffRequest, plea: int) -> HttpResponse:
    """A leader answers, with reasons."""
    rows = Plea.objects.select_related("staff__place", "place")
    row = get_object_or_404(rows, pk=plea, place=request.place)
    try:
        pleas.answer(row, request.POST.get("answer", ""), request.POST.get("reasons", ""),
                     by=request.staff, now=request.now)  # fmt: skip
    except NotSo as wrong:
        return wider_page(request, 422, wrong_plea=plea, wrong_answer=str(wrong))
    return kept(request, "wider")


@never_cache
@needs("authority.set")
def gains_page(request: StaffRequest) -> HttpResponse:
    """What each kind of giving costs, beside who came back."""
    found = gains.found(request.place, request.now)
    total = sum(one.cost for one in found)
    return shown(
        request, "authority/gains.html", sheets=STYLES, gains=found, enough=gains.ENOUGH,
        gilding=[one for one in found if one.gilding], others=found[0].others if found else None,
        total=amounts.said(total, request.place.currency), days=gains.WITHIN.days,
    )  # fmt: skip
