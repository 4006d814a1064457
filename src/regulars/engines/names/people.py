"""Invented people for the demo and the tests: the same seed gives the same people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from regulars.engines.names import given as lists
from regulars.engines.names.address import said

MIX = {"zh-hans": 0.55, "zh-hant": 0.20, "en": 0.25}

_SURNAMES = {
    "zh-hans": lists.HANS_SURNAMES,
    "zh-hant": lists.HANT_SURNAMES,
    "en": lists.EN_SURNAMES,
}
_GIVEN = {"zh-hans": lists.HANS_GIVEN, "zh-hant": lists.HANT_GIVEN, "en": lists.EN_GIVEN}


@dataclass(frozen=True, slots=True)
class Invented:
    """Nobody real. `phone` is E.164 and cannot ring; `form` is how they like to be called."""

    name: str
    language: str
    gender: str
    title: str
    form: str
    birthday: date
    phone: str


def invent(
    seed: int,
    n: int,
    mix: dict[str, float] | None = None,
    born_from: date = date(1938, 1, 1),
    born_to: date = date(2006, 12, 31),
) -> list[Invented]:
    """`n` people, every phone different; names repeat as they do in life.

    `mix` gives shares by language code (zh-hans, zh-hant, en), 55 : 20 : 25 by default.
    Raises ValueError when there are not enough numbers kept for fiction (33,000 en).
    """
    rng = Random(seed)  # noqa: S311  (a story, not a secret)
    shares = mix or MIX
    languages = rng.choices(list(shares), weights=list(shares.values()), k=n)
    phones = {each: _phones(rng, each, languages.count(each)) for each in sorted(set(languages))}
    weights = {each: list(accumulate(_weights(_SURNAMES[each]))) for each in phones}
    days = (born_to - born_from).days
    return [
        _person(rng, each, weights[each], born_from + _age(rng, days), next(phones[each]))
        for each in languages
    ]


def _person(
    rng: Random, language: str, weights: Sequence[float], birthday: date, phone: str
) -> Invented:
    gender = rng.choice("fm")
    family = rng.choices(_SURNAMES[language], cum_weights=weights)[0]
    first = rng.choice(_names_of(language, birthday.year, gender))
    name = f"{first} {family}" if language == "en" else family + first
    title = _title(rng, language, gender, birthday.year)
    form = _form(rng, name, first, title, language)
    return Invented(name, language, gender, title, form, birthday, phone)


def _names_of(language: str, year: int, gender: str) -> list[str]:
    era = next(each for each in reversed(_GIVEN[language]) if year >= each.since)
    return era.women if gender == "f" else era.men


def _title(rng: Random, language: str, gender: str, year: int) -> str:
    """Plain forms for most; elders and callings where the language has a word for them."""
    chance = rng.random()
    if chance < 0.06:
        return rng.choice(("doctor", "professor") if language == "en" else ("teacher", "doctor"))
    if gender == "m":
        return "uncle" if language != "en" and year < 1956 and chance < 0.3 else "mr"
    if year < 1965:
        return "aunt" if language != "en" and chance < 0.4 else "mrs"
    return "miss" if year >= 1992 and language != "en" else rng.choice(("ms", "mrs"))


def _form(rng: Random, name: str, first: str, title: str, language: str) -> str:
    """Three in ten English speakers go by the first name; in Chinese it is surname and title."""
    if language == "en" and rng.random() < 0.3:
        return first
    return said(name, title, language).text


def _weights(names: Sequence[str]) -> list[float]:
    """Frequent first: like 1 / (rank + 6), near enough to how surnames fall."""
    return [1 / (rank + 6) for rank in range(len(names))]


def _age(rng: Random, days: int) -> timedelta:
    """Most customers are in the middle of the span."""
    return timedelta(days=round(rng.triangular(0, days, days * 0.6)))


def _phones(rng: Random, language: str, n: int) -> Iterator[str]:
    """Numbers that reach nobody; the sources stand in docs/algorithms/names.md."""
    if language == "en":
        room = len(lists.AREA_CODES) * 100
        drawn = rng.sample(range(room), n)
        return (f"+1{lists.AREA_CODES[i // 100]}55501{i % 100:02d}" for i in drawn)
    prefix = "+86154" if language == "zh-hans" else "+8861"
    return (f"{prefix}{i:08d}" for i in rng.sample(range(10**8), n))
