"""Where allauth asks the house how it wants things: no sign-up, no mail, our own words."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from regulars.moments import seal
from regulars.places.models import Staff

YEAR = 365 * 24 * 3600
WRONG_CODE = _("That is not it. Look at it once more; each code is good for half a minute only.")


class SignIn(DefaultAccountAdapter):
    """Staff are let in by the owner, never by themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("That is not your password. Look at the capitals."),
        "incorrect_code": WRONG_CODE,
        "rate_limited": _("Too many tries. Wait five minutes."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **told: Any) -> HttpResponse:
        """Onto the page they wanted, in their own language."""
        response = super().post_login(request, user, **told)
        person = Staff.objects.filter(user=user).exclude(language="").first()
        return keep_language(response, person.language) if person else response


def keep_language(response: HttpResponse, code: str) -> HttpResponse:
    if code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", secure=settings.TLS
        )
    return response


class SecondKeys(DefaultMFAAdapter):
    """Secrets of code apps lie under the house's seal, not in clear in its database."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}

    def get_totp_issuer(self) -> str:
        return f"Regulars {super().get_totp_issuer()}"

    def encrypt(self, text: str) -> str:
        return seal.seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return seal.open(encrypted_text.encode())


class CompanyAccounts(DefaultSocialAccountAdapter):
    """An account of the company opens the door of one who works here already, and nobody else's."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Known from before, or matched now and remembered by the provider's own number."""
        if sociallogin.is_existing:
            return
        user = matched(sociallogin)
        if user is None:
            refuse(request, 403)
        sociallogin.connect(request, user)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None,
        extra_context: Any = None,
    ) -> None:  # fmt: skip
        refuse(request, 502 if exception else 403, error=str(error or ""))


def matched(sociallogin: SocialLogin) -> User | None:
    """Who works here under an e-mail address that the provider has verified; under the user name
    only where the house trusts its provider to give those out (REGULARS_OIDC_MATCH=username)."""
    working = User.objects.filter(is_active=True, posts__isnull=False).distinct()
    verified = [a.email for a in sociallogin.email_addresses if a.verified is True and a.email]
    found = [user for email in verified for user in working.filter(email__iexact=email)[:2]]
    name = sociallogin.user.username if settings.OIDC_MATCH == "username" else ""
    if not found and name:
        found = list(working.filter(username=name))
    return found[0] if len(found) == 1 else None


def refuse(request: HttpRequest, status: int, **told: str) -> NoReturn:
    context = {"company": settings.OIDC_NAME, **told}
    raise ImmediateHttpResponse(
        render(request, "socialaccount/refused.html", context, status=status)
    )
