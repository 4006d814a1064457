"""The tree of places: brand, region, place; and where a person may go in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from regulars.places.models import Level, Place, Staff
from regulars.places.permissions import LEADERS


def nodes(place: Place) -> list[Place]:
    """Every node of the tree a place stands in, in one question, parents and children joined."""
    top = place.book_id
    found = list(Place.objects.filter(top=top)) + list(Place.objects.filter(pk=top))
    return sorted(found, key=lambda node: node.pk)


def below(place: Place) -> list[Place]:
    """The places under a node, however deep; a place itself where it is one."""
    return [node for node in branch(place, nodes(place)) if node.level == Level.PLACE]


def branch(place: Place, known: Sequence[Place]) -> list[Place]:
    """A node and everything under it, in the order of the tree."""
    parts: dict[int | None, list[Place]] = defaultdict(list)
    for node in known:
        parts[node.parent_id].append(node)
    found, waiting = [], [place]
    while waiting:
        node = waiting.pop(0)
        found.append(node)
        waiting = parts.get(node.pk, []) + waiting
    return found


def above(place: Place) -> list[int]:
    """The node itself and those it stands under, nearest first, as their numbers."""
    chain, node = [place.pk], place
    while node.parent_id is not None:
        node = node.parent  # type: ignore[assignment]
        chain.append(node.pk)
    return chain


def entered_by(posts: Iterable[Staff]) -> list[Place]:
    """The places somebody with these posts may enter, each once: their own, and below those they
    lead."""
    found: dict[int, Place] = {}
    for person in posts:
        leads = person.role in LEADERS and person.place.level != Level.PLACE
        reached = below(person.place) if leads else [person.place]
        found.update({place.pk: place for place in reached if place.level == Level.PLACE})
    return sorted(found.values(), key=lambda place: (place.called(), place.pk))
