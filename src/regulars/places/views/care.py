"""How one gets in and round here, and what nobody may suggest."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.moments.models import Moment
from regulars.places import about, access, tree
from regulars.places import safety as rules
from regulars.places.doors import StaffRequest, needs
from regulars.places.forms import RuleForm
from regulars.places.models import SafetyRule
from regulars.places.permissions import may
from regulars.places.views.desk import kept, posted, shown, who_and_when

LATELY = timedelta(days=30)


@never_cache
@needs("access.see")
def getting_in(request: StaffRequest) -> HttpResponse:
    own = {code: own_state(request, code) for code in access.FACTS}
    rows = [(code, label, own[code]) for code, label in access.FACTS.items()]
    return shown(
        request, "places/access.html", rows=rows, may_write=may(request.staff, "access.write")
    )


def own_state(request: StaffRequest, code: str) -> str:
    """What was written of this very fact: yes, no, or nothing."""
    if code in request.place.access:
        return "yes"
    return "no" if access.NOT + code in request.place.access else ""


@needs("access.write")
@posted("access")
def getting_in_kept(request: StaffRequest) -> HttpResponse:
    states = {code: request.POST.get(code, "") for code in access.FACTS}
    note = request.POST.get("note", "").strip()[:300]
    about.keep_access(
        request.place, access.written(states), note, **who_and_when(request, "access")
    )
    return kept(request, "access")


@never_cache
@needs("safety.see")
def safety(request: StaffRequest) -> HttpResponse:
    return rules_page(request)


def rules_page(
    request: StaffRequest, wrong: RuleForm | None = None, at: SafetyRule | None = None
) -> HttpResponse:
    """The place's rules, those from above, and how often each held a suggestion back lately."""
    own = list(request.place.safety_rules.all())
    rows = [
        (rule, wrong if at == rule and wrong else filled(rule), at == rule,
         _(", ").join(rule.words.split("\n")))
        for rule in own
    ]  # fmt: skip
    above = SafetyRule.objects.filter(place__in=tree.above(request.place)[1:], active=True)
    new = wrong if wrong and at is None else RuleForm(auto_id="new_%s")
    trial = request.GET.get("try", "")[:200]
    return shown(
        request, "places/safety.html", 422 if wrong else 200, rules=rows, above=above, new=new,
        new_wrong=wrong is not None and at is None, held=held_lately(request), trial=trial,
        broken=rules.broken(request.place, trial) if trial else None,
        may_write=may(request.staff, "safety.write"),
    )  # fmt: skip


def filled(rule: SafetyRule) -> RuleForm:
    told = {
        name: getattr(rule, name)
        for name in ("name", "name_zh_hans", "name_zh_hant", "words", "active")
    }
    return RuleForm(initial=told, auto_id=f"r{rule.pk}_%s")


def held_lately(request: StaffRequest) -> int:
    """How many suggestions were held back in the last thirty days."""
    rows = Moment.objects.filter(kind="held_back", place=request.place.pk)
    return rows.filter(happened_at__gte=request.now - LATELY).count()


@needs("safety.write")
@posted("safety")
def new_rule(request: StaffRequest) -> HttpResponse:
    return write_rule(request, None)


@needs("safety.write")
@posted("safety")
def rule(request: StaffRequest, rule: int) -> HttpResponse:
    return write_rule(request, get_object_or_404(SafetyRule, pk=rule, place=request.place))


def write_rule(request: StaffRequest, known: SafetyRule | None) -> HttpResponse:
    form = RuleForm(request.POST, auto_id=f"r{known.pk}_%s" if known else "new_%s")
    if not form.is_valid():
        return rules_page(request, form, known)
    verb = who_and_when(request, f"rule:{known.pk if known else ''}")
    about.keep_rule(request.place, rule=known, **form.cleaned_data, **verb)
    return kept(request, "safety")
