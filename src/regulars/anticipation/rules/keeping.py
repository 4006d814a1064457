"""Rules are written, edited, switched and taken out; an edit is a new version from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from regulars.anticipation.models import Rule, Version
from regulars.anticipation.rules.matching import pattern_of
from regulars.anticipation.rules.vocabulary import (
    AGAIN,
    COMPANY,
    DAYS,
    MOST_SIGNS,
    ONWARD,
    PARTS,
    SEASONS,
    SIGNS,
    VISITS,
)
from regulars.authority.models import Thing
from regulars.moments import journal
from regulars.moments.kinds import OfferReinstated, OfferRuleKept, OfferRuleSwitched
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places import safety
from regulars.places.models import Place, Staff

LONGEST = {"offer": 120, "say": 200, "words": 120}


class NotSo(ValueError):
    """It cannot be kept so: ``field`` says which part, the message what to do."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.field = name


@dataclass(frozen=True)
class Draft:
    """A rule before it is kept; the fields are those of ``Version``."""

    when: Mapping[str, Any]
    offer: str = ""
    say: str = ""
    thing: Thing | None = None
    from_day: date | None = None
    others: Mapping[str, str] = field(default_factory=dict)


TABLES: dict[str, Mapping[str, object]] = {
    "part": PARTS, "season": SEASONS, "day": DAYS, "visit": VISITS, "company": COMPANY,
}  # fmt: skip


def check(place: Place, draft: Draft) -> None:
    """Raises NotSo with the field and what to do."""
    signs = draft.when.get("signs", ())
    if len(signs) > MOST_SIGNS:
        raise NotSo("signs", _("Two signs are enough. Write another rule for the third."))
    for number, sign in enumerate(signs, 1):
        check_sign(sign, number)
    for name, table in TABLES.items():
        if (code := draft.when.get(name)) and code not in table:
            raise NotSo(name, _("Choose one of the list."))
    if draft.when.get("again", 90) not in AGAIN:
        raise NotSo("again", _("Choose how often it may be offered."))
    if not any((signs, *(draft.when.get(name) for name in (*TABLES, "post")))):
        raise NotSo("sign1", _("Say when: choose a sign, or a time, a visit or company."))
    check_offer(place, draft)


def check_sign(sign: Mapping[str, str], number: int) -> None:
    code, words = sign.get("sign", ""), sign.get("words", "")
    if code not in SIGNS:
        raise NotSo(f"sign{number}", _("Choose one of the list."))
    if SIGNS[code].of_list:
        if words not in ONWARD:
            raise NotSo(f"to{number}", _("Choose where they go on to."))
    elif pattern_of(words) is None:
        raise NotSo(f"words{number}", _("Write the words, with commas between: “long hair, 长发”."))
    elif noticing.tells(words):
        raise NotSo(f"words{number}", _("Health and belief are no sign for an offer. They protect; "
                                        "nothing is built on them."))  # fmt: skip


def check_offer(place: Place, draft: Draft) -> None:
    if draft.thing is None and not draft.offer.strip():
        raise NotSo("offer", _("Choose what is given, or write what is done."))
    names = (draft.thing.words(),) if draft.thing else ()
    words = (draft.offer, *draft.others.values(), *names)
    if rule := safety.broken(place, " ".join(words)):
        wrong = _("This is a matter of safety ({rule}): nobody offers it here.")
        raise NotSo("offer", wrong.format(rule=rule.called()))


@transaction.atomic
def write(
    place: Place, draft: Draft, *, by: Staff, now: datetime, rule: Rule | None = None,
    starter: str = "", key: str | None = None,
) -> Version:  # fmt: skip
    """Keep a rule: a new one, or the next version of ``rule`` from a day on. Raises NotSo; a
    repeated key changes nothing."""
    check(place, draft)
    if key and (known := Moment.objects.filter(key=key).first()):
        return Version.objects.get(rule=known.facts["rule"], number=known.facts["version"])
    if rule is None:
        rule = Rule.objects.create(place=place, starter=starter, added_at=now, added_by=by.opaque)
    last = rule.versions.aggregate(last=Max("number"))["last"] or 0
    today = place.day_of(now)
    made = Version.objects.create(
        rule=rule, number=last + 1, from_day=max(today, draft.from_day or today),
        when=cleaned(draft.when), thing=draft.thing, offer=draft.offer.strip()[:120],
        say=draft.say.strip()[:200], at=now, by=by.opaque, **draft.others,
    )  # fmt: skip
    journal.record(OfferRuleKept(rule=rule.pk, version=made.number), about=f"place:{place.pk}",
                   at=now, by=by.opaque, place=place.pk, key=key)  # fmt: skip
    return made


def cleaned(when: Mapping[str, Any]) -> dict[str, Any]:
    """A condition without what it leaves open."""
    signs = [{"sign": each["sign"], "words": " ".join(each.get("words", "").split())[:120]}
             for each in when.get("signs", ())]  # fmt: skip
    kept = {name: when[name] for name in (*TABLES, "post") if when.get(name)}
    return {"signs": signs, **kept, "again": int(when.get("again", 90))}


@transaction.atomic
def switch(
    rule: Rule, on: bool, *, by: Staff, now: datetime, key: str | None = None
) -> Rule:  # fmt: skip
    """On or off, by a person; a rule that the clock suspended goes on so, and no other way."""
    current = Rule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if current.gone_at or (bool(current.on_since) == on and not current.suspended_at):
        return current
    was_suspended = current.suspended_at is not None
    current.on_since, current.on_by = (now if on else None), by.opaque
    current.suspended_at = None
    current.save(update_fields=["on_since", "on_by", "suspended_at"])
    kind = OfferReinstated(f"rule:{rule.pk}") if was_suspended and on else OfferRuleSwitched(
        rule.pk, on
    )  # fmt: skip
    journal.record(kind, about=f"place:{rule.place_id}", at=now, by=by.opaque,
                   place=rule.place_id, key=key)  # fmt: skip
    return current


@transaction.atomic
def take_out(rule: Rule, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """Off the list; what it proposed stays counted."""
    if Rule.objects.filter(pk=rule.pk, gone_at=None).update(gone_at=now, on_since=None):
        last = rule.versions.aggregate(last=Max("number"))["last"] or 0
        kind = OfferRuleKept(rule=rule.pk, version=last, gone=True)
        journal.record(kind, about=f"place:{rule.place_id}", at=now, by=by.opaque,
                       place=rule.place_id, key=key)  # fmt: skip


def here(place: Place) -> list[Rule]:
    """Every rule of a place that was not taken out, those that are on first."""
    rows = Rule.objects.filter(place=place, gone_at=None).prefetch_related("versions__thing")
    return sorted(rows, key=lambda one: (one.suspended_at is None, one.on_since is None, one.pk))


def reads(rule: Rule, day: date) -> Version:
    """The version in force on a day, else the first that comes."""
    versions = sorted(rule.versions.all(), key=lambda one: (one.from_day, one.number))
    standing = [one for one in versions if one.from_day <= day]
    return standing[-1] if standing else versions[0]


def known(place: Place, number: int) -> Rule | None:
    return Rule.objects.filter(place=place, pk=number, gone_at=None).first()
