"""What of the customers' own tables moves when two records become one.

Handles, bookings and the photo are handed over; blanks are filled; a day on which both came is
one visit; of two answers to one question of consent the more protective holds.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from regulars.customers import tally
from regulars.customers.likeness import told_apart
from regulars.customers.models import (
    Booking,
    Consent,
    Customer,
    Handle,
    Household,
    NotTheSame,
    Photo,
    Tally,
)
from regulars.customers.movers import hand_over, mover, rows
from regulars.moments import journal
from regulars.places.models import Place

FILLED = (("name", "reading", "title", "called"), ("language",), ("birthday",))
"""Fields that are taken together from the merged record where the survivor's first is empty."""
MERGING = "merge"

rows("handles", Handle)
rows("bookings", Booking)


def close_consents(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[int]]:
    """An open consent moves unless the survivor has answered; a refusal of either closes it.

    What stood on a consent closed here is hidden at once, and removed when the merge can no
    longer be undone (``rounds.settle``): until then it could all go back.
    """
    answered = set(survivor.consents.values_list("purpose", flat=True))
    moving = merged.consents.filter(withdrawn_at=None).exclude(purpose__in=answered)
    refused = refusals(merged)
    closing = survivor.consents.filter(withdrawn_at=None, purpose__in=refused)
    receipt = {
        "closed": list(closing.order_by("pk").values_list("pk", flat=True)),
        "moved": hand_over(Consent, "customer", moving, survivor),
    }
    closing.update(withdrawn_at=now, withdrawn_by=MERGING)
    return receipt


def refusals(customer: Customer) -> set[str]:
    """What a customer agreed to once and took back."""
    asked = set(customer.consents.values_list("purpose", flat=True))
    return asked - set(
        customer.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)
    )


def open_consents(receipt: dict[str, list[int]], survivor: Customer, merged: Customer) -> None:
    """Consents go back to whom they were asked of; one withdrawn since stays withdrawn."""
    moved = Consent.objects.filter(pk__in=receipt["moved"], customer=survivor)
    moved.update(customer=merged)
    closed = Consent.objects.filter(pk__in=receipt["closed"], withdrawn_by=MERGING)
    again = survivor.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)
    closed.exclude(purpose__in=list(again)).update(withdrawn_at=None, withdrawn_by="")


mover("consents", close_consents, open_consents)


def move_photo(survivor: Customer, merged: Customer, now: datetime) -> bool:
    """The survivor's own picture stays; the other's is only hidden, with its record."""
    if Photo.objects.filter(customer=survivor).exists():
        return False
    return bool(Photo.objects.filter(customer=merged).update(customer=survivor))


def return_photo(moved: bool, survivor: Customer, merged: Customer) -> None:
    """Unless another was taken since: whose picture that is nobody but the survivor can say."""
    if moved and not Photo.objects.filter(customer=merged).exists():
        Photo.objects.filter(customer=survivor).update(customer=merged)


mover("photo", move_photo, return_photo)


def fill_blanks(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[str]]:
    """{field: [before, now]}: the source of each value the merged record lent."""
    receipt: dict[str, list[str]] = {}
    for group in FILLED:
        if getattr(survivor, group[0]) or not getattr(merged, group[0]):
            continue
        if group[0] == "birthday" and "greetings" in refusals(survivor) | refusals(merged):
            continue
        for field in group:
            receipt[field] = [text_of(survivor, field), text_of(merged, field)]
            setattr(survivor, field, getattr(merged, field))
    if receipt:
        survivor.save(update_fields=list(receipt))
    return receipt


def empty_again(receipt: dict[str, list[str]], survivor: Customer, merged: Customer) -> None:
    """What was corrected since the merge stays with the survivor."""
    for field, (before, lent) in receipt.items():
        if text_of(survivor, field) == lent:
            value = date.fromisoformat(before) if field == "birthday" and before else before
            setattr(survivor, field, value if field != "birthday" else value or None)
    if receipt:
        survivor.save(update_fields=list(receipt))


def text_of(customer: Customer, field: str) -> str:
    value = getattr(customer, field)
    return "" if value is None else str(value)


mover("fields", fill_blanks, empty_again)


def move_in(survivor: Customer, merged: Customer, now: datetime) -> dict[str, Any]:
    """One person lives in one household: the survivor's, or the other's where they had none.

    Comes after all movers and goes back before them: they ask who lives where.
    """
    receipt: dict[str, Any] = {"left": merged.household_id, "joined": None}
    if survivor.household_id is None and merged.household_id is not None:
        receipt["joined"] = merged.household_id
        survivor.household_id = merged.household_id
        survivor.save(update_fields=["household"])
    merged.household_id = None
    merged.save(update_fields=["household"])
    return receipt


def move_out(receipt: dict[str, Any], survivor: Customer, merged: Customer) -> None:
    if receipt["joined"] is not None and survivor.household_id == receipt["joined"]:
        survivor.household_id = None
        survivor.save(update_fields=["household"])
    if Household.objects.filter(pk=receipt["left"]).exists():
        merged.household_id = receipt["left"]
        merged.save(update_fields=["household"])


def add_visits(survivor: Customer, merged: Customer, now: datetime) -> dict[str, Any]:
    """Visits of both, a day on which both came counted once. The merged count stays as it was."""
    before: dict[str, list[str | None]] = {}
    for theirs in Tally.objects.filter(customer=merged).select_related("place"):
        ours, made = Tally.objects.get_or_create(customer=survivor, place=theirs.place)
        before[str(theirs.place_id)] = [None if made else day(ours.first_on), day(ours.last_on)]
        ours.visits += theirs.visits - len(shared_days(theirs.place, survivor, merged))
        ours.first_on = least(ours.first_on, theirs.first_on)
        ours.last_on = most(ours.last_on, theirs.last_on)
        ours.save()
    made_new = [place for place, (first, last) in before.items() if first is None and last is None]
    return {"cursor": journal.latest(), "before": before, "made": made_new}


def take_visits(receipt: dict[str, Any], survivor: Customer, merged: Customer) -> None:
    """The survivor keeps the days that were theirs, and those that came since."""
    for place_id, (first, last) in receipt["before"].items():
        ours = Tally.objects.filter(customer=survivor, place=place_id).first()
        theirs = Tally.objects.filter(customer=merged, place=place_id).first()
        if ours is None or theirs is None:
            continue
        ours.visits -= theirs.visits - len(shared_days(ours.place, survivor, merged))
        since = tally.visit_days(ours.place, names(survivor), after=receipt["cursor"])
        ours.first_on = least(read(first), *since)
        ours.last_on = most(read(last), *since)
        if ours.visits or place_id not in receipt["made"]:
            ours.save()
        else:
            ours.delete()


def shared_days(place: Place, survivor: Customer, merged: Customer) -> set[date]:
    return tally.visit_days(place, names(survivor)) & tally.visit_days(place, names(merged))


def names(customer: Customer) -> list[str]:
    """Opaque names of a record and of those that stand behind it at this instant."""
    behind = Customer.objects.filter(merged_into=customer.pk).values_list("pk", flat=True)
    return [customer.opaque, *(f"customer:{pk}" for pk in behind)]


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def read(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def least(*days: date | None) -> date | None:
    return min(known(days), default=None)


def most(*days: date | None) -> date | None:
    return max(known(days), default=None)


def known(days: Iterable[date | None]) -> list[date]:
    return [each for each in days if each is not None]


mover("visits", add_visits, take_visits)


def move_distinctions(survivor: Customer, merged: Customer, now: datetime) -> list[list[int]]:
    """Whoever is not the merged one is not the survivor either."""
    apart = set(told_apart(merged.pk)) - set(told_apart(survivor.pk)) - {survivor.pk}
    made = []
    for other in sorted(apart):
        one, two = sorted((survivor.pk, other))
        NotTheSame.objects.create(one_id=one, other_id=two, by=MERGING, at=now)
        made.append([one, two])
    return made


def return_distinctions(made: list[list[int]], survivor: Customer, merged: Customer) -> None:
    for one, two in made:
        NotTheSame.objects.filter(one=one, other=two, by=MERGING).delete()


mover("distinctions", move_distinctions, return_distinctions)
