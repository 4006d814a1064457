"""What an owner does about keys: links for people who lost theirs, tokens for machines."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from regulars.places import squares, tokens
from regulars.places.doors import StaffRequest, needs
from regulars.places.models import Role, Token
from regulars.site.accounts import renewing


class TokenForm(forms.Form):
    """What machine it is, what it may do, and for how long."""

    name = forms.CharField(max_length=60, strip=True)
    role = forms.ChoiceField(choices=Role.choices)
    days = forms.IntegerField(required=False, min_value=1, max_value=tokens.LONGEST_DAYS)


class EmailForm(forms.Form):
    """The address by which the company's own account knows them."""

    email = forms.EmailField(required=False, max_length=254)


@never_cache
@needs("sign_in.renew")
def sign_ins(request: StaffRequest) -> HttpResponse:
    return people_page(request)


def people_page(request: StaffRequest, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"people": renewing.people(request.place), **more}
    return render(request, "keys/people.html", shown, status=status)


@never_cache
@needs("sign_in.renew")
def renewal(request: StaffRequest, staff: int) -> HttpResponse:
    """A link, and the same as a square to point a phone at; shown now and never again."""
    person = get_object_or_404(renewing.people(request.place), pk=staff)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("sign-ins", args=[request.place.slug]))
    try:
        path = renewing.renew(request, person, "keys" in request.POST)
    except renewing.NotYours as theirs:
        raise PermissionDenied(str(theirs)) from None
    link = request.build_absolute_uri(path)
    return people_page(request, person=person, link=link, square=squares.path(link))


@needs("sign_in.renew")
def address(request: StaffRequest, staff: int) -> HttpResponse:
    """Write down, or take away, the e-mail address of the company's account."""
    person = get_object_or_404(renewing.people(request.place), pk=staff)
    form = EmailForm(request.POST)
    if request.method == "POST":
        if not form.is_valid():
            return people_page(request, 422, wrong=person.pk, typed=request.POST.get("email", ""))
        if not renewing.owns_all_of(request.user.pk, person.user):
            raise PermissionDenied
        person.user.email = form.cleaned_data["email"]
        person.user.save(update_fields=["email"])
    return HttpResponseRedirect(reverse("sign-ins", args=[request.place.slug]), status=303)


@never_cache
@needs("token.make")
def token_list(request: StaffRequest) -> HttpResponse:
    """The machines of a place; a new one is given its token here, shown once."""
    form = TokenForm(request.POST or None)
    if request.method != "POST":
        return tokens_page(request, form)
    if not form.is_valid():
        return tokens_page(request, form, 422)
    told = form.cleaned_data
    try:
        token, secret = tokens.make(
            request.place, told["name"], Role(told["role"]), days=told["days"],
            by=request.staff.opaque, now=request.now,
        )  # fmt: skip
    except tokens.Taken:
        form.add_error("name", _("A machine of this name has a token already."))
        return tokens_page(request, form, 422)
    return tokens_page(request, TokenForm(), made=token, secret=secret)


def tokens_page(
    request: StaffRequest, form: TokenForm, status: int = 200, **more: Any
) -> HttpResponse:
    rows = Token.objects.filter(staff__place=request.place, revoked_at=None)
    shown = {"form": form, "tokens": rows.select_related("staff"), "roles": Role.choices, **more}
    return render(request, "keys/tokens.html", shown, status=status)


@needs("token.make")
def token_removal(request: StaffRequest, token: int) -> HttpResponse:
    known = get_object_or_404(Token, pk=token, staff__place=request.place)
    if request.method == "POST":
        tokens.revoke(known, by=request.staff.opaque, now=request.now)
    return HttpResponseRedirect(reverse("tokens", args=[request.place.slug]), status=303)
