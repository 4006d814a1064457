"""The API's own way through the house: before every middleware that pages need and it does not.

A machine brings a token with each call: it has no session, no cookie, no language to remember and
no form to forge. docs/benchmarks.md has what the short way is worth.
"""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from regulars.anticipation.prompts.own_api import shared
from regulars.places.machines import Problem
from regulars.site.api.problems import answer

ROOT = "/api/v1/"
OWN = f"{ROOT}own"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
DEFAULT = "en"


class ApiDoor:
    """Answers whatever lies under ROOT itself; hands on all the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        with translation.override(language_of(request)):
            response = preflown(request) or answered(request)
        if request.path_info.startswith(OWN):
            response = shared(request, response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.TLS:
            age = settings.SECURE_HSTS_SECONDS
            response.headers["Strict-Transport-Security"] = f"max-age={age}"
        return response


def preflown(request: HttpRequest) -> HttpResponse | None:
    """A browser asks whether a page from elsewhere may ask: `shared` tells it."""
    asks = request.method == "OPTIONS" and "HTTP_ORIGIN" in request.META
    return HttpResponse(status=204) if asks and request.path_info.startswith(OWN) else None


def answered(request: HttpRequest) -> HttpResponse:
    """The operation's answer, or a problem where there is no such address or method."""
    try:
        match = where(request.path_info)
    except Resolver404:
        return answer(Problem(404, "no-such-address", "The API has no such address."))
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if response.status_code == 405:
        ways = {"Allow": response.headers.get("Allow", "")}
        words = f"This address takes {ways['Allow']}."
        return answer(Problem(405, "no-such-method", words, headers=ways))
    return response


@lru_cache(maxsize=512)
def where(path: str) -> ResolverMatch:
    """Which operation answers; machines ask at the same few addresses. Raises Resolver404."""
    return resolve(path)


def language_of(request: HttpRequest) -> str:
    """Names, reasons and sentences come in the language that was asked for; else in English."""
    if "HTTP_ACCEPT_LANGUAGE" not in request.META:
        return DEFAULT
    return translation.get_language_from_request(request)
