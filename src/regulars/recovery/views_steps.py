"""The doors of the four steps: comfort, go over it together, put it right, write it down."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.authority.ledger import Beyond
from regulars.authority.questions import NotSo as NotGranted
from regulars.places.doors import StaffRequest, needs
from regulars.recovery import apologies, choosing, pages, steps
from regulars.recovery.answers import back, by, case_of, posted, text
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo, NotYet

Act = Callable[..., HttpResponse]


def verb(act: Act) -> Act:
    """A verb of one case of this place. What is not in its turn, or not right, is said on the page
    of the case, with what was typed."""

    @needs("case.own")
    @posted
    @wraps(act)
    def asked(request: StaffRequest, case: int, **numbers: int) -> HttpResponse:
        found = case_of(request, case)
        try:
            return act(request, found, **numbers)
        except (NotSo, NotYet, NotGranted, Beyond) as wrong:
            better = getattr(wrong, "better", "")
            return pages.show(request, found, 422, wrong=str(wrong), better=better)

    return asked


@verb
def comfort(request: StaffRequest, case: Case) -> HttpResponse:
    """Said aloud as offered, or in one's own words; or written to them. What was done with it."""
    own = text(request, "own", 1000)
    kind = apologies.BY_CODE.get(request.POST.get("sorry", ""), apologies.guess(""))
    tongue = request.POST.get("tongue", "en")
    words = own or apologies.said(kind, tongue, pages.called(case, tongue))
    done = [str(apologies.ACTS[code].name) for code in request.POST.getlist("acts")
            if code in apologies.ACTS]  # fmt: skip
    whole = "\n".join([words, *([" · ".join(done)] if done else [])])
    how = "sent" if request.POST.get("how") == "sent" else "said"
    stood = True if "stood" in request.POST else None
    steps.comfort(case, how=how, words=whole, on_their_side=stood,
                  **by(request, f"comfort:{case.pk}"))  # fmt: skip
    return back(request, case, said="comforted")


@verb
def hearing(request: StaffRequest, case: Case) -> HttpResponse:
    named = amount(request, "disputed_amount") if text(request, "disputed_amount", 30) else None
    steps.hear(case, their_words=text(request, "their_words"), wish=text(request, "wish", 500),
               disputed_amount=named, **by(request, f"hear:{case.pk}"))  # fmt: skip
    return back(request, case, said="heard")


@verb
def restitution(request: StaffRequest, case: Case) -> HttpResponse:
    """What is owed and the extra, each with what it costs the house; an empty extra warns."""
    outcome = choosing.put_right(
        request, case, amount(request, "restitution_amount"), amount(request, "extra_amount")
    )
    return back(request, case, said="no_extra" if outcome.warning else "right")


@verb
def record(request: StaffRequest, case: Case) -> HttpResponse:
    steps.write_down(
        case, cause=text(request, "cause", 20), process=text(request, "process", 200),
        defect=text(request, "defect", 300), **by(request, f"write:{case.pk}"),
    )  # fmt: skip
    return back(request, case, said="written")


def amount(request: StaffRequest, name: str) -> int:
    """In minor units; an empty field costs nothing. Raises NotSo."""
    typed = text(request, name, 30)
    if not typed:
        return 0
    try:
        return amounts.read(typed, request.place.currency)
    except ValueError:
        raise NotSo(name, _("Write the amount in figures, such as 120 or 12.50.")) from None
