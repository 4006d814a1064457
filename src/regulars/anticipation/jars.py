"""Containers that want filling: the rice arrives before the jar is empty."""

from collections.abc import Iterator
from datetime import date

from regulars.engines.forecast import container as jar
from regulars.notebook import containers
from regulars.notebook.models import Container
from regulars.places.models import Place

Due = tuple[tuple[int, int], dict[str, object]]


def all_of(place: Place) -> Iterator[tuple[Container, jar.ContainerRunOut]]:
    """Every container that has been filled once, with its outlook."""
    rows = Container.objects.filter(place=place)
    for container in rows.select_related("customer", "need").prefetch_related("fillings"):
        outlook = containers.outlook(container)
        if outlook is not None:
            yield container, outlook


def due(place: Place, on: date) -> Iterator[Due]:
    """Whom to visit on a day, and why: also those whose day has passed unvisited."""
    for container, outlook in all_of(place):
        if outlook.visit_on <= on:
            yield (container.customer_id, container.need_id), reason(container, outlook)


def reason(container: Container, outlook: jar.ContainerRunOut) -> dict[str, object]:
    return {
        "code": "container", "basis": "container", "container": container.pk,
        "amount": outlook.container.amount, "unit": container.unit,
        "daily_use": round(container.daily_use, 2), "empty_on": f"{outlook.empty_on:%Y-%m-%d}",
        "visit_on": f"{outlook.visit_on:%Y-%m-%d}",
        "window": [f"{outlook.empty_from:%Y-%m-%d}", f"{outlook.empty_on:%Y-%m-%d}",
                   f"{outlook.empty_to:%Y-%m-%d}"],
    }  # fmt: skip
