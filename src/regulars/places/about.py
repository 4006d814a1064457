"""What a place says of itself: its name, where and when it is, what it promises."""

from datetime import datetime

from django.db import transaction

from regulars.moments import journal
from regulars.moments.kinds import AccessKept, Kind, PlaceKept, RuleKept
from regulars.places.models import Place, SafetyRule
from regulars.places.once import done

WRITTEN = (
    "name", "name_zh_hans", "name_zh_hant", "trade", "time_zone", "currency", "language", "phone",
    "address", "credo",
)  # fmt: skip


@transaction.atomic
def keep(place: Place, *, by: str, now: datetime, key: str | None = None, **words: str) -> None:
    """Write what a place says of itself; ``words``: see WRITTEN. Nothing new, nothing written."""
    changed = [name for name in words if getattr(place, name) != words[name]]
    if done(key) or not changed:
        return
    for name in changed:
        setattr(place, name, words[name])
    place.save(update_fields=changed)
    told(place, PlaceKept(what=", ".join(changed)), by, now, key)


@transaction.atomic
def keep_access(
    place: Place, facts: list[str], note: str, *, by: str, now: datetime, key: str | None = None
) -> None:
    """Write down how one gets in and round; ``facts`` as ``access.written`` gives them."""
    if done(key):
        return
    place.access, place.access_note = facts, note
    place.save(update_fields=["access", "access_note"])
    told(place, AccessKept(there=" ".join(facts)), by, now, key)


@transaction.atomic
def keep_rule(
    place: Place, *, by: str, now: datetime, name: str, words: str, active: bool = True,
    rule: SafetyRule | None = None, key: str | None = None, **names: str,
) -> SafetyRule:  # fmt: skip
    """Write a rule of safety, or put it out of force; it is never forgotten."""
    if known := done(key):
        return SafetyRule.objects.get(pk=known.facts["rule"])
    rule = rule or SafetyRule(place=place)
    rule.name, rule.words, rule.active = name, words, active
    rule.name_zh_hans = names.get("name_zh_hans", "")
    rule.name_zh_hant = names.get("name_zh_hant", "")
    rule.save()
    told(place, RuleKept(rule=rule.pk, name=name, active=active), by, now, key)
    return rule


def told(place: Place, kind: Kind, by: str, now: datetime, key: str | None) -> None:
    journal.record(kind, about=f"place:{place.pk}", at=now, by=by, place=place.pk, key=key)
