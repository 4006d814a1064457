"""The doors of one case: look at it, say how it goes, hand it on, close it, and its problems."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Staff
from regulars.recovery import closing, contacts, door_photos, owners, pages, problems, steps
from regulars.recovery.answers import back, by, case_of, text
from regulars.recovery.models import Case, Problem
from regulars.recovery.troubles import NotSo
from regulars.recovery.views_steps import verb


@never_cache
@needs("case.own")
def show(request: StaffRequest, case: int) -> HttpResponse:
    return pages.show(request, case_of(request, case))


@needs("case.own")
def photo(request: StaffRequest, case: int, number: int) -> HttpResponse:
    """A picture the customer sent: only in this browser."""
    jpeg = door_photos.of(case_of(request, case), number)
    if jpeg is None:
        raise Http404(str(number))
    answer = HttpResponse(jpeg, content_type="image/jpeg")
    answer["Cache-Control"] = "no-store, private"
    return answer


@verb
def told(request: StaffRequest, case: Case) -> HttpResponse:
    """“I have told them how it goes”: a new twenty minutes begin."""
    contacts.tell_progress(case, words=text(request, "words", 500),
                           **by(request, f"told:{case.pk}"))  # fmt: skip
    return back(request, case, said="told")


@verb
def handed(request: StaffRequest, case: Case) -> HttpResponse:
    """Ask a colleague to take it; it stays with its owner until they have."""
    to = request.POST.get("to", "")
    whom = colleague(request, to)
    if whom is None:
        raise NotSo("to", _("Choose the colleague whom you ask."))
    owners.hand_over(case, whom, words=text(request, "words", 300),
                     **by(request, f"hand:{case.pk}"))  # fmt: skip
    return back(request, case, said="handed")


def colleague(request: StaffRequest, number: str) -> Staff | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    rows = Staff.objects.filter(place=request.place, left_at=None, user__is_active=True)
    return rows.filter(pk=int(number)).first()


@verb
def accepted(request: StaffRequest, case: Case, handover: int) -> HttpResponse:
    offered = case.handovers.filter(pk=handover).first()
    if offered is None:
        raise Http404(str(handover))
    owners.accept(offered, **by(request, f"accept:{handover}"))
    return back(request, case, said="taken")


@verb
def declined(request: StaffRequest, case: Case, handover: int) -> HttpResponse:
    """“I cannot”: it stays where it is."""
    offered = case.handovers.filter(pk=handover).first()
    if offered is None:
        raise Http404(str(handover))
    owners.decline(offered, **by(request, f"decline:{handover}"))
    return back(request, case, said="stays")


@verb
def taken(request: StaffRequest, case: Case) -> HttpResponse:
    owners.take(case, **by(request, f"take:{case.pk}"))
    return back(request, case, said="taken")


@verb
def closed(request: StaffRequest, case: Case) -> HttpResponse:
    """They told a colleague that it is right; or it rests without their word."""
    how = by(request, f"close:{case.pk}")
    if request.POST.get("kind") == "by_staff":
        closing.close_by_staff(case, words=text(request, "words", 500), **how)
        return back(request, case, said="rests")
    closing.report(case, answers(request), **how)
    return back(request, case, said="reported")


@verb
def finding(request: StaffRequest, case: Case) -> HttpResponse:
    """Facts, fault and fairness: shut until somebody has apologised."""
    steps.judge(
        case, facts=text(request, "facts"), fault=text(request, "fault", 8),
        fairness=text(request, "fairness", 8), **by(request, f"judge:{case.pk}"),
    )  # fmt: skip
    return back(request, case, said="finding")


def answers(request: Any) -> dict[str, bool]:
    """The two closing questions. Raises NotSo where one is not answered."""
    told = {}
    for name in ("worry_gone", "sincere"):
        if request.POST.get(name) not in ("0", "1"):
            raise NotSo(name, _("Answer both questions with a tap; either answer is right."))
        told[name] = request.POST[name] == "1"
    return told


@verb
def problem(request: StaffRequest, case: Case) -> HttpResponse:
    problems.add(case, words=text(request, "words", 500), **by(request, f"problem:{case.pk}"))
    return back(request, case, said="problem")


@verb
def stage(request: StaffRequest, case: Case, problem: int) -> HttpResponse:
    """Handled, checked again, fed back to the department that can end it."""
    found = Problem.objects.select_related("case").filter(pk=problem, case=case).first()
    if found is None:
        raise Http404(str(problem))
    name = request.POST.get("stage", "")
    how = by(request, f"stage:{problem}:{name}")
    words = text(request, "words", 500)
    if name == "handle":
        problems.handle(found, words=words, **how)
    elif name == "recheck":
        problems.recheck(found, words=words, holds="broken" not in request.POST, **how)
    elif name == "feed_back":
        problems.feed_back(found, department=text(request, "department", 80), words=words, **how)
    else:
        raise NotSo("stage", _("Say which stage was reached: handled, checked again, fed back."))
    return back(request, case, said="stage")
