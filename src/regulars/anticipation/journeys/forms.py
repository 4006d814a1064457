"""What is typed in the form of a service, read into a draft; and back into the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from regulars.anticipation.journeys import services, tongues
from regulars.anticipation.journeys.services import Draft, Question
from regulars.anticipation.journeys.starters import Starter
from regulars.anticipation.journeys.tongues import TONGUES, Said
from regulars.anticipation.models import Service

ROWS = tuple(range(1, services.MOST_ASKED + 1))


@dataclass(frozen=True)
class Row:
    """One question as the form has it: what is asked and what is offered instead, by language."""

    n: int
    asks: tuple[tuple[str, str], ...]
    instead: tuple[tuple[str, str], ...]
    sensitive: bool
    number: str


def draft(told: QueryDict) -> Draft:
    """What was typed. Wrong things are told by ``services.check``."""
    plain = {code: told.get(f"name_{code}", "").replace("\0", "").strip()[:120] for code in TONGUES}
    signs = (" ".join(each.split()) for each in told.get("signs", "").replace("\0", "").split("\n"))
    return Draft(
        plain["en"], plain["zh-hans"], plain["zh-hant"],
        tuple(each[:60] for each in signs if each)[: services.MOST_SIGNS],
        items(told), tuple(each for n in ROWS if (each := question(told, n))),
    )  # fmt: skip


def items(told: Mapping[str, str]) -> tuple[Said, ...]:
    """The first line in each language is one thing to say, and so on down the lists."""
    columns = {code: told.get(f"items_{code}", "").splitlines() for code in TONGUES}
    longest = max((len(lines) for lines in columns.values()), default=0)
    rows = (
        {code: lines[n] for code, lines in columns.items() if n < len(lines)}
        for n in range(min(longest, services.MOST_ITEMS + 1))
    )
    return tuple(row for each in rows if (row := tongues.clean(each, services.LONGEST)))


def question(told: Mapping[str, str], n: int) -> Question | None:
    asks = written(told, f"asks{n}")
    instead = written(told, f"instead{n}")
    if not asks and not instead:
        return None
    number = told.get(f"number{n}", "")
    known = int(number) if number.isdecimal() and len(number) < 15 else None
    return Question(asks, instead, f"sensitive{n}" in told, known)


def written(told: Mapping[str, str], name: str) -> Said:
    plain = {code: told.get(f"{name}_{code}", "") for code in TONGUES}
    return tongues.clean(plain, services.LONGEST_ASKED)


def told_of(service: Service) -> dict[str, str]:
    """A service as the form has it."""
    found = {"name_en": service.name, "name_zh-hans": service.name_zh_hans,
             "name_zh-hant": service.name_zh_hant, "signs": service.signs}  # fmt: skip
    found |= lists(service.items)
    for n, each in enumerate(services.asked_of(service), 1):
        found |= row_told(n, each.asks, each.instead, each.sensitive)
        found[f"number{n}"] = str(each.pk)
    return found


def of_starter(starter: Starter) -> dict[str, str]:
    """A way to begin, in the form; nothing of it holds until somebody keeps it."""
    found = {f"name_{code}": words for code, words in starter.name.items()}
    found |= {"signs": "\n".join(starter.signs), **lists(starter.items)}
    for n, each in enumerate(starter.asked, 1):
        found |= row_told(n, each.asks, each.instead, each.sensitive)
    return found


def lists(rows: tuple[Said, ...] | list[Said]) -> dict[str, str]:
    return {f"items_{code}": "\n".join(row.get(code, "") for row in rows) for code in TONGUES}


def row_told(n: int, asks: Said, instead: Said, sensitive: bool) -> dict[str, str]:
    found = {f"asks{n}_{code}": words for code, words in asks.items()}
    found |= {f"instead{n}_{code}": words for code, words in instead.items()}
    return found | ({f"sensitive{n}": "1"} if sensitive else {})


def rows(told: Mapping[str, str]) -> list[Row]:
    """The questions that are written, and one more to write."""
    last = max((n for n in ROWS if question(told, n)), default=0)
    return [
        Row(n, fields(told, f"asks{n}"), fields(told, f"instead{n}"),
            bool(told.get(f"sensitive{n}")), told.get(f"number{n}", ""))
        for n in ROWS[: last + 1]
    ]  # fmt: skip


def fields(told: Mapping[str, str], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((code, told.get(f"{name}_{code}", "")) for code in TONGUES)
