"""Second keys: who has one, and whom the house asks for one (REGULARS_MFA)."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from regulars.places.doors import StaffRequest
from regulars.places.models import Role
from regulars.places.permissions import EVERYONE, LEADERS

WANTED: dict[str, frozenset[Role]] = {
    "": frozenset(), "none": frozenset(), "owners": frozenset({Role.OWNER}),
    "leaders": LEADERS, "all": EVERYONE,
}  # fmt: skip
HAS = "second_key"
TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def ask(request: StaffRequest) -> HttpResponse | None:
    """To one's own sign-in page, where the house wants a second key of this role and there is
    none. A PIN opens the floor only, so it needs none."""
    if not wanted(request.staff.role) or request.staff.by_pin or has_one(request):
        return None
    target = reverse("account") + "?second=1"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def wanted(role: str) -> bool:
    try:
        return role in WANTED[settings.MFA_WANTED]
    except KeyError:
        raise ImproperlyConfigured(
            f"REGULARS_MFA is {settings.MFA_WANTED!r}; it may be none, owners, leaders or all."
        ) from None


def has_one(request: HttpRequest) -> bool:
    """Asked of the database once in a session."""
    if not request.session.get(HAS):
        request.session[HAS] = keys_of(request.user.pk).exists()
    return bool(request.session[HAS])


def keys_of(user: int | None) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user, type__in=TYPES)


@receiver([authenticator_added, authenticator_removed])
def look_again(sender: object, request: HttpRequest, user: User, **more: object) -> None:
    request.session.pop(HAS, None)
