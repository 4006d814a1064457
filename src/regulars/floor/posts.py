"""What hangs on the wall of a place: its posts, its rules of safety, and who stands where now.

One question to the database for all three: every board begins with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from regulars.places import spotting, tree
from regulars.places.models import Place, SafetyRule, Shift, Staff, Touchpoint
from regulars.places.safety import Rules

ALL = "all"
NOT_STOOD_AT = frozenset({"found-us", "booking", "phone", "afterwards"})
"""Posts on the customers' way at which nobody can meet anybody."""
NOT_ON_THE_WAY = frozenset({"kitchen"})
"""Posts where colleagues stand and no guest passes: nobody is sent there as the next step."""
DOORS = frozenset({"door", "gate", "parking", "entrance"})


class Hung(NamedTuple):
    """One thing on the wall, as it is read. ``words``: of a rule; ``usual``: the post of a person;
    ``now``: the post of their shift, where they are ``on`` one."""

    what: str
    pk: int
    code: str
    name: str
    zh_hans: str
    zh_hant: str
    order: int
    words: str
    usual: str
    on: int
    now: str


class Post(NamedTuple):
    """A post in the customers' order; ``manned`` where somebody serves there now."""

    code: str
    name: str
    manned: bool


class Colleague(NamedTuple):
    """Somebody who works here, and the post they stand at now."""

    staff: int
    name: str
    post: str
    serves: bool
    on: bool

    @property
    def opaque(self) -> str:
        return f"staff:{self.staff}"


@dataclass(frozen=True)
class Wall:
    """The posts in the customers' order, the rules in force, and everybody who works here."""

    posts: tuple[Post, ...] = ()
    rules: Rules = field(default_factory=Rules)
    people: tuple[Colleague, ...] = ()

    def name(self, code: str) -> str:
        """How a post is called; a former one by its code."""
        return next((post.name for post in self.posts if post.code == code), code)

    def who(self, opaque: str) -> str:
        known = (each.name for each in self.people if each.opaque == opaque)
        return next(known, _("a colleague"))

    def post_of(self, staff: Staff) -> str:
        """Where somebody stands now: on shift, else usually."""
        standing = next((each for each in self.people if each.staff == staff.pk), None)
        return standing.post if standing else staff.post.code if staff.post else ""

    @property
    def on_shift(self) -> tuple[Colleague, ...]:
        """Whoever is on shift now; where nobody wrote shifts down, everybody who serves."""
        on = tuple(each for each in self.people if each.on)
        return on or tuple(each for each in self.people if each.serves)

    @property
    def ways(self) -> tuple[Post, ...]:
        """The posts somebody can be sent to."""
        return tuple(post for post in self.posts if post.code not in NOT_STOOD_AT)

    def after(self, code: str) -> Post | None:
        """The next post on the way where somebody stands, else simply the next; None at the end."""
        codes = [post.code for post in self.ways]
        later = self.ways[codes.index(code) + 1 :] if code in codes else self.ways
        rest = tuple(post for post in later if post.code not in NOT_ON_THE_WAY)
        return next((post for post in rest if post.manned), rest[0] if rest else None)

    def at_a_door(self, code: str) -> bool:
        """Whether people come in here: there it is told how one gets in."""
        first = next((post.code for post in self.ways), "")
        return code in DOORS or code in ("", first, ALL)


def wall(place: Place, now: datetime) -> Wall:
    """Everything that hangs there at an instant."""
    rows = [Hung(*values) for values in hung(place, now)]
    people = tuple(colleagues(rows))
    on = [each for each in people if each.on] or [each for each in people if each.serves]
    manned = {each.post for each in on}
    found = (row for row in rows if row.what == "post")
    ordered = sorted(found, key=lambda row: (row.order, row.pk))
    return Wall(
        tuple(Post(row.code, called(row), row.code in manned) for row in ordered),
        rules(rows), people,
    )  # fmt: skip


def hung(place: Place, now: datetime) -> Iterable[tuple[Any, ...]]:
    text, number = CharField(), IntegerField()
    none, zero = Value("", text), Value(0, number)
    on = Shift.objects.filter(staff=OuterRef("pk"), starts_at__lte=now, ends_at__gt=now).order_by()
    posts = Touchpoint.objects.filter(place=place).order_by().values_list(
        Value("post", text), "pk", "code", "name", "name_zh_hans", "name_zh_hant",
        "position", none, none, zero, none,
    )  # fmt: skip
    rules = SafetyRule.objects.filter(place__in=tree.above(place), active=True).order_by()
    rules_of = rules.values_list(
        Value("rule", text), "pk", none, "name", "name_zh_hans", "name_zh_hant", zero,
        "words", none, zero, none,
    )  # fmt: skip
    people = Staff.objects.filter(place=place, left_at=None, user__is_active=True).order_by()
    people_of = people.values_list(
        Value("person", text), "pk", none, "name", none, none, told(Q(serves=True)), none,
        Coalesce("post__code", none), told(Exists(on)),
        Coalesce(Subquery(on.values("post__code")[:1]), none),
    )  # fmt: skip
    return posts.union(rules_of, people_of, all=True)


def told(condition: Q | Exists) -> Case:
    """Yes as 1: not every database can put a truth beside a number in one column."""
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def colleagues(rows: Iterable[Hung]) -> Iterable[Colleague]:
    found = sorted((row for row in rows if row.what == "person"), key=lambda row: row.pk)
    for row in found:
        yield Colleague(row.pk, row.name, row.now or row.usual, bool(row.order), bool(row.on))


def rules(rows: Iterable[Hung]) -> Rules:
    """As ``places.safety.standing`` reads them."""
    found = [
        (SafetyRule(pk=row.pk, name=row.name, name_zh_hans=row.zh_hans,
                    name_zh_hant=row.zh_hant, words=row.words), spotting.pattern(row.words))
        for row in rows if row.what == "rule"
    ]  # fmt: skip
    return Rules(tuple((rule, words) for rule, words in found if words is not None))


def called(row: Hung) -> str:
    named = Touchpoint(name=row.name, name_zh_hans=row.zh_hans, name_zh_hant=row.zh_hant)
    return named.called()
