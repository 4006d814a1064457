"""What every page says about itself to the browser."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


class ContentSecurity:
    """Nothing is loaded from another host, nothing inline runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", policy())
        return response


def policy() -> str:
    """POLICY; the form of the company's own accounts may also lead to their provider."""
    if not settings.OIDC_SERVER:
        return POLICY
    provider = urlsplit(settings.OIDC_SERVER)
    return f"{POLICY} {provider.scheme}://{provider.netloc}"
