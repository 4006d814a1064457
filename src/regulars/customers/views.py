"""The doors to what is kept about a customer: see, agree, take back, hand out, merge, forget."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from regulars.customers import (
    birthdays,
    consents,
    erasure,
    export,
    handles,
    kept,
    merging,
    own_page,
    photos,
    proofs,
    purposes,
    requests,
)
from regulars.customers.forms import BirthdayForm, HandleForm, PairForm
from regulars.customers.models import Customer, Merge
from regulars.moments import audit
from regulars.places.doors import StaffRequest, needs, reads_itself
from regulars.places.permissions import may
from regulars.places.views import desk

View = Callable[..., HttpResponse]


posted = desk.posted("board")
"""Of a verb whose page is the board."""


def person(request: StaffRequest, customer: int) -> Customer:
    """A customer of this book; whoever was merged is the survivor, whoever was erased is gone."""
    rows = Customer.objects.select_related("merged_into", "household")
    known = rows.filter(pk=customer, book=request.place.book_id, erased_at=None).first()
    if known is None:
        raise Http404(str(customer))
    return merging.the_one(known)


def by(request: StaffRequest, verb: str) -> dict[str, Any]:
    """Who, when and where, and the key by which a tap sent twice is known as one."""
    key = request.POST.get("key", "")
    named = f"{key}:{verb}" if key else None
    return {"by": request.staff.opaque, "now": request.now, "place": request.place, "key": named}


def root(request: StaffRequest) -> dict[str, Any]:
    return {"root": reverse("place", args=[request.place.slug]), "key": uuid4().hex}


def page(
    request: StaffRequest, customer: Customer, status: int = 200, **context: Any
) -> HttpResponse:
    audit.looked(request.staff.opaque, customer.opaque, "kept", request.now)
    rights = {right.partition(".")[2]: may(request.staff, f"customer.{right.partition('.')[2]}")
              for right in ("customer.merge", "customer.export", "customer.erase")}  # fmt: skip
    may_link = may(request.staff, "own_link.make")
    shown = kept.read(customer, request.now)
    whole = {**root(request), "page": shown, "rights": rights, "may_link": may_link, **context}
    return render(request, "customers/kept.html", whole, status=status)


def back(request: StaffRequest, customer: Customer, said: str = "") -> HttpResponse:
    target = reverse("kept", args=[request.place.slug, customer.pk])
    return HttpResponseRedirect(f"{target}?said={said}" if said else target, status=303)


@never_cache
@needs("customer.see")
def show(request: StaffRequest, customer: int) -> HttpResponse:
    whom = person(request, customer)
    if whom.pk != customer:
        return back(request, whom)
    return page(request, whom)


@needs("consent.write")
@posted
def consent(request: StaffRequest, customer: int) -> HttpResponse:
    """One tap gives, one tap takes back."""
    whom, purpose = person(request, customer), request.POST.get("purpose", "")
    verb = consents.withdraw if "withdraw" in request.POST else consents.give
    try:
        verb(whom, purpose, **by(request, f"consent:{customer}:{purpose}"))
    except consents.NoSuchPurpose:
        raise Http404(purpose) from None
    return back(request, whom, "kept")


@csrf_exempt  # the token is in the body, and the body is looked at only once its size is known
@needs("photo.write")
@posted
@reads_itself
def photo_new(request: StaffRequest, customer: int) -> HttpResponse:
    received = photos.receive(request)

    @csrf_protect
    def keep(request: StaffRequest) -> HttpResponse:
        whom = person(request, customer)
        try:
            jpeg = photos.small(received())
            if "agreed" in request.POST:
                consents.give(whom, "photo", **by(request, f"photo-consent:{customer}"))
            photos.keep(whom, jpeg, **by(request, f"photo:{customer}"))
        except photos.TooLarge as wrong:
            return page(request, whom, 413, wrong_photo=str(wrong))
        except (photos.NoPicture, purposes.NoConsent) as wrong:
            return page(request, whom, 422, wrong_photo=str(wrong))
        return back(request, whom, "kept")

    return keep(request)


@needs("customer.see")
def photo(request: StaffRequest, customer: int) -> HttpResponse:
    """The picture itself: only in this browser, and asked for anew each time."""
    picture = photos.of(person(request, customer))
    if picture is None:
        raise Http404(str(customer))
    mark = f'"{picture.taken_at.timestamp():.6f}"'
    fresh = request.headers.get("If-None-Match") != mark
    answer: HttpResponse = (
        HttpResponse(bytes(picture.jpeg), content_type="image/jpeg")
        if fresh else HttpResponseNotModified()
    )  # fmt: skip
    answer["Cache-Control"], answer["ETag"] = "private, no-cache", mark
    answer["Vary"] = "Cookie"
    return answer


@needs("handle.write")
@posted
def handle_new(request: StaffRequest, customer: int) -> HttpResponse:
    whom, form = person(request, customer), HandleForm(request.POST)
    if not form.is_valid():
        return page(request, whom, 422, wrong_handle=_("Write the number or the address."))
    try:
        handles.add(whom, **form.cleaned_data, **by(request, f"handle:{customer}"))
    except handles.Taken as taken:
        return page(request, whom, 422, wrong_handle=str(taken), holder=taken.holder)
    except handles.Wrong as wrong:
        return page(request, whom, 422, wrong_handle=str(wrong))
    return back(request, whom, "kept")


@needs("handle.write")
@posted
def handle_gone(request: StaffRequest, customer: int) -> HttpResponse:
    whom, number = person(request, customer), request.POST.get("handle", "")
    handles.remove(whom, int(number) if number.isdecimal() else 0,
                   **by(request, f"unhandle:{number}"))  # fmt: skip
    return back(request, whom, "kept")


@needs("consent.write")
@posted
def birthday(request: StaffRequest, customer: int) -> HttpResponse:
    """The birthday, with the consent that was asked for in the same breath."""
    whom, form = person(request, customer), BirthdayForm(request.POST)
    if not form.is_valid():
        return page(request, whom, 422, wrong_birthday=_("Choose the day."))
    try:
        if "agreed" in request.POST:
            consents.give(whom, "greetings", **by(request, f"greet:{customer}"))
        born = form.cleaned_data["birthday"]
        birthdays.keep(whom, born, **by(request, f"birthday:{customer}"))
    except (purposes.NoConsent, birthdays.Impossible) as wrong:
        return page(request, whom, 422, wrong_birthday=str(wrong))
    return back(request, whom, "kept")


@needs("customer.export")
@posted
def exports(request: StaffRequest, customer: int) -> HttpResponse:
    whom, form = person(request, customer), request.POST.get("form", "json")
    if form not in export.FORMS:
        raise Http404(form)
    content = export.hand_out(
        whom, form, by=request.staff.opaque, now=request.now, place=request.place
    )
    ending = {"json": "json", "vcard": "vcf"}[form]
    answer = HttpResponse(content, content_type=f"{export.FORMS[form]}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="customer-{whom.pk}.{ending}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs("customer.erase")
@posted
def erasures(request: StaffRequest, customer: int) -> HttpResponse:
    """Typed, not merely tapped: it cannot be taken back."""
    whom = person(request, customer)
    if request.POST.get("typed", "").strip() != str(whom.pk):
        return page(request, whom, 422, wrong_erasure=_(
            "Nothing was erased. Type the number {number} to say that you mean it."
        ).format(number=whom.pk))  # fmt: skip
    proof = erasure.erase(whom, by=request.staff.opaque, now=request.now, place=request.place)
    context = {**root(request), "number": whom.pk, "proof": proof}
    return render(request, "customers/forgotten.html", context)


@needs("own_link.make")
@posted
def links(request: StaffRequest, customer: int) -> HttpResponse:
    """Make the address of their own page, shown once; or close it."""
    whom, told = person(request, customer), {**by(request, "")}
    told.pop("key")
    if "close" in request.POST:
        own_page.close(whom, **told)
        return back(request, whom, "kept")
    token = own_page.make_link(whom, **told)
    address = request.build_absolute_uri(reverse("own", args=[token]))
    return page(request, whom, address=address)


@never_cache
@needs("customer.merge")
def twins(request: StaffRequest) -> HttpResponse:
    return twin_page(request)


def twin_page(request: StaffRequest, status: int = 200, **context: Any) -> HttpResponse:
    pairs = kept.pairs(request.place)
    for pair in pairs:
        for side in (pair.one, pair.other):
            audit.looked(request.staff.opaque, side.customer.opaque, "twins", request.now)
    whole = {**root(request), "pairs": pairs, **context}
    return render(request, "customers/twins.html", whole, status=status)


@needs("customer.merge")
@posted
def merges(request: StaffRequest) -> HttpResponse:
    """One person: whoever was chosen stays."""
    form = PairForm(request.POST)
    chosen = form.chosen() if form.is_valid() else None
    if chosen is None:
        return twin_page(request, 422, wrong=_("Choose who stays."))
    stays, goes = (named(request, pk) for pk in chosen)
    try:
        merging.merge(stays, goes, sure=form.cleaned_data["sure"],
                      **by(request, f"merge:{stays.pk}:{goes.pk}"))  # fmt: skip
    except merging.Impossible as why:
        return twin_page(request, 409, wrong=str(why))
    return back(request, stays, "merged")


def named(request: StaffRequest, customer: int) -> Customer:
    """Exactly the record that was named, also where it was merged a moment ago."""
    known = Customer.objects.filter(pk=customer, book=request.place.book_id).first()
    if known is None:
        raise Http404(str(customer))
    return known


@needs("customer.merge")
@posted
def distinctions(request: StaffRequest) -> HttpResponse:
    """Two people: not proposed again."""
    form = PairForm(request.POST)
    if form.is_valid():
        one, other = (named(request, form.cleaned_data[each]) for each in ("one", "other"))
        if one.pk != other.pk:
            merging.not_the_same(one, other, **by(request, f"apart:{one.pk}:{other.pk}"))
    return HttpResponseRedirect(reverse("twins", args=[request.place.slug]), status=303)


@needs("customer.merge")
@posted
def undoings(request: StaffRequest, customer: int) -> HttpResponse:
    whom, number = person(request, customer), request.POST.get("merge", "")
    done = Merge.objects.filter(pk=number if number.isdecimal() else 0, survivor=whom).first()
    if done is None:
        raise Http404(number)
    try:
        merging.undo(done, **by(request, f"undo:{done.pk}"))
    except merging.Impossible as why:
        return page(request, whom, 409, wrong_merge=str(why))
    return back(request, whom, "apart")


@needs("purchase.prove")
@posted
def proof_new(request: StaffRequest, moment: int) -> HttpResponse:
    """A purchase found without a receipt is proof for what they bring back."""
    try:
        proofs.attach(
            request.place, moment, request.POST.get("words", ""), by=request.staff.opaque,
            now=request.now, key=by(request, f"proof:{moment}")["key"],
        )  # fmt: skip
    except proofs.NoSuchPurchase as unknown:
        raise Http404(str(unknown)) from unknown
    except proofs.Empty:
        return found_again(request, f"empty={moment}")
    return found_again(request, f"proved={moment}")


def found_again(request: StaffRequest, said: str) -> HttpResponse:
    """Back to the receipts that were found, with what became of one of them."""
    here = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(here, {request.get_host()}, request.is_secure()):
        here = reverse("receipts", args=[request.place.slug])
    return HttpResponseRedirect(f"{here}{'&' if '?' in here else '?'}{said}", status=303)


@never_cache
@needs("trust.see")
def trust(request: StaffRequest) -> HttpResponse:
    """What customers asked of us, who looked up too many, and who may be there twice."""
    context = {
        **root(request),
        "requests": requests.open_at(request.place, request.now),
        "alarms": kept.alarms(request.place, request.now),
    }
    return render(request, "customers/trust.html", context)
