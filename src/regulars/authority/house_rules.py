"""Rules of the house and what was decided past them: each exception with its reason, counted for
each rule; five of a kind propose that the rule itself be changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import quantiles

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from regulars.authority import amounts
from regulars.authority.acts import Act, Kind, Span
from regulars.authority.models import Entry, Exempted, HouseRule, Settlement
from regulars.authority.questions import NotSo
from regulars.authority.reading import spoken
from regulars.engines import names
from regulars.moments import journal
from regulars.moments.kinds import RuleExcepted, RuleSettled
from regulars.notebook import noticing
from regulars.places import safety, tree
from regulars.places.models import Place, Staff

ENOUGH = 5
"""So many exceptions of one kind propose a change."""
BACK = timedelta(days=365)
LONGEST = 200


def standing(place: Place) -> list[HouseRule]:
    """The rules that hold here: the place's own and those of the nodes above."""
    return list(HouseRule.objects.filter(place__in=tree.above(place), ended_at=None))


def rule_called(place: Place, words: str, by: Staff, now: datetime) -> HouseRule:
    """The rule of these words, however they are typed; a new one where nobody has named it yet.
    Raises NotSo without words, and for what is a matter of safety."""
    text = " ".join(words.split())[:LONGEST]
    if not text:
        raise NotSo("rule", _("Name the rule in its own words, such as “no breakfast after ten”."))
    if rule := safety.broken(place, text):
        raise NotSo("rule", _("This is a matter of safety ({rule}): nobody goes past it.").format(
            rule=rule.called()))  # fmt: skip
    folded = names.fold(text).strip(" .!。！")[:LONGEST]
    known = HouseRule.objects.filter(place__in=tree.above(place), folded=folded, ended_at=None)
    return known.first() or HouseRule.objects.create(
        place=place, words=text, folded=folded, since=now, by=by.opaque
    )


def go_past(
    staff: Staff, rule: str, why: str, *, customer: str = "", key: str, now: datetime
) -> Exempted:
    """Set a rule aside for somebody, with a reason; a repeated key changes nothing. Raises
    NotSo."""
    if known := Exempted.objects.filter(key=key).first():
        return known
    if not why.strip():
        raise NotSo("why", _("Say in a sentence why. It helps to mend the rule."))
    try:
        with transaction.atomic():
            return written(staff, rule_called(staff.place, rule, staff, now), why, customer, key,
                           now)  # fmt: skip
    except (IntegrityError, journal.Again) as raced:
        if known := Exempted.objects.filter(key=key).first():
            return known
        raise raced


def written(
    staff: Staff, rule: HouseRule, why: str, customer: str, key: str, now: datetime
) -> Exempted:  # fmt: skip
    said = why.strip()[:500]
    moment = journal.record(
        RuleExcepted(rule=rule.pk), about=customer or staff.opaque, at=now, by=staff.opaque,
        place=staff.place.pk, words=said, key=f"past:{key}", secret=noticing.tells(said),
    )  # fmt: skip
    return Exempted.objects.create(place=staff.place, staff=staff, rule=rule, customer=customer,
                                   at=now, key=key, moment=moment.pk)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """One exception: when (by the place's wall), who decided it, and why in their words."""

    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class Count:
    """How often a rule was set aside since it was last looked at."""

    rule: HouseRule
    n: int


@dataclass(frozen=True)
class Proposal:
    """So many exceptions of one kind propose a change: of a house rule, or of the limits of an
    act; then ``amount`` is what would have covered four in five of them, in minor units."""

    rule: HouseRule | None
    act: str
    n: int
    evidence: tuple[Evidence, ...]
    amount: int | None = None
    whose: str = ""
    currency: str = ""

    @property
    def called(self) -> str:
        return self.rule.words if self.rule else str(Act(self.act).label)

    @property
    def worth(self) -> str:
        return amounts.said(self.amount, self.currency) if self.amount is not None else ""

    @property
    def change(self) -> str:
        """The query that opens the table with this line in its form."""
        typed = amounts.typed(self.amount, self.currency)
        return f"act={self.act}&whose={self.whose}&span={Span.EACH}&amount={typed}"


def counts(place: Place, now: datetime) -> list[Count]:
    """Each rule that holds here with its exceptions since it was last looked at, the most first."""
    found = [Count(rule, len(of_rule(place, rule, now))) for rule in standing(place)]
    return sorted(found, key=lambda one: (-one.n, one.rule.pk))


def of_rule(place: Place, rule: HouseRule, now: datetime) -> list[Exempted]:
    rows = Exempted.objects.filter(place__in=tree.below(place), rule=rule, at__lte=now)
    since = settled_at(place, rule=rule)
    return list(rows.filter(at__gt=max(since, now - BACK) if since else now - BACK)
                .select_related("staff").order_by("-at"))  # fmt: skip


def settled_at(place: Place, **what: object) -> datetime | None:
    """When a leader last answered for this rule or act."""
    rows = Settlement.objects.filter(place__in=tree.above(place), **what)
    return rows.order_by("-at").values_list("at", flat=True).first()


def proposals(place: Place, now: datetime) -> list[Proposal]:
    """What five exceptions of a kind or more propose, the most first."""
    found = [of_house_rule(place, rule, now) for rule in standing(place)]
    found += [of_limit(place, act, now) for act in Act.values]
    known = [one for one in found if one is not None]
    return sorted(known, key=lambda one: -one.n)


def of_house_rule(place: Place, rule: HouseRule, now: datetime) -> Proposal | None:
    rows = of_rule(place, rule, now)
    if len(rows) < ENOUGH:
        return None
    return Proposal(rule, "", len(rows), evidence(place, rows))


def of_limit(place: Place, act: str, now: datetime) -> Proposal | None:
    """What leaders gave beyond the limits of one act, each time it went up to them."""
    since = settled_at(place, act=act)
    rows = list(
        Entry.objects.filter(place=place, act=act, kind=Kind.GIVEN, of__kind=Kind.ASKED,
                             at__gt=max(since, now - BACK) if since else now - BACK, at__lte=now)
        .select_related("staff", "of__staff").order_by("-at")
    )  # fmt: skip
    if len(rows) < ENOUGH:
        return None
    asked = Counter(one.of.staff.role for one in rows if one.of)
    covers = round(quantiles([one.amount for one in rows], n=5, method="inclusive")[-1])
    return Proposal(None, act, len(rows), evidence(place, rows), covers,
                    f"role:{asked.most_common(1)[0][0]}", place.currency)  # fmt: skip


def evidence(place: Place, rows: Sequence[Exempted] | Sequence[Entry]) -> tuple[Evidence, ...]:
    """The latest first, with the words where they were not erased."""
    said = spoken(rows)
    return tuple(
        Evidence(
            one.at.astimezone(place.zone), one.staff.name,
            said.get(one.moment, "") or (
                amounts.said(one.amount, one.currency) if isinstance(one, Entry) else "–"),
        ) for one in rows[:10]
    )  # fmt: skip


@transaction.atomic
def settle(
    place: Place, answer: str, why: str, *, rule: HouseRule | None = None, act: str = "",
    new_words: str = "", by: Staff, now: datetime, key: str,
) -> Settlement:  # fmt: skip
    """A leader answers a proposal with a reason; counting begins anew. A rule that is changed goes
    on in its new words, one that is dropped ends. Raises NotSo."""
    if known := Settlement.objects.filter(key=key).first():
        return known
    if answer not in Settlement.Answer.values or (rule is None) == (act not in Act.values):
        raise NotSo("answer", _("Choose what becomes of the rule."))
    if not why.strip():
        raise NotSo("why", _("Say in a sentence why; everybody works by it from now on."))
    moment = journal.record(
        RuleSettled(answer=answer, rule=rule.pk if rule else None, act=act),
        about=f"place:{place.pk}", at=now, by=by.opaque, place=place.pk,
        words=why.strip()[:500], key=f"settled:{key}",
    )  # fmt: skip
    if rule is not None and answer != Settlement.Answer.STAYS:
        end(rule, place, answer, new_words, by, now)
    return Settlement.objects.create(place=place, rule=rule, act=act, answer=answer, at=now,
                                     by=by.opaque, key=key, moment=moment.pk)  # fmt: skip


def end(
    rule: HouseRule, place: Place, answer: str, new_words: str, by: Staff, now: datetime
) -> None:  # fmt: skip
    if answer == Settlement.Answer.CHANGED and not new_words.strip():
        raise NotSo("words", _("Write the rule as it reads from now on."))
    HouseRule.objects.filter(pk=rule.pk, ended_at=None).update(ended_at=now)
    if answer == Settlement.Answer.CHANGED:
        rule_called(rule.place, new_words, by, now)
