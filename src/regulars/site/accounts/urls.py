"""Addresses of the front door. Those with a name in allauth keep it: its pages ask for it."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as company
from django.urls import path

from regulars.site.accounts import views
from regulars.site.accounts.views import answered, by_password

HOUSE = {"provider_id": "house"}

entering = [
    path("login/", views.Login.as_view(), name="login"),
    path("login/", views.Login.as_view(), name="account_login"),
    path("login/second/", second.authenticate, name="mfa_authenticate"),
    path("login/passkey/", views.Passkey.as_view(), name="mfa_login_webauthn"),
    path("login/company/", answered(company.login), HOUSE, name="openid_connect_login"),
    path("login/company/back/", answered(company.callback), HOUSE, name="openid_connect_callback"),
    path("login/company/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("login/company/error/", social.login_error, name="socialaccount_login_error"),
    path("login/closed/", views.inactive, name="account_inactive"),
    path("login/anew/<uidb64>/<token>/", views.ChosenAnew.as_view(), name="new_password"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("logout/", views.Logout.as_view(), name="account_logout"),
]

own = [
    path("account/", views.account, name="account"),
    path("account/keys/", by_password(views.account_again), name="mfa_index"),
    path("account/passkeys/", by_password(views.account_again), name="mfa_list_webauthn"),
    path("account/password/", views.new_password, name="account_change_password"),
    path("account/confirm/", by_password(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", by_password(second.reauthenticate), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", by_password(passkeys.reauthenticate_webauthn),
         name="mfa_reauthenticate_webauthn"),
    path("account/app/", by_password(app.activate_totp), name="mfa_activate_totp"),
    path("account/app/off/", by_password(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/codes/", by_password(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/codes/file/", by_password(codes.download_recovery_codes),
         name="mfa_download_recovery_codes"),
    path("account/codes/new/", by_password(codes.generate_recovery_codes),
         name="mfa_generate_recovery_codes"),
    path("account/passkeys/new/", by_password(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/gone/", by_password(passkeys.remove_webauthn),
         name="mfa_remove_webauthn"),
]  # fmt: skip

OPEN = frozenset(door.name for door in entering if door.name)
"""Doors before which nobody is known yet."""
OWN = frozenset(door.name for door in own if door.name)
"""Doors of whoever is signed in by more than a PIN; each shows nothing but one's own."""

urlpatterns = [*entering, *own]
