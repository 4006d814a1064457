"""The pages on which a list from elsewhere is brought, looked at, taken in and accounted for."""

from dataclasses import fields as fields_of
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from regulars.moments import audit
from regulars.moments.intake import Report
from regulars.moments.intake.encodings import ENCODINGS
from regulars.moments.intake.reasons import REASONS
from regulars.moments.intake.refusals import Refusal
from regulars.moments.models import Import
from regulars.places.doors import StaffRequest, needs, reads_itself
from regulars.places.views.desk import posted
from regulars.site.importing import clockwork, preview, receiving, slips
from regulars.site.importing.kinds import KINDS

EARLIER = 20
TABLE = ("encoding", "separator", "sheet", "header")
"""What decides which columns there are: once one of these is changed, they are guessed anew."""


@never_cache
@needs("list.import")
def imports(request: StaffRequest) -> HttpResponse:
    return front(request)


def front(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    """What may be brought, what lies here, and what was brought before."""
    earlier = Import.objects.filter(place=request.place.pk).order_by("-started_at")[:EARLIER]
    context = {
        "kinds": KINDS.values(), "slips": slips.of(request.place.pk), "names": KINDS,
        "earlier": earlier, "most": receiving.most() >> 20, "days": slips.KEPT,
        "chosen": request.GET.get("kind", ""), **more,
    }  # fmt: skip
    return shown(request, "importing/imports.html", status, **context)


def shown(request: StaffRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    common = {"root": reverse("place", args=[request.place.slug]), "key": uuid4().hex}
    return render(request, template, {**common, **context}, status=status)


def to(request: StaffRequest, page: str, *more: str, query: str = "") -> HttpResponse:
    address = reverse(page, args=[request.place.slug, *more])
    return HttpResponseRedirect(address + query, status=303)


@csrf_exempt  # the token is in the body, and the body is read only once its size is known
@needs("list.import")
@posted("imports")
@reads_itself
def new_import(request: StaffRequest) -> HttpResponse:
    try:
        received = receiving.receive(request)
    except receiving.NotReceived as wrong:
        return front(request, 413, wrong=str(wrong))

    @csrf_protect
    def keep(request: StaffRequest) -> HttpResponse:
        kind, sent = request.POST.get("kind", ""), request.FILES.get("file")
        if received.trouble:
            return front(request, 413, wrong=received.trouble, chosen=kind)
        if kind not in KINDS or sent is None or received.path is None:
            received.drop()
            return front(request, 422, no_file=sent is None, no_kind=kind not in KINDS, chosen=kind)
        slip = keep_slip(request, kind, str(sent.name), received)
        return to(request, "import", slip.name)

    try:
        return keep(request)
    finally:
        received.drop()


def keep_slip(
    request: StaffRequest, kind: str, name: str, received: receiving.ToDisk
) -> slips.Slip:
    """A folder for the file; the same form sent twice is one."""
    key = request.POST.get("key", "")
    key = key if slips.NAME.fullmatch(key) else uuid4().hex
    try:
        return slips.find(key, request.place.pk)
    except slips.Unknown:
        pass
    slip = slips.Slip(
        key, request.place.pk, kind, slips.shown(name), received.size, request.staff.opaque,
        request.staff.name, request.now.isoformat(), get_language() or "en",
    )  # fmt: skip
    slip.folder.mkdir(mode=0o700, exist_ok=True)
    assert received.path is not None
    received.path.replace(slip.table)
    slip.save()
    clockwork.throw_away_later(slip, request.now)
    return slip


def asked(request: StaffRequest, name: str) -> slips.Slip:
    try:
        return slips.find(name, request.place.pk)
    except slips.Unknown:
        raise Http404(name) from None


@never_cache
@needs("list.import")
def one_import(request: StaffRequest, name: str) -> HttpResponse:
    """How the file would be read; how far it is; or what became of it."""
    slip = asked(request, name)
    if slip.state == slips.ASKED:
        part = "HX-Request" in request.headers
        template = "importing/progress.html" if part else "importing/working.html"
        return shown(request, template, slip=slip, kind=KINDS[slip.kind], **how_far(slip))
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Refresh": "true"})
    audit.looked(request.staff.opaque, f"place:{request.place.pk}", "import", request.now)
    if slip.state == slips.DONE:
        return shown(
            request, "importing/done.html", slip=slip, kind=KINDS[slip.kind],
            report=report_of(slip), away=away(slip), has_refused=slip.refused.exists(),
        )  # fmt: skip
    return looked_at(request, slip)


def looked_at(request: StaffRequest, slip: slips.Slip) -> HttpResponse:
    seen = preview.look(slip, request.place, request.now)
    zone = request.place.time_zone
    return shown(
        request, "importing/look.html", slip=slip, kind=KINDS[slip.kind], seen=seen, zone=zone,
        encodings=ENCODINGS, separators=preview.SEPARATORS, away=away(slip),
        regions=preview.REGIONS, region=preview.region_here(slip, request.place),
        dates=(("dmy", "31/1/2026"), ("mdy", "1/31/2026")),
    )  # fmt: skip


def how_far(slip: slips.Slip) -> dict[str, Any]:
    rows, total = slips.progress(slip)
    share = min(round(100 * rows / total), 99) if total else 0
    return {"rows": rows, "total": total, "share": share}


def away(slip: slips.Slip) -> Any:
    return slip.brought_at + timedelta(days=slips.KEPT)


def report_of(slip: slips.Slip) -> Report:
    """The report as it was, with its reasons in the language of who looks."""
    values = {**slip.report}
    refusals = []
    for one in values.pop("refusals", []):
        reason = REASONS.get(one["problem"])
        if reason:
            one = {**one, "reason": str(reason.text), "remedy": str(reason.remedy)}
        refusals.append(Refusal(**one))
    known = {one.name for one in fields_of(Report)}
    kept = {name: value for name, value in values.items() if name in known and name != "note"}
    return Report(slip.file, **kept, refusals=refusals)


@needs("list.import")
@posted("imports")
def reading(request: StaffRequest, name: str) -> HttpResponse:
    """Read it in another way: another encoding, sheet or row of names, other columns."""
    slip = asked(request, name)
    if slip.state in (slips.OPEN, slips.STOPPED):
        given = request.POST.dict()
        seen = preview.look(slip, request.place, request.now, trying=False)
        how = preview.how_of(given, seen.sheets)
        anew = any(how[each] != (slip.how.get(each) or type(how[each])()) for each in TABLE)
        slip.mapping = {} if anew or seen.trouble else preview.choices_of(seen, given)
        slip.how, slip.region = how, preview.region_of(given)
        slip.each_line_counts = "each_line_counts" in given
        slip.state, slip.trouble = slips.OPEN, ""
        slip.save()
    return to(request, "import", name)


@needs("list.import")
@posted("imports")
def taking(request: StaffRequest, name: str) -> HttpResponse:
    """Take it in, in the background; tapped twice it is taken in once."""
    slip = asked(request, name)
    slip.language = get_language() or "en"
    clockwork.ask(slip, request.now)
    return to(request, "import", name)


@needs("list.import")
@posted("imports")
def removal(request: StaffRequest, name: str) -> HttpResponse:
    """Throw the file away now; what was taken in stays."""
    slip = asked(request, name)
    with slips.held(slip) as free:
        if free and slip.state != slips.ASKED:
            slip.remove()
    return to(request, "imports", query="?gone=1")


@needs("list.import")
def refused_rows(request: StaffRequest, name: str) -> HttpResponse:
    """The refused rows as a file that a spreadsheet cannot run."""
    slip = asked(request, name)
    if not slip.refused.exists():
        raise Http404(name)
    audit.looked(request.staff.opaque, f"place:{request.place.pk}", "import", request.now)
    stem = slip.file.rpartition(".")[0] or slip.file
    answer: Any = FileResponse(
        slip.refused.open("rb"), as_attachment=True, filename=f"{stem}.refused.csv",
        content_type="text/csv; charset=utf-8",
    )  # fmt: skip
    return answer
