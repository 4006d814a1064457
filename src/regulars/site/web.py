"""The one public origin: live events, static files, and Django for all the rest.

Pages are Django under WSGI, in a few threads that each keep their connection; live events never
touch those threads. docs/decisions/0002-one-origin.md has the figures.
"""

import gc
import logging
import resource
import socket
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from a2wsgi import WSGIMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

THREADS = 4
GRACE = 2
PACKAGES = (
    ("django_htmx", "static"), ("allauth", "account/static"), ("allauth", "mfa/static"),
)  # fmt: skip
FOR_EVER, ASK_EACH_TIME = "public, max-age=31536000, immutable", "no-cache"


class Static(StaticFiles):
    """An address with a version in it (`?v=`) never changes; any other is asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        versioned = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = FOR_EVER if versioned else ASK_EACH_TIME
        return response


def application() -> ASGIApp:
    """The whole house as one ASGI application. Django must be set up by now."""
    from django.core.wsgi import get_wsgi_application

    from regulars.site.live import live

    pages: Any = pages_of(get_wsgi_application())
    return Router(
        [
            Route("/live", live),
            Mount("/static", ExceptionMiddleware(GZipMiddleware(static(), compresslevel=6))),
            Mount("/", pages),
        ]
    )


def pages_of(django: Any) -> ASGIApp:
    """Django in a few threads, its pages compressed."""
    pages: Any = WSGIMiddleware(lambda *asked: Chunks(django(*asked)), workers=THREADS)
    return GZipMiddleware(pages, compresslevel=5)


class Chunks:
    """What Django answers without its empty pieces: an answer without a body (204, 304) must stay
    without one, and compression would make ten bytes of nothing."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return (piece for piece in self.answer if piece)

    def close(self) -> None:
        if hasattr(self.answer, "close"):
            self.answer.close()


def static() -> StaticFiles:
    """Our own files first, then those that come with the packages."""
    ours = Path(__file__).parent / "static"
    return Static(directory=ours, packages=list(PACKAGES), check_dir=False)


class Server(uvicorn.Server):
    """Uvicorn; asked to end, it ends open streams, which never would by themselves."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        from regulars.site.live import listeners

        listeners.close()
        super().handle_exit(sig, frame)


def main(door: socket.socket, certificate: str | None = None, key: str | None = None) -> None:
    """Serve on a socket that the parent opened. Django must be set up by now."""
    from django.conf import settings

    allow_many_boards()
    collect_seldom()
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    config = uvicorn.Config(
        application(), **quiet(), ssl_certfile=certificate, ssl_keyfile=key,
        proxy_headers=settings.BEHIND_PROXY,
    )  # fmt: skip
    Server(config).run([door])


def quiet() -> dict[str, Any]:
    """No line per request; errors are logged by Django."""
    return {
        "log_config": None,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "lifespan": "off",
        "ws": "none",
        "timeout_keep_alive": 20,
        "timeout_graceful_shutdown": GRACE,
    }


def collect_seldom() -> None:
    """What was loaded at the start never dies, and a page's objects die by reference count:
    looking for circles after every seven hundred of them only costs the reader time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def allow_many_boards() -> None:
    """Each open board holds a socket; the usual 1,024 is the shell's habit, not a limit of ours."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 65_536) if most > 0 else 65_536, most))
