"""Who may be one person under two numbers: proposed with evidence, never merged by itself.

Everything is grouped by a normalised key, so a book is read once and no pairs are tried out.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import phonenumbers
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regulars.customers.models import Customer, Handle, Key, NotTheSame
from regulars.engines import names
from regulars.places.models import Place

Kind = Handle.Kind
STRONG = (Kind.CARD, Kind.TILL, Kind.EMAIL, Kind.OPEN_ID)
"""Numbers of which a person usually has one: two different ones speak against one person."""
LIKE = (Kind.PHONE, Kind.EMAIL, Kind.CARD, Kind.TILL, Kind.OPEN_ID)
WORTH = {"open_id": 5, "card": 5, "email": 4, "phone": 4, "born": 3, "home": 2}
CROWD = 12
"""More records than this under one key are no person but a placeholder, such as 0000000."""
NOT_A_DIGIT = re.compile(r"\D")
ROUGH = {Kind.TILL.value: Kind.CARD.value}
NOT_A_SIGN = re.compile(r"[\W_]")
WORDS: dict[str, Promise] = {
    "phone": _("the same phone, written two ways"),
    "email": _("the same e-mail"),
    "card": _("the same card number"),
    "open_id": _("the same messenger account"),
    "born": _("the same name and birthday"),
    "home": _("the same name in one household"),
}
AGAINST: dict[str, Promise] = {
    "card": _("two different cards"),
    "till": _("two different till numbers"),
    "email": _("two different e-mail addresses"),
    "open_id": _("two different messenger accounts"),
    "birthday": _("two different birthdays"),
}


@dataclass(frozen=True)
class Evidence:
    """One thing two records have in common. ``shown`` is what it is, as little as will do."""

    code: str
    shown: str = ""

    @property
    def words(self) -> Promise:
        return WORDS[self.code]


@dataclass(frozen=True)
class Proposal:
    """Two records that may be one person, why, and what speaks against it."""

    one: Customer
    other: Customer
    evidence: tuple[Evidence, ...]
    against: tuple[Promise, ...]

    @property
    def doubtful(self) -> bool:
        return bool(self.against)


def proposals(book: Place, limit: int = 50) -> tuple[Proposal, ...]:
    """Likely duplicates of a book, the clearest first; those told apart are left out."""
    shared: dict[tuple[int, int], set[str]] = defaultdict(set)
    for code, group in groups(book):
        first, *rest = sorted(group)
        for other in rest:
            shared[first, other].add(code)
    apart = set(NotTheSame.objects.filter(one__book=book).values_list("one", "other"))
    open_pairs = (pair for pair in shared if pair not in apart)
    chosen = sorted(open_pairs, key=lambda pair: (-worth(shared[pair]), pair))[: 2 * limit]
    people = Customer.objects.in_bulk({pk for pair in chosen for pk in pair})
    listed = [proposal(people[one], people[other]) for one, other in chosen]
    return tuple(sorted(listed, key=lambda each: each.doubtful)[:limit])


def alike_to(customer: Customer, limit: int = 5) -> list[Customer]:
    """Standing records with a number, an address or a home in common with this one; found by the
    keys of the search box, without reading the book."""
    near: set[int] = set()
    for kind, key in keys_of(customer):
        near |= {*by_number(customer.book_id, key)} if kind in ("phone", "card") else {
            *Handle.objects.filter(book=customer.book_id, kind=kind, value=key)
            .values_list("customer", flat=True)
        }  # fmt: skip
    if customer.household_id:
        near |= {*Customer.objects.filter(household=customer.household_id)
                 .values_list("pk", flat=True)}  # fmt: skip
    near -= {customer.pk, *told_apart(customer.pk)}
    standing = Customer.objects.filter(pk__in=near, merged_into=None, erased_at=None)
    found = (one for one in standing.order_by("pk") if evidence_of(customer, one))
    return list(islice(found, limit))


def by_number(book: int, key: str) -> QuerySet[Key, int]:
    """Whoever has a number with the same last eight digits."""
    end = "T" + names.digits(key)[::-1][:8]
    if len(end) < 6:
        return Key.objects.none().values_list("customer", flat=True)
    rows = Key.objects.filter(book=book, key__gte=end, key__lt=end + ":")
    return rows.values_list("customer", flat=True)[: 4 * CROWD]


def told_apart(customer: int) -> list[int]:
    """Whoever was said to be somebody else than this one."""
    left = NotTheSame.objects.filter(one=customer).values_list("other", flat=True)
    right = NotTheSame.objects.filter(other=customer).values_list("one", flat=True)
    return [*left, *right]


def worth(codes: Iterable[str]) -> int:
    return sum(WORTH[code] for code in codes)


def proposal(one: Customer, other: Customer) -> Proposal:
    return Proposal(one, other, evidence_of(one, other), doubts(one, other))


def groups(book: Place) -> Iterator[tuple[str, set[int]]]:
    """(evidence, customers) of each key under which more than one stands."""
    standing = Q(customer__merged_into=None, customer__erased_at=None)
    rows = Handle.objects.filter(standing, book=book, kind__in=LIKE)
    by_key: dict[tuple[str, str], set[int]] = defaultdict(set)
    for customer, kind, value in near(rows.values_list("customer", "kind", "value")):
        if key := like(kind, value):
            by_key[key].add(customer)
    people = Customer.objects.filter(book=book, merged_into=None, erased_at=None).exclude(name="")
    told = people.filter(Q(birthday__isnull=False) | Q(household__isnull=False))
    for pk, name, born, home in told.values_list("pk", "name", "birthday", "household").iterator():
        if born:
            by_key["born", f"{names.fold(name)}/{born}"].add(pk)
        if home:
            by_key["home", f"{names.fold(name)}/{home}"].add(pk)
    for (code, _key), group in by_key.items():
        if 1 < len(group) <= CROWD:
            yield code, group


def near(rows: QuerySet[Handle, tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    """Of very many handles those that may have a fellow, by their last signs: to read a number as
    it is dialled takes a hundred times as long."""
    rough: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
    for row in rows.iterator(50_000):
        _customer, kind, value = row
        plain = value if value.isascii() else unicodedata.normalize("NFKC", value)
        end = NOT_A_SIGN.sub("", plain)
        rough[ROUGH.get(kind, kind), end[-7:].casefold()].append(row)
    for group in rough.values():
        if len(group) > 1:
            yield from group


def like(kind: str, value: str) -> tuple[str, str] | None:
    """What two spellings of one number have in common; None where it is too short to tell."""
    if kind == Kind.PHONE:
        digits = bare_phone(value)
        return ("phone", digits) if len(digits) >= 7 else None
    if kind == Kind.EMAIL:
        return "email", value.strip().casefold()
    if kind == Kind.OPEN_ID:
        return "open_id", value
    signs = NOT_A_SIGN.sub("", value).casefold()
    return ("card", signs) if len(signs) >= 4 else None


def bare_phone(value: str) -> str:
    """The last ten digits of the number as it is dialled at home, without country or zeros.

    +86 154 0000 1208, 0086-15400001208 and 154 0000 1208 are one; so are +852 9123 4567 and
    9123 4567, for a country is only cut off where it is marked as one.
    """
    plain = value if value.isascii() else "+" * ("+" in value) + names.digits(value)
    if plain.lstrip().startswith("00"):
        plain = "+" + plain.strip()[2:]
    if plain.lstrip().startswith("+"):
        plain = national(plain)
    return NOT_A_DIGIT.sub("", plain).lstrip("0")[-10:]


def national(number: str) -> str:
    try:
        return str(phonenumbers.parse(number).national_number)
    except phonenumbers.NumberParseException:
        return number


def evidence_of(one: Customer, other: Customer) -> tuple[Evidence, ...]:
    """What two records have in common, the strongest first."""
    theirs = keys_of(other)
    found = {
        key[0]: Evidence(key[0], tail(key[0], key[1])) for key in keys_of(one) if key in theirs
    }
    named = one.name and names.fold(one.name) == names.fold(other.name)
    if named and one.birthday and one.birthday == other.birthday:
        found["born"] = Evidence("born")
    if named and one.household_id and one.household_id == other.household_id:
        found["home"] = Evidence("home")
    return tuple(sorted(found.values(), key=lambda each: -WORTH[each.code]))


def tail(code: str, key: str) -> str:
    return f"…{key[-4:]}" if code in ("phone", "card") else ""


def keys_of(customer: Customer) -> set[tuple[str, str]]:
    handles = customer.handles.filter(kind__in=LIKE).values_list("kind", "value")
    return {key for kind, value in handles if (key := like(kind, value))}


def doubts(one: Customer, other: Customer) -> tuple[Promise, ...]:
    """What speaks against one person: two different numbers of a kind one usually has once."""
    ours, theirs = strong(one), strong(other)
    against = [
        kind for kind in STRONG
        if ours.get(kind) and theirs.get(kind) and not ours[kind] & theirs[kind]
    ]  # fmt: skip
    words = [AGAINST[kind] for kind in against]
    if one.birthday and other.birthday and one.birthday != other.birthday:
        words.append(AGAINST["birthday"])
    return tuple(words)


def strong(customer: Customer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, value in customer.handles.filter(kind__in=STRONG).values_list("kind", "value"):
        key = like(kind, value)
        found[kind].add(key[1] if key else value)
    return found
