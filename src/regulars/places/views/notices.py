"""How shall we reach you? One's own ways, quiet hours, and what waits for one."""

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Quiet
from regulars.places.notices import push_keys, quiet, telling, trial, waiting, ways
from regulars.places.notices.channels import NotAnAddress
from regulars.places.notices.forms import NOT_AN_ADDRESS, PhoneForm, QuietForm, WayForm
from regulars.places.permissions import may
from regulars.places.views.desk import SHEETS, kept, posted, shown, who_and_when

TOO_MANY = _("Eight ways are enough. Take one off first.")


@never_cache
@needs("notice.see")
def notices(request: StaffRequest) -> HttpResponse:
    return own_page(request)


def own_page(
    request: StaffRequest, wrong: WayForm | None = None, hours: QuietForm | None = None
) -> HttpResponse:
    """What waits for whoever asks, and how they are told."""
    chosen = Quiet.objects.filter(staff=request.staff.pk).first()
    return shown(
        request, "places/notices.html", 422 if wrong or hours else 200,
        waiting=waiting.for_board(request.staff, request.now), zone=request.place.zone,
        rows=telling.rows(request.staff, request.place, request.now),
        form=wrong or WayForm(), wrong=wrong,
        hours=hours or filled(chosen), hours_wrong=hours, quiet=chosen,
        may_write=may(request.staff, "notice.own"), tested="tested" in request.GET,
        sheets=[f"regulars/css/{name}.css" for name in (*SHEETS, "notices")],
    )  # fmt: skip


def filled(chosen: Quiet | None) -> QuietForm:
    begins, ends = (chosen.begins, chosen.ends) if chosen else quiet.NIGHT
    return QuietForm(initial={"begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}"})


@needs("notice.see")
@posted("notices")
def seen(request: StaffRequest) -> HttpResponse:
    if number := number_in(request, "notice"):
        waiting.seen(request.staff, number, **who_and_when(request, f"seen:{number}"))
    return kept(request, "notices")


@never_cache
@needs("notice.own")
@posted("notices")
def new_way(request: StaffRequest) -> HttpResponse:
    form = WayForm(request.POST)
    if form.is_valid():
        address, secret = (str(form.cleaned_data[name]).strip() for name in ("address", "secret"))
        verb = who_and_when(request, "way")
        try:
            ways.add(request.staff, form.cleaned_data["way"], address, secret, **verb)
            return kept(request, "notices")
        except NotAnAddress as refused:
            form.add_error(refused.field, str(NOT_AN_ADDRESS[refused.code]))
        except ways.TooMany:
            form.add_error(None, str(TOO_MANY))
    return own_page(request, wrong=form)


@never_cache
@needs("notice.own")
@posted("notices")
def phone(request: StaffRequest) -> HttpResponse:
    """A browser asks for the house's key, and then says where it is reached (``push.js``)."""
    if "address" not in request.POST:
        return JsonResponse({"key": push_keys.public(push_keys.private(request.now))})
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"detail": str(NOT_AN_ADDRESS["phone"])}, status=422)
    try:
        ways.add_phone(request.staff, **form.cleaned_data, **who_and_when(request, "phone"))
    except NotAnAddress as refused:
        return JsonResponse({"detail": str(NOT_AN_ADDRESS[refused.code])}, status=422)
    except ways.TooMany:
        return JsonResponse({"detail": str(TOO_MANY)}, status=422)
    return JsonResponse({"next": f"{reverse('notices', args=[request.place.slug])}?kept=1"})


@needs("notice.own")
@posted("notices")
def way_removal(request: StaffRequest) -> HttpResponse:
    if number := number_in(request, "way"):
        ways.remove(request.staff, number, **who_and_when(request, f"way:{number}"))
    return kept(request, "notices")


@needs("notice.own")
@posted("notices")
def quiet_hours(request: StaffRequest) -> HttpResponse:
    """Keep the hours typed, or none where that button was pressed."""
    verb = who_and_when(request, "quiet")
    if "none" in request.POST:
        quiet.none(request.staff, **verb)
        return kept(request, "notices")
    form = QuietForm(request.POST)
    if form.is_valid():
        try:
            quiet.keep(request.staff, form.cleaned_data["begins"], form.cleaned_data["ends"],
                       **verb)  # fmt: skip
            return kept(request, "notices")
        except quiet.AllDay:
            form.add_error("ends", str(_("Choose an end that differs from the beginning.")))
    return own_page(request, hours=form)


@needs("notice.own")
@posted("notices")
def test(request: StaffRequest) -> HttpResponse:
    trial.send(request.staff, request.now)
    return kept(request, "notices", "&tested=1")


def number_in(request: StaffRequest, name: str) -> int:
    """The number under a name of the form; 0 where there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
