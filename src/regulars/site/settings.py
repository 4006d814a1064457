"""Settings. Everything a house may choose comes from the environment; see docs/operations.md."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("REGULARS_HOME", "house")).resolve()
DEBUG = os.environ.get("REGULARS_DEBUG", "") == "1"
DEMO = os.environ.get("REGULARS_DEMO", "") == "1"


def kept_secret() -> str:
    """The signing key: from the environment, else made once and kept beside the database."""
    if given := os.environ.get("REGULARS_SECRET_KEY"):
        return given
    file = HOME / "secret"
    if not file.exists():
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
    return file.read_text().strip()


SECRET_KEY = kept_secret()
ALLOWED_HOSTS = os.environ.get("REGULARS_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("REGULARS_ORIGINS", "").split(",") if o]

# HTTPS: spoken by the house itself (`serve --tls` sets REGULARS_TLS for its web processes), or by
# a proxy that the house was told to believe.
BEHIND_PROXY = os.environ.get("REGULARS_BEHIND_PROXY", "") == "1"
TLS = os.environ.get("REGULARS_TLS", "") == "1" or (
    BEHIND_PROXY and any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "regulars.moments.apps.MomentsConfig",
    "regulars.places.apps.PlacesConfig",
    "regulars.customers.apps.CustomersConfig",
    "regulars.notebook.apps.NotebookConfig",
    "regulars.authority.apps.AuthorityConfig",
    "regulars.anticipation.apps.AnticipationConfig",
    "regulars.recovery.apps.RecoveryConfig",
    "regulars.floor.apps.FloorConfig",
    "regulars.scorecard.apps.ScorecardConfig",
    "regulars.site.apps.SiteConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
]

MIDDLEWARE = [
    "regulars.site.api.door.ApiDoor",
    "django.middleware.security.SecurityMiddleware",
    "regulars.site.middleware.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regulars.site.troubled.Troubled",
]

ROOT_URLCONF = "regulars.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]

EMBEDDED = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": HOME / "regulars.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        # A writer takes the lock at BEGIN and waits its turn; see docs/operations.md.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        # What is erased is overwritten, not merely no longer pointed at.
        "PRAGMA secure_delete=ON;"
        "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    },
}


REACHING = {"connect_timeout": 5, "keepalives_idle": 30, "keepalives_interval": 10}
# Short Chinese patterns want a plan for each question; to compile one takes longer than to answer.
PLANNING = {"prepare_threshold": None, "options": "-c jit=off"}


def larger(url: str) -> dict[str, Any]:
    """PostgreSQL by its address.

    What the address says after ``?``, such as ``sslmode=require``, is kept.
    """
    parsed = dj_database_url.parse(url)
    return {
        **parsed,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**REACHING, **PLANNING, **parsed.get("OPTIONS", {})},
    }


# How many megabytes a list may have that is brought by the browser.
UPLOAD_MB = int(os.environ.get("REGULARS_UPLOAD_MB", "200"))

DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": larger(DATABASE_URL) if DATABASE_URL else EMBEDDED}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "regulars.site.accounts.backends.Patience",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 2 * 3600
SESSION_COOKIE_AGE = 14 * 24 * 3600
PIN_IDLE = int(os.environ.get("REGULARS_PIN_IDLE", "180"))
VALUE_YEARS = int(os.environ.get("REGULARS_VALUE_YEARS", "10"))
VALUE_DISCOUNT = float(os.environ.get("REGULARS_VALUE_DISCOUNT", "0.1"))
VALUE_MARGIN = float(os.environ.get("REGULARS_VALUE_MARGIN", "1"))

# Guessing a password: one name from one address, never a whole shop behind its router.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # the login page itself says that it is locked

# Second keys: whom the house asks for one ("", "owners", "leaders", "all").
MFA_WANTED = os.environ.get("REGULARS_MFA", "").strip().lower()
MFA_ADAPTER = "regulars.site.accounts.adapters.SecondKeys"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = False
# Browsers allow passkeys on plain HTTP at localhost only; the page says so elsewhere.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
ACCOUNT_ADAPTER = "regulars.site.accounts.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGIN_ON_GET = ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"login": "", "login_failed": "10/5m/key", "reauthenticate": "10/5m/user"}

# Sign-in with the company's own accounts. One provider, by settings; never a paid extra.
OIDC_SERVER = os.environ.get("REGULARS_OIDC_SERVER", "")
OIDC_NAME = os.environ.get("REGULARS_OIDC_NAME", "OpenID Connect")
OIDC_MATCH = os.environ.get("REGULARS_OIDC_MATCH", "email")
SOCIALACCOUNT_ADAPTER = "regulars.site.accounts.adapters.CompanyAccounts"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "house",
                "name": OIDC_NAME,
                "client_id": os.environ.get("REGULARS_OIDC_CLIENT", ""),
                "secret": os.environ.get("REGULARS_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False

LANGUAGES = [
    ("en", _("English")),
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

# How much may be looked up before somebody asks why; see customers/harvesting.py.
HARVESTING = {
    "SEARCHES_A_MINUTE": int(os.environ.get("REGULARS_SEARCHES_A_MINUTE", "60")),
    "SHOWN_AN_HOUR": int(os.environ.get("REGULARS_SHOWN_AN_HOUR", "400")),
    "OPENED_AN_HOUR": int(os.environ.get("REGULARS_OPENED_AN_HOUR", "200")),
}

# How colleagues are told; see places/notices. Nothing leaves by mail without a server.
MAIL = os.environ.get("REGULARS_MAIL", "")
if MAIL:
    _mail = urlsplit(MAIL)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
DEFAULT_FROM_EMAIL = os.environ.get("REGULARS_MAIL_FROM", "") or "regulars@localhost"
EMAIL_TIMEOUT = 10
NOTICES_INSIDE = os.environ.get("REGULARS_NOTICES_INSIDE", "") == "1"

# How customers are told of what they booked; see customers/channels_out.
GATEWAY = os.environ.get("REGULARS_GATEWAY", "")
GATEWAY_SECRET = os.environ.get("REGULARS_GATEWAY_SECRET", "")
GATEWAY_KINDS = os.environ.get("REGULARS_GATEWAY_KINDS", "phone").split(",")

# A page of staff or a switched-on kind may send by itself; out of the box nothing does.
AUTOMATIC_SENDING = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
}
