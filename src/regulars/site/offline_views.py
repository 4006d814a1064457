"""What a phone needs to go on without a network: the worker, a page to fall back on, a name."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

STATIC = Path(settings.PACKAGE) / "site/static/regulars"


@lru_cache(maxsize=1)
def worker_text() -> str:
    """The worker with a version of all that the pages load: a new one makes phones fetch anew."""
    digest = sha256()
    for file in sorted(each for each in STATIC.rglob("*") if each.is_file()):
        digest.update(file.read_bytes())
    text = (STATIC / "js/worker.js").read_text(encoding="utf-8")
    return text.replace("__VERSION__", digest.hexdigest()[:12])


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root because it serves every page."""
    return HttpResponse(worker_text(), content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where neither the network nor a copy is there."""
    return render(request, "offline.html")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The house as an app on the phone's first screen."""
    about = {
        "name": _("Regulars"), "short_name": _("Regulars"), "start_url": "/",
        "display": "standalone",
        "background_color": "#F4EFE5", "theme_color": "#F4EFE5",
        "icons": [{"src": static("regulars/seal.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return JsonResponse(about, content_type="application/manifest+json")
