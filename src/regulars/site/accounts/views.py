"""The front door, and the page of one's own keys."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.account.models import Login as PendingLogin
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import views as classic
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from regulars.places.doors import PIN, TABLET_COOKIE, NeedsPassword
from regulars.places.models import Staff
from regulars.site.accounts import second
from regulars.site.accounts.backends import opens_at

View = Callable[..., HttpResponse]


def by_password(view: View) -> View:
    """For whoever is signed in, and not by PIN alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if PIN in request.session:
            raise NeedsPassword
        return answered(view)(request, *args, **kwargs)

    return guarded


def answered(view: View) -> View:
    """What allauth raises to change the answer becomes the answer, here and not in a middleware:
    a middleware that runs the view itself (``site.troubled``) would not see it."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ImmediateHttpResponse as instead:
            return cast(HttpResponse, instead.response)
        except ReauthenticationRequired:
            ways = get_adapter().get_reauthentication_methods(request.user)
            url = ways[0]["url"] if ways else reverse("login")
            return cast(HttpResponse, suspend_request(request, url))

    return asked


def safe_next(request: HttpRequest) -> str:
    """The page of ours that they wanted to see; empty where there is none."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if ours else ""


class Login(classic.LoginView):
    """Name and password; then the second key where there is one, then today's board."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**more)
        wrong = self.request.GET.get("wrong", "")
        company = settings.OIDC_NAME if settings.OIDC_SERVER else ""
        passkeys = passkeys_work(self.request)
        return found | {
            "demo": settings.DEMO, "company": company, "passkeys": passkeys, "wrong": wrong,
            "shared": TABLET_COOKIE in self.request.COOKIES,
        }  # fmt: skip

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        pending = PendingLogin(user=user, redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": user.get_username()}, pending)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """What is wrong, in words; whoever guessed five times waits."""
        if not getattr(self.request, "axes_locked_out", False):
            return super().form_invalid(form)
        until = opens_at(self.request, form.cleaned_data.get("username", ""))
        context = self.get_context_data(form=form, locked_until=until)
        return self.render_to_response(context, status=429)


class Passkey(LoginWebAuthnView):
    """One tap; a passkey that opens nothing here comes back to the door with a sentence."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return redirect(reverse("login") + "?passkey=1")


class Logout(classic.LogoutView):
    """Out; at a shared tablet back to its faces."""

    def get_default_redirect_url(self) -> str:
        shared = TABLET_COOKIE in self.request.COOKIES
        return resolve_url("switch" if shared else "login")


@never_cache
@by_password
def account(request: HttpRequest) -> HttpResponse:
    """One's own sign-in: password, passkeys, code app, recovery codes, PIN, language."""
    keys = list(Authenticator.objects.filter(user=request.user.pk).order_by("pk"))
    posts = list(Staff.objects.select_related("place").filter(user=request.user.pk))
    codes = first_of(keys, Authenticator.Type.RECOVERY_CODES)
    return render(request, "account/account.html", {
        "posts": posts, "passkeys_work": passkeys_work(request),
        "passkeys": [key for key in keys if key.type == Authenticator.Type.WEBAUTHN],
        "app": first_of(keys, Authenticator.Type.TOTP),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "has_pin": any(post.pin for post in posts),
        "wanted": any(second.wanted(post.role) for post in posts),
        "company": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        "connected": SocialAccount.objects.filter(user=request.user.pk).first(),
    })  # fmt: skip


def first_of(keys: list[Authenticator], wanted: str) -> Authenticator | None:
    return next((key for key in keys if key.type == wanted), None)


def passkeys_work(request: HttpRequest) -> bool:
    """Browsers make passkeys on HTTPS or at localhost only, and never for a bare address."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


class NewPassword(classic.PasswordChangeView):
    """One's own password anew, with the old one as proof."""

    template_name = "account/password.html"
    success_url = reverse_lazy("account")


new_password = never_cache(by_password(cast(View, NewPassword.as_view())))


class ChosenAnew(classic.PasswordResetConfirmView):
    """At the end of the owner's link: a password only its owner knows."""

    template_name = "account/renewed.html"
    success_url = reverse_lazy("login")


def account_again(request: HttpRequest, **which: object) -> HttpResponse:
    """Lists of keys stand on one's own page."""
    return redirect("account")


def inactive(request: HttpRequest) -> HttpResponse:
    """Somebody whose login was closed."""
    return render(request, "account/inactive.html", status=403)
