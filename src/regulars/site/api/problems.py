"""Every error of the API is a problem document (RFC 9457) with a name for machines."""

import json
import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from regulars.customers.bookings import NotSo
from regulars.customers.handles import Taken, Wrong
from regulars.customers.harvesting import TooMany
from regulars.customers.purposes import NoConsent
from regulars.floor.known import Empty, Unknown
from regulars.notebook.facts import NotKept
from regulars.places.machines import Problem

log = logging.getLogger(__name__)
KIND = "application/problem+json"
WORDS: dict[type[Exception], tuple[int, str]] = {
    Unknown: (404, "not-found"),
    Empty: (422, "invalid"),
    NotSo: (422, "not-so"),
    NotKept: (422, "not-kept"),
    NoConsent: (422, "no-consent"),
    Taken: (409, "handle-taken"),
    Wrong: (422, "invalid"),
    RequestDataTooBig: (413, "too-big"),
}
"""What our own refusals are to a machine; the message is theirs."""


def answer(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"urn:regulars:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        body["errors"] = [{"field": field, "detail": words} for field, words in problem.errors]
    told = json.dumps(body, ensure_ascii=False).encode()
    return HttpResponse(told, KIND, problem.status, headers=problem.headers)


def join(api: NinjaAPI) -> None:
    """Let every way in which an operation can fail end in a problem."""
    for trouble, handler in OTHERS.items():
        api.add_exception_handler(trouble, handler)
    for trouble, (status, code) in WORDS.items():
        api.add_exception_handler(trouble, named(status, code))


def named(status: int, code: str) -> Any:
    def handler(_request: HttpRequest, trouble: Exception) -> HttpResponse:
        words = str(trouble) if status != 404 else "Nobody and nothing by this number here."
        return answer(Problem(status, code, words))

    return handler


def invalid(_request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    """422 with every field by its name, and what is wrong with it."""
    errors = tuple((field_of(each["loc"]), str(each["msg"])) for each in trouble.errors)
    fields = ", ".join(field for field, _words in errors)
    return answer(Problem(422, "invalid", f"Look once more at: {fields}.", errors))


def field_of(where: Any) -> str:
    """``("body", "told", "words")`` is the field ``words`` to whoever sent it."""
    parts = [str(part) for part in where]
    return ".".join(parts[2:] if len(parts) > 2 else parts[1:] or parts)


def refused(_request: HttpRequest, trouble: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that is no JSON, a file that is none."""
    return answer(Problem(trouble.status_code, "refused", str(trouble)))


def not_found(_request: HttpRequest, _trouble: Http404) -> HttpResponse:
    return answer(Problem(404, "not-found", "Nobody and nothing by this number here."))


def too_many(_request: HttpRequest, rest: TooMany) -> HttpResponse:
    """More was looked up than serving explains; when to come again stands in the header."""
    wait = {"Retry-After": str(rest.seconds)}
    return answer(Problem(429, "too-many", str(rest), headers=wait))


def tripped(request: HttpRequest, trouble: Exception) -> HttpResponse:
    log.error("API %s %s", request.method, request.path, exc_info=trouble)
    words = "We tripped, not you. Nothing was kept; try once more in a moment."
    return answer(Problem(500, "tripped", words))


OTHERS: dict[type[Exception], Any] = {
    Problem: lambda _request, problem: answer(problem),
    ValidationError: invalid,
    HttpError: refused,
    Http404: not_found,
    TooMany: too_many,
    Exception: tripped,
}
