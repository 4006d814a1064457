"""Giving a thing: from what lies at hand without asking, a gift without strings, a comfort nobody
has thought of before, and what one would do for one's mother.

Each is a line of the ledger with its mark; a repeated key changes nothing and gives back the first.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from regulars.authority import above, ledger, purses, things, welcome
from regulars.authority.acts import Act, Kind, Reason
from regulars.authority.ledger import Line
from regulars.authority.models import CHECKED, Check, Entry, Mark, Thing
from regulars.authority.questions import NotSo, Question, check, tied
from regulars.customers.models import Customer
from regulars.customers.standing import subjects_of, the_one
from regulars.engines import names
from regulars.places import notices
from regulars.places.models import Place, Staff

WOULD_TELL = "would_tell"
STRINGS = re.compile(
    r"\bif (you|they) (buy|spend|order|book|join|sign)|\bbuy (one|two|three|\d)|\bget one free"
    r"|\bwith (any|every|a) (purchase|order)"
    r"|\bfor (an? |your |their )?(good |great |\d )?(stars? ?)?(reviews?|ratings?|stars)\b"
    r"|买[一二两三四五\d].{0,4}送|满\S{0,8}(送|减)|消费\S{0,8}送|充值|办卡|好评|五星|团购送"
)
"""How a gift is tied to a purchase or to praise; against folded words."""


def person_of(place: Place, customer: str) -> Customer | None:
    """The customer an opaque name stands for in this place's book today; None for nobody."""
    pk = customer.removeprefix("customer:")
    rows = Customer.objects.select_related("merged_into").filter(
        pk=int(pk) if pk.isdecimal() else 0, book=place.book_id, erased_at=None
    )
    row = rows.first()
    return the_one(row) if row else None


def hand(
    staff: Staff, thing: Thing, *, customer: str = "", words: str = "", key: str, now: datetime,
    already: bool = False,
) -> Entry:  # fmt: skip
    """Somebody needed it and it lay there: given first, written down after. No limit is asked.

    Raises NotSo where nothing is left, or where it may harm them; with ``already`` it happened,
    so it is written down all the same and whoever leads is told at once.
    """
    if not thing.at_hand:
        raise NotSo("thing", _("This is not among what anybody may give without asking."))
    harm = welcome.of(staff.place, person_of(staff.place, customer)).stops(thing.words())
    if harm and not already:
        raise NotSo("thing", harm)
    asked = Question(staff, Act.COMFORT, thing.cost, now, customer, thing=thing.called(),
                     reason=Reason.NOTICED)  # fmt: skip
    check(asked)

    def write() -> Entry:
        entry = ledger.write(asked, Line(Kind.GIVEN, key, words))
        sums = purses.subjects(staff.place.pk, staff.pk, asked.act, asked.day)
        purses.draw(asked.amount, asked.count, sums, ())
        things.draw(thing, now)
        mark(entry, Mark.Kind.AT_HAND, thing)
        if harm:
            tell_harm(staff, entry, now)
        return entry

    return ledger.once(key, write)


def tell_harm(staff: Staff, entry: Entry, now: datetime) -> None:
    """Whoever leads learns at once that somebody has what may harm them."""
    whom = next(above.on_shift(staff, now), None) or next(above.leading(staff), None)
    if whom is None:
        return
    with override(whom.reads(staff.place)):
        subject = _("Look after a guest now")
        line = _("{name} gave a guest something that may not be good for them. Go to them.")
    notices.tell(
        whom, subject, line.format(name=staff.name), reverse("authority", args=[staff.place.slug]),
        urgent=True, key=f"harm:{entry.pk}", now=now,
    )  # fmt: skip


def gift(
    staff: Staff, *, thing: Thing | None = None, what: str = "", amount: int = 0,
    customer: str = "", words: str = "", key: str, now: datetime, purchase: int | None = None,
) -> Entry:  # fmt: skip
    """Something that expects nothing back, with what it costs the house. Raises Beyond, NotSo:
    tied to a purchase or to praise, unwelcome, or given to this person before."""
    no_strings(f"{what} {words}", purchase)
    person = person_of(staff.place, customer)
    called = thing.words() if thing else what
    if person is not None:
        if harm := welcome.of(staff.place, person).stops(called):
            raise NotSo("thing", harm)
        if thing and not Entry.objects.filter(key=key).exists() and had(person, thing):
            raise NotSo("thing", _("They were given this before. Choose something else for them."))
    asked = Question(
        staff, Act.GESTURE, thing.cost if thing else amount, now, customer,
        thing=thing.called() if thing else what, reason=Reason.KINDNESS,
    )  # fmt: skip
    return given(asked, Mark.Kind.GIFT, thing, words, key)


def no_strings(words: str, purchase: int | None = None) -> None:
    """Raises NotSo where a gift is tied to a purchase or to praise."""
    if purchase is not None:
        raise tied()
    if STRINGS.search(names.fold(words)):
        wrong = _(
            "A gift has no strings: nothing to buy, nothing to praise. Write it as something off "
            "the bill, or leave the string out."
        )
        raise NotSo("words", wrong)


def had(person: Customer, thing: Thing) -> bool:
    """Whether somebody was given this thing before, under any of their records, by any way."""
    alike = Thing.objects.filter(name=thing.name).values("pk")
    return Mark.objects.filter(thing__in=alike, entry__customer__in=subjects_of(person)).exists()


def given(
    asked: Question, kind: str, thing: Thing | None, words: str, key: str, checked: str = ""
) -> Entry:  # fmt: skip
    """Within one's limits, marked, and counted down where it is a thing. Raises Beyond, NotSo."""

    def write() -> Entry:
        entry = ledger.drawn(asked, Line(Kind.GIVEN, key, words))
        if thing is not None:
            things.draw(thing, asked.now)
        mark(entry, kind, thing, checked)
        return entry

    return ledger.once(key, write)


def mark(entry: Entry, kind: str, thing: Thing | None = None, checked: str = "") -> Mark:
    return Mark.objects.create(entry=entry, kind=kind, thing=thing, checked=checked)


def improvise(
    staff: Staff, what: str, *, checks: Iterable[str], amount: int = 0, customer: str = "",
    case: str = "", key: str, now: datetime,
) -> Entry:  # fmt: skip
    """A comfort nobody has thought of before: a look into the kitchen, a lemon to slice under
    guidance. Only after every check (codes of ``Check``). Raises Beyond, NotSo."""
    if not what.strip():
        raise NotSo("thing", _("Say in a few words what you do for them."))
    missing = [each for each in Check.values if each not in set(checks)]
    if missing:
        raise NotSo("checks", _("Not yet: look at every point first. Where one is not so, do "
                                "something else for them."))  # fmt: skip
    harm = welcome.of(staff.place, person_of(staff.place, customer)).stops(what)
    if harm:
        raise NotSo("thing", harm)
    asked = Question(staff, Act.COMFORT, amount, now, customer, case, what.strip()[:120],
                     reason=Reason.IMPROVISED)  # fmt: skip
    if amount:
        return given(asked, Mark.Kind.IMPROVISED, None, "", key, CHECKED)
    return ledger.once(key, lambda: free(asked, key))


def free(asked: Question, key: str) -> Entry:
    """What costs nothing needs no limit; it counts in every sum all the same."""
    check(asked)
    entry = ledger.write(asked, Line(Kind.GIVEN, key))
    sums = purses.subjects(asked.staff.place.pk, asked.staff.pk, asked.act, asked.day, asked.case)
    purses.draw(0, asked.count, sums, ())
    mark(entry, Mark.Kind.IMPROVISED, None, CHECKED)
    return entry


def as_for_her(
    staff: Staff, what: str, *, would_tell: bool, amount: int = 0, customer: str = "",
    case: str = "", key: str, now: datetime,
) -> Entry:  # fmt: skip
    """No rule fits: what she would do, and one would tell her. The choice stays in the ledger for
    colleagues to read. Raises Beyond, NotSo."""
    if not what.strip():
        raise NotSo("words", _("Write what you chose to do, so that colleagues can learn from it."))
    if not would_tell:
        raise NotSo("mother", _("Would you tell her? If not, do what you would tell her."))
    asked = Question(staff, Act.UNFORESEEN, amount, now, customer, case,
                     reason=Reason.UNFORESEEN)  # fmt: skip
    return given(asked, Mark.Kind.MOTHER, None, what.strip(), key, WOULD_TELL)
