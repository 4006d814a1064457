"""What the API stands beside: a bare view with the same SQL, and the ORM with a schema.

Both without any middleware and without a token, in the same server as ours. The bare view runs the
very statements that the recognition ran for these words, written down beforehand, and answers what
ours answers from them: nothing is thought about.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Schema

from regulars.customers import lookup, recognition
from regulars.customers.models import Customer, Key, Tally
from regulars.engines import names
from regulars.moments import clock
from regulars.moments.intake.bulk import raw_cursor
from regulars.places.models import Place

LIMIT = 12
Statement = tuple[str, Any]
_written: dict[str, list[Statement]] = {}
api = NinjaAPI(docs_url=None, openapi_url=None, urls_namespace="orm")


class Recorder:
    """A cursor that writes down what it is asked."""

    def __init__(self, cursor: Any, into: list[Statement]) -> None:
        self.cursor, self.into = cursor, into

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.into.append((sql, values))
        return self.cursor.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


def statements(q: str) -> list[Statement]:
    """What the recognition asks the database for these words."""
    if q not in _written:
        asked: list[Statement] = []

        @contextmanager
        def recording() -> Iterator[Recorder]:
            with raw_cursor() as cursor:
                yield Recorder(cursor, asked)

        lookup.raw_cursor, before = recording, lookup.raw_cursor
        try:
            place = Place.objects.get()
            recognition.rows(place.book_id, place.pk, q, limit=LIMIT, now=clock.now())
        finally:
            lookup.raw_cursor = before
        _written[q] = asked
    return _written[q]


def bare(request: HttpRequest) -> HttpResponse:
    """The statements, and the people they end in as JSON."""
    rows: list[Any] = []
    with raw_cursor() as cursor:
        for sql, values in statements(request.GET["q"]):
            found = cursor.execute(sql, values).fetchall()
            rows = found if "customers_customer" in sql else rows
    told = [
        {"id": row[0], "name": row[1], "reading": row[2], "title": row[3], "visits": row[-2],
         "last_on": row[-1]}
        for row in rows[:LIMIT]
    ]  # fmt: skip
    return HttpResponse(
        json.dumps({"items": told}, default=str).encode(), content_type="application/json"
    )


class Told(Schema):
    id: int
    name: str
    reading: str
    title: str
    visits: int = 0
    last_on: date | None = None


class ToldAll(Schema):
    items: list[Told]


@api.get("/customers", response=ToldAll)
def by_orm(request: HttpRequest, q: str, limit: int = LIMIT) -> dict[str, Any]:
    """The same keys, customers and tallies by querysets, and a schema for the answer."""
    place = Place.objects.get()
    found: list[int] = []
    for probe in names.probes(q):
        keys = Key.objects.filter(book=place)
        keys = (
            keys.filter(key__gte=probe.low, key__lt=probe.high) if probe.high
            else keys.filter(key=probe.low)
        )  # fmt: skip
        found += [key.customer_id for key in keys.order_by("-seen", "-customer_id")[:limit]]
    people = Customer.objects.filter(pk__in=found[:limit], merged_into=None, erased_at=None)
    rows = Tally.objects.filter(place=place, customer__in=people)
    tallies = {row.customer_id: row for row in rows}
    for person in people:
        if tally := tallies.get(person.pk):
            person.visits, person.last_on = tally.visits, tally.last_on  # type: ignore[attr-defined]
    return {"items": list(people)}


urlpatterns = [path("bare/customers", bare), path("orm/", api.urls)]


def application() -> Any:
    """In the server of the house; Django must be set up with no middleware."""
    from a2wsgi import WSGIMiddleware
    from starlette.routing import Mount, Router

    from regulars.site.web import THREADS

    pages: Any = WSGIMiddleware(WSGIHandler(), workers=THREADS)
    return Router([Mount("/", pages)])
