"""Find any words in facts and notes: two Chinese characters or one, simplified or traditional, an
English word or its beginning. The same index works on SQLite and PostgreSQL.

A text leaves traces: of a run of Chinese every character and every pair, of other words every
beginning from two letters on. A question asks for its own pairs and words, all of them; what they
lead to is read once more and must hold what was asked. What is under seal leaves none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from regulars.customers import recognition
from regulars.customers.models import Customer, Household
from regulars.engines import names
from regulars.moments.models import Moment, Words
from regulars.notebook.models import Fact, FactKind, Trace
from regulars.places.models import Place

NOTES = ("noted", "noticed", "asked", "complained")
SHORTEST, LONGEST = 2, 12
POOL = 120
RUN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+|[^\W\u3400-\u9fff]+")


@dataclass(frozen=True)
class Hit:
    """One place in the notebook that holds what was asked. ``name`` is as one says it."""

    customer: int
    name: str
    text: str
    kind: str
    at: datetime
    fact: int | None
    moment: int | None


def traces(text: str) -> set[str]:
    """What a text is found by."""
    return {key for run in RUN.findall(names.fold(text)) for key in pieces(run)}


def pieces(run: str) -> Iterator[str]:
    if names.is_han(run[0]):
        yield from run
        yield from pairs(run)
    else:
        yield from (run[:end] for end in range(min(SHORTEST, len(run)), LONGEST + 1))


def pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))


def runs(text: str) -> list[str]:
    """What a question asks for: its words, and its stretches of Chinese."""
    return [run for part in text.split() for run in RUN.findall(names.fold(part))]


def wanted(text: str) -> set[str]:
    """What must all be there for a question: the pairs of its Chinese, and its words."""
    keys: set[str] = set()
    for run in runs(text):
        han = names.is_han(run[0])
        keys.update((set(pairs(run)) or {run}) if han else {run[:LONGEST]})
    return keys


def trace_fact(fact: Fact) -> None:
    """Write the traces of a fact anew; one that is sealed, or gone, has none."""
    fact.traces.all().delete()
    if fact.sealed is None and fact.gone_at is None and fact.value:
        book = fact.household.book_id if fact.household else fact.customer.book_id  # type: ignore[union-attr]
        Trace.objects.bulk_create(
            Trace(book_id=book, key=key, fact=fact) for key in sorted(traces(fact.value))
        )


def trace_note(moment: Moment, book: int) -> None:
    """Write the traces of a note, unless its words are sealed or erased."""
    said = Words.objects.filter(moment=moment.pk, sealed=None).first()
    if said is not None:
        Trace.objects.bulk_create(
            Trace(book_id=book, key=key, words=said) for key in sorted(traces(said.text))
        )


def untrace(moment: int) -> None:
    Trace.objects.filter(words=moment).delete()


def find(place: Place, text: str, limit: int = 30) -> tuple[Hit, ...]:
    """Facts and notes of this book that hold every word of the text, latest first."""
    keys = wanted(text)
    if not keys:
        return ()
    asked = runs(text)
    hits = [
        *of_facts(newest(place, keys, "fact"), asked),
        *of_notes(place, newest(place, keys, "words"), asked),
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.at, hit.text), reverse=True)[:limit])


def newest(place: Place, keys: set[str], what: str) -> list[int]:
    """The latest facts, or notes (``what``: fact, words), that have every one of these traces.

    Goes along the longest trace from the newest back and asks for the others on the way, so that
    a common word costs no more than a page of it.
    """
    first, *others = sorted(keys, key=len, reverse=True)
    rows = Trace.objects.filter(book=place.book_id, key=first, **{f"{what}__isnull": False})
    for key in others:
        rows = rows.filter(Exists(beside(place, key, what)))
    return list(rows.order_by(f"-{what}").values_list(what, flat=True)[:POOL])


def beside(place: Place, key: str, what: str) -> QuerySet[Trace]:
    known = {f"{what}__isnull": False, what: OuterRef(what)}
    return Trace.objects.filter(book=place.book_id, key=key, **known)


def of_facts(pks: list[int], asked: list[str]) -> Iterator[Hit]:
    facts = Fact.objects.filter(pk__in=pks, gone_at=None).select_related("customer", "household")
    labels = dict(FactKind.choices)
    for fact in facts:
        whom = fact.customer or head(fact.household)
        if whom is not None and holds(fact.folded, asked):
            name = recognition.said(whom).text
            yield Hit(whom.pk, name, fact.value, str(labels.get(FactKind(fact.kind), "")),
                      fact.said_at, fact.pk, None)  # fmt: skip


def head(home: Household | None) -> Customer | None:
    """The one of a household by whom it is found."""
    return home.members.filter(merged_into=None).order_by("pk").first() if home else None


def of_notes(place: Place, pks: list[int], asked: list[str]) -> Iterator[Hit]:
    rows = list(Words.objects.filter(pk__in=pks, sealed=None).select_related("moment"))
    rows = [row for row in rows if holds(names.fold(row.text), asked)]
    people = known(place, (row.moment.subject for row in rows))
    for row in rows:
        if whom := people.get(row.moment.subject):
            name = recognition.said(whom).text
            yield Hit(whom.pk, name, row.text, "", row.moment.happened_at, None, row.pk)


def known(place: Place, subjects: Iterable[str]) -> dict[str, Customer]:
    """Whom the journal's names stand for today."""
    pks = {int(each.partition(":")[2]) for each in subjects if each.startswith("customer:")}
    rows = Customer.objects.filter(pk__in=pks, book=place.book_id).select_related("merged_into")
    return {row.opaque: row.merged_into or row for row in rows}


def holds(folded: str, asked: list[str]) -> bool:
    """Whether a text has every run that was asked; a Latin one at the beginning of a word."""
    spaced = f" {folded}"
    return all(run in folded if names.is_han(run[0]) else begins(spaced, run) for run in asked)


def begins(text: str, word: str) -> bool:
    return re.search(rf"(?:^|[\s\u3400-\u9fff]){re.escape(word)}", text) is not None
