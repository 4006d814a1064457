"""The doors of rules: the list with its figures, the builder, the trial, the switch."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from regulars.anticipation.models import Rule, Score, Version
from regulars.anticipation.proposals import measuring, proposing
from regulars.anticipation.proposals import ways as offer_ways
from regulars.anticipation.rules import (
    figures,
    forms,
    keeping,
    scoring,
    sentences,
    starters,
    trial,
)
from regulars.anticipation.rules import vocabulary as words
from regulars.anticipation.rules.figures import Figures
from regulars.anticipation.rules.keeping import NotSo
from regulars.anticipation.rules.wording import called, counted, difference
from regulars.authority import things
from regulars.customers import recognition
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.places.permissions import may
from regulars.places.views import desk

posted = desk.posted("offer-rules")
LIST = "offer-rules"


@dataclass(frozen=True)
class Line:
    """One rule on the list: its sentence, its state, its figures, its score of last week."""

    rule: Rule
    version: Version
    sentence: str
    author: str
    figures: Figures
    score: str
    starter: bool


@never_cache
@needs("offer.see")
def rules(request: StaffRequest) -> HttpResponse:
    return whole(request)


def whole(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    place, now = request.place, request.now
    rows = keeping.here(place)
    leads = may(request.staff, "offer.switch")
    good = measuring.benefit(place, now) if leads else None
    context = {
        "lines": lines(request, rows), "leads": leads,
        "suspended": [(one, called(subject), counted(one.figures))
                      for subject, one in scoring.standing(place).items()],
        "models": models(request), "ways": proposing.ways(place),
        "benefit": good, "benefit_words": difference(good) if good and good.enough else "",
        "missing": len(starters.missing(place)), **more,
    }  # fmt: skip
    return desk.shown(request, "anticipation/rules/list.html", status, **context)


def lines(request: StaffRequest, rows: list[Rule]) -> list[Line]:
    place, today = request.place, request.place.day_of(request.now)
    posts = {post.code: post.called() for post in place.touchpoints.all()}
    told, scores = figures.of(rows), last_scores(request)
    people = {one.opaque: one.name for one in Staff.objects.filter(place=place)}
    found = []
    for rule in rows:
        version = keeping.reads(rule, today)
        version.rule = rule
        score = scores.get(f"rule:{rule.pk}")
        found.append(Line(
            rule, version, sentences.of(version, posts), people.get(version.by, ""),
            told[rule.pk] if rule.pk in told else Figures(),
            counted(vars(score)) if score else "", bool(rule.starter) and version.number == 1,
        ))  # fmt: skip
    return found


def last_scores(request: StaffRequest) -> dict[str, Score]:
    rows = Score.objects.filter(place=request.place).order_by("week")
    return {row.subject: row for row in rows}


def models(request: StaffRequest) -> list[tuple[str, str]]:
    """What no person wrote: the latest score of each source and model, in words."""
    return [(called(subject), counted(vars(row)))
            for subject, row in sorted(last_scores(request).items())
            if not subject.startswith("rule:")]  # fmt: skip


@never_cache
@needs("offer.write")
def new(request: StaffRequest) -> HttpResponse:
    """The builder; by POST the sentence, the trial, or the rule itself."""
    if request.method == "POST":
        return taken(request, None)
    return builder(request, None, {"again": "90", "sign1": "noticed"})


@never_cache
@needs("offer.write")
def one(request: StaffRequest, offer_rule: int) -> HttpResponse:
    """A rule to read, to change from a day on, and to try."""
    rule = known(request, offer_rule)
    if request.method == "POST":
        return taken(request, rule)
    version = keeping.reads(rule, request.place.day_of(request.now))
    return builder(request, rule, forms.told_of(version))


def known(request: StaffRequest, number: int) -> Rule:
    rule = keeping.known(request.place, number)
    if rule is None:
        raise Http404(str(number))
    return rule


def taken(request: StaffRequest, rule: Rule | None) -> HttpResponse:
    """Read the form: only to read and try it, or to keep it."""
    told, place = request.POST, request.place
    try:
        draft = forms.draft(told, place)
        if half_written(request):
            return builder(request, rule, told, **tried(request, draft, False))
        keeping.check(place, draft)
    except NotSo as wrong:
        return builder(request, rule, told, 422, wrong=str(wrong), wrong_at=wrong.field)
    if "keep" not in told:
        return builder(request, rule, told, **tried(request, draft, "trial" in told))
    if rule is not None and rule.on_since and not may(request.staff, "offer.switch"):
        raise PermissionDenied("offer.switch")
    before = keeping.reads(rule, place.day_of(request.now)) if rule else None
    draft = replace(draft, others=forms.others(before, draft))
    asked = desk.who_and_when(request, "offer-rule")
    made = keeping.write(place, draft, rule=rule, **{**asked, "by": request.staff})
    url = reverse("offer-rule", args=[place.slug, made.rule_id])
    return HttpResponseRedirect(f"{url}?kept=1", status=303)


def half_written(request: StaffRequest) -> bool:
    """Whether the sentence is only to be read as far as it goes: no reproach while one writes."""
    by_change = "HX-Request" in request.headers
    return by_change and "trial" not in request.POST and "keep" not in request.POST


def tried(request: StaffRequest, draft: keeping.Draft, whole: bool) -> dict[str, Any]:
    """The draft as a sentence, and what it would have done last month where that is asked."""
    place = request.place
    version = forms.unkept(draft, place, place.day_of(request.now))
    posts = {post.code: post.called() for post in place.touchpoints.all()}
    found: dict[str, Any] = {"sentence": sentences.of(version, posts)}
    if whole:
        result = trial.run(place, version, request.now)
        for each in result.examples:
            audit.looked(request.staff.opaque, each.customer.opaque, "offer-rules", request.now)
        found["trial"] = result
        found["examples"] = [(recognition.said(each.customer).text, each)
                             for each in result.examples]  # fmt: skip
    return found


def builder(
    request: StaffRequest, rule: Rule | None, told: Any, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    place, today = request.place, request.place.day_of(request.now)
    version = keeping.reads(rule, today) if rule else None
    if version is not None and rule is not None:
        version.rule = rule
        more = {"sentence": sentences.of(version), **more}
    context = {
        "rule": rule, "version": version, "told": told, "signs": words.SIGNS.values(),
        "numbers": forms.SIGN_FIELDS, "onward": words.ONWARD.values(), "today": today.isoformat(),
        "parts": labelled(words.PARTS), "seasons": labelled(words.SEASONS),
        "visits": labelled(words.VISITS), "days": words.DAYS.items(),
        "companies": words.COMPANY.items(), "agains": words.AGAIN.items(),
        "posts": place.touchpoints.all(), "things": things.here(place),
        "figures": figures.of([rule]).get(rule.pk, Figures()) if rule else None,
        "leads": may(request.staff, "offer.switch"), "versions": history(rule),
        "signed": [signed(told, n) for n in forms.SIGN_FIELDS], **more,
    }  # fmt: skip
    if request.headers.get("HX-Request"):
        return render(request, "anticipation/rules/tried.html", context)
    return desk.shown(request, "anticipation/rules/builder.html", status, **context)


def signed(told: Any, n: int) -> dict[str, Any]:
    return {"n": n, **{name: told.get(f"{name}{n}", "") for name in ("sign", "words", "to")}}


def labelled(table: Any) -> list[tuple[str, Any]]:
    return [(code, row[0]) for code, row in table.items()]


def history(rule: Rule | None) -> list[tuple[Version, str, str]]:
    """Every version, the newest first, with who wrote it."""
    if rule is None:
        return []
    rows = list(rule.versions.select_related("thing", "rule").order_by("-number"))
    people = {one.opaque: one.name for one in Staff.objects.filter(place=rule.place_id)}
    return [(row, sentences.of(row), people.get(row.by, "")) for row in rows]


@needs("offer.switch")
@posted
def switch(request: StaffRequest, offer_rule: int) -> HttpResponse:
    """On or off; a suspended rule goes on by this alone."""
    on = request.POST.get("on") == "1"
    keeping.switch(known(request, offer_rule), on, **staffed(request, f"switch:{offer_rule}:{on}"))
    return desk.kept(request, LIST)


@needs("offer.switch")
@posted
def removal(request: StaffRequest, offer_rule: int) -> HttpResponse:
    keeping.take_out(known(request, offer_rule), **staffed(request, f"removal:{offer_rule}"))
    return desk.kept(request, LIST)


@needs("offer.switch")
@posted
def beginning(request: StaffRequest) -> HttpResponse:
    """The starters of the trade, off until somebody has read them."""
    starters.begin(request.place, by=request.staff, now=request.now)
    return desk.kept(request, LIST)


@needs("offer.switch")
@posted
def ways(request: StaffRequest) -> HttpResponse:
    """The share held back, and how many offers at one visit are enough."""
    told = request.POST
    try:
        offer_ways.keep(request.place, told.get("held_share", ""), told.get("most_offers", ""),
                        **staffed(request, "ways"))  # fmt: skip
    except NotSo as wrong:
        return whole(request, 422, wrong=str(wrong), wrong_at=wrong.field, told=told)
    return desk.kept(request, LIST)


@needs("offer.switch")
@posted
def reinstatements(request: StaffRequest) -> HttpResponse:
    """A source or a model that was suspended goes on."""
    subject = request.POST.get("subject", "")
    scoring.reinstate(request.place, subject, **staffed(request, f"on:{subject}"))
    return desk.kept(request, LIST)


def staffed(request: StaffRequest, verb: str) -> dict[str, Any]:
    return {**desk.who_and_when(request, verb), "by": request.staff}
