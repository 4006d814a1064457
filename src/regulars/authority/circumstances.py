"""What the house looks up before it says yes: the purchase, the allergy, what was given today."""

import re
from collections.abc import Iterable

from django.db.models import Sum
from django.utils.translation import gettext as _

from regulars.authority import amounts, purses
from regulars.authority.acts import Act, Condition, Kind
from regulars.authority.deciding import Rule
from regulars.authority.models import Entry
from regulars.authority.questions import NotSo, Question
from regulars.customers.models import Customer
from regulars.customers.standing import absorbed_by, the_one
from regulars.engines import names
from regulars.moments import seal
from regulars.moments.models import Line, Moment
from regulars.notebook import facts, harms
from regulars.notebook.models import SENSITIVE, Fact, FactKind
from regulars.places import spotting

BORDERS = re.compile(
    r"[,;:/，；：、。()（）]|\band\b|[过過]敏|不能[吃喝碰闻聞]|不[吃喝]|忌口?|怕", re.IGNORECASE
)
TOWARDS = "对對"
SHORTEST = 2


def so(asked: Question, rules: Iterable[Rule]) -> frozenset[str]:
    """Which conditions are met. Looked up only where a rule wants it, save for what is refused
    anyway: a purchase that is not theirs, more than was paid, a gift that meets an allergy.

    Raises NotSo for these.
    """
    met = set(asked.said)
    if asked.purchase is not None:
        check_purchase(asked)
        met.add(Condition.PURCHASE_FOUND)
    wanted = frozenset().union(*(rule.conditions for rule in rules))
    if asked.customer and asked.thing and allergy_clear(asked):
        met.add(Condition.ALLERGY_CLEAR)
    if Condition.FIRST_TODAY in wanted and asked.customer and first_today(asked):
        met.add(Condition.FIRST_TODAY)
    return frozenset(met)


def check_purchase(asked: Question) -> None:
    """Raises NotSo where the basket is not at this place, not theirs, or too small."""
    rows = Moment.objects.filter(kind="purchased", place=asked.staff.place.pk)
    basket = rows.filter(pk=asked.purchase or 0).first()
    if basket is None:
        raise NotSo("purchase", _("There is no such purchase here. Look for it once more."))
    if asked.customer and basket.subject not in records(asked.customer):
        raise NotSo("purchase", _("That purchase is somebody else’s. Choose one of theirs."))
    if asked.act == Act.REFUND:
        check_paid(asked, basket.pk)


def records(customer: str) -> set[str]:
    """How the journal may name one person: as themselves, and as who was merged into them."""
    pk = customer.removeprefix("customer:")
    if not pk.isdecimal():
        return {customer}
    return {customer, *(f"customer:{one}" for one in absorbed_by([int(pk)]))}


def check_paid(asked: Question, basket: int) -> None:
    paid, given = paid_for(basket), given_back(basket)
    if asked.amount <= paid - given:
        return
    currency = asked.staff.place.currency
    words = (
        _("They paid {paid} for it and {given} is given back already. Give back {left} at most.")
        if given else _("They paid {paid} for it. Give back {left} at most.")
    )  # fmt: skip
    raise NotSo("amount", words.format(
        paid=amounts.said(paid, currency), given=amounts.said(given, currency),
        left=amounts.said(max(0, paid - given), currency),
    ))  # fmt: skip


def paid_for(basket: int) -> int:
    """What a basket came to, in minor units."""
    return Line.objects.filter(moment=basket).aggregate(all=Sum("amount"))["all"] or 0


def purchase_subject(basket: int) -> str:
    return f"purchase:{basket}"


def given_back(basket: int) -> int:
    """What was given back of it so far."""
    subject = purchase_subject(basket)
    return purses.read([subject]).get(subject, (0, 0))[0]


def first_today(asked: Question) -> bool:
    given = Entry.objects.filter(customer__in=records(asked.customer), day=asked.day, act=asked.act)
    return not given.filter(kind__in=(Kind.GIVEN, Kind.PROMISED)).exists()


def allergy_clear(asked: Question) -> bool:
    """True where nothing they told us is against it. Raises NotSo where something is; where the
    seal cannot be opened nobody knows, and one has to ask."""
    pk = asked.customer.removeprefix("customer:")
    rows = Customer.objects.select_related("merged_into").filter(
        book=asked.staff.place.book_id, pk=int(pk) if pk.isdecimal() else 0
    )
    person = rows.first()
    if person is None:
        return False
    text = names.fold(asked.thing)
    for fact in against(the_one(person)):
        try:
            meets = may_harm(fact.told(), text)
        except seal.Unreadable:
            return False
        if meets:
            raise NotSo("thing", refusal(fact))
    return True


def against(person: Customer) -> list[Fact]:
    kinds = {*SENSITIVE, FactKind.AVERSION}
    return [fact for fact in facts.about(person) if fact.kind in kinds]


def may_harm(told: str, thing: str) -> bool:
    """By a word of it or by the family of a word: “虾蟹过敏” means shrimp, “pregnant” champagne.
    ``thing`` is folded."""
    folded = names.fold(told)
    speaks_against = harms.families_in(folded) | harms.implied_by(folded)
    return meets_words(told, thing) or bool(speaks_against & harms.families_in(thing))


def meets_words(told: str, thing: str) -> bool:
    """Whether a thing is called by a word of what they told us: “Leo: peanuts” meets “peanut”,
    “对虾过敏” meets “虾饺”."""
    words = [word.strip() for word in BORDERS.split(told)]
    parts = [
        part for word in words
        for part in (word, word.removesuffix("s"), word.lstrip(TOWARDS), *word.split())
    ]  # fmt: skip
    pattern = spotting.pattern("\n".join(part for part in parts if says_something(part)))
    return pattern is not None and pattern.search(thing) is not None


def says_something(word: str) -> bool:
    """A single letter says nothing; a single Chinese character is a whole word (葱). Those with a
    family (酒, 茶) are left to it: it knows in which words they are something else."""
    if len(word) >= SHORTEST:
        return True
    return bool(word) and names.is_han(word) and not harms.families_in(word)


def refusal(fact: Fact) -> str:
    """Says that there is something, not what: the seal is opened elsewhere."""
    if fact.kind == FactKind.AVERSION:
        return _("They told us that they do not like this. Give them something else.")
    return _("This may harm them: they told us why. Give them something else.")
