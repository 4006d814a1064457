"""What the notebook does when two customers are merged, and when one asks for their own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from regulars.customers import own_page
from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Customer, Household
from regulars.customers.movers import hand_over, mover, rows
from regulars.customers.own_page import Line
from regulars.customers.purposes import of_fact, of_field
from regulars.customers.standing import subjects_of
from regulars.moments import seal
from regulars.moments.models import Words
from regulars.notebook import facts
from regulars.notebook.models import Container, Estimate, Fact, FactKind, Source, Use
from regulars.places.models import Place

UNTOLD = (FactKind.RELATION, FactKind.CLOSED)
"""Not on the customer's own page: what names other people, and what staff keep off."""
ADDED = {"like": FactKind.PREFERENCE, "dislike": FactKind.AVERSION, "allergy": FactKind.ALLERGY}

rows("jars", Container)


def move_facts(survivor: Customer, merged: Customer, now: datetime) -> list[int]:
    """Facts move; a mood or an aim goes on belonging to the visit it was seen in."""
    moved = hand_over(Fact, "customer", Fact.objects.filter(customer=merged), survivor)
    rename_visits(moved, merged, survivor)
    return moved


def return_facts(moved: list[int], survivor: Customer, merged: Customer) -> None:
    theirs = Fact.objects.filter(pk__in=moved, customer=survivor)
    pks = list(theirs.values_list("pk", flat=True))
    theirs.update(customer=merged)
    rename_visits(pks, survivor, merged)


def rename_visits(pks: Sequence[int], before: Customer, after: Customer) -> None:
    for fact in Fact.objects.filter(pk__in=pks, visit__startswith=f"{before.pk}/"):
        fact.visit = f"{after.pk}/{fact.visit.partition('/')[2]}"
        fact.save(update_fields=["visit"])


mover("facts", move_facts, return_facts)


def move_home(survivor: Customer, merged: Customer, now: datetime) -> dict[str, Any]:
    """What a household of one had goes along when that one moves into the survivor's; a jar for a
    need that has one there already stays behind."""
    home = home_of_one(survivor, merged)
    if home is None or survivor.household_id is None:
        return {}
    there = Container.objects.filter(household=survivor.household_id).values("need")
    jars = Container.objects.filter(household=home).exclude(need__in=there)
    return {
        "from": home, "to": survivor.household_id,
        "facts": hand_over(Fact, "household", Fact.objects.filter(household=home),
                           survivor.household),
        "jars": hand_over(Container, "household", jars, survivor.household),
    }  # fmt: skip


def home_of_one(survivor: Customer, merged: Customer) -> int | None:
    """The household the merged record lived in alone; None where others live there too."""
    was = merged.household_id
    if was is None or was == survivor.household_id:
        return None
    others = Customer.objects.filter(household=was).exclude(pk=merged.pk)
    return None if others.exists() else was


def return_home(moved: dict[str, Any], survivor: Customer, merged: Customer) -> None:
    if not moved or not Household.objects.filter(pk=moved["from"]).exists():
        return
    for model, name in ((Fact, "facts"), (Container, "jars")):
        there = model._default_manager.filter(pk__in=moved[name], household=moved["to"])
        there.update(household=moved["from"])


mover("home", move_home, return_home)


@eraser("notebook")
def remove(pks: Sequence[int]) -> None:
    """Facts and estimates go. A jar stays where others of the household still eat from it."""
    Fact.objects.filter(customer__in=pks).delete()
    Estimate.objects.filter(customer__in=pks).delete()
    for jar in Container.objects.filter(customer__in=pks).select_related("household"):
        heir = jar.household.members.exclude(pk__in=pks).order_by("pk").first()
        if heir is None:
            jar.delete()
        else:
            Container.objects.filter(pk=jar.pk).update(customer=heir)


@chapter("notebook")
def write(people: Sequence[Customer]) -> list[dict[str, Any]]:
    """Every fact, also what is under seal and what no longer holds, and with whom it is shared."""
    shared = [one.household_id for one in people if one.household_id]
    every = Fact.objects.filter(Q(customer__in=people) | Q(household__in=shared))
    return [
        {"kind": fact.kind, "words": words(fact), "of": "person" if fact.customer_id else "home",
         "source": fact.source, "use": fact.use, "said_at": fact.said_at,
         "confirmed_at": fact.confirmed_at, "gone_at": fact.gone_at,
         "purpose": of_fact(fact.kind).code}
        for fact in every.order_by("said_at", "pk")
    ]  # fmt: skip


@chapter("jars")
def write_jars(people: Sequence[Customer]) -> list[dict[str, Any]]:
    fields = ("need__name", "name", "capacity", "unit", "mouths", "daily_use")
    return [
        {**row, "fillings": list(jar.fillings.values("on", "amount", "left"))}
        for jar in Container.objects.filter(customer__in=people).order_by("pk")
        for row in Container.objects.filter(pk=jar.pk).values(*fields)
    ]


@chapter("estimates")
def write_estimates(people: Sequence[Customer]) -> list[dict[str, Any]]:
    fields = ("kind", "low", "middle", "high", "basis", "made_on", "source")
    return list(Estimate.objects.filter(customer__in=people).order_by("pk").values(*fields))


def words(fact: Fact) -> str:
    try:
        return fact.told()
    except seal.Unreadable:
        return _("(under a seal that this house cannot open)")


@own_page.section
def what_we_noted(customer: Customer) -> list[Line]:
    """What holds now and came from themselves or was seen; nothing that others told, nothing that
    is not to be used, nothing that names somebody else."""
    own = Fact.objects.filter(customer=customer, gone_at=None).exclude(use=Use.NEVER)
    told = own.exclude(source=Source.THIRD).exclude(kind__in=UNTOLD).order_by("-said_at", "-pk")
    return [
        Line(fact.get_kind_display(), words(fact), of_fact(fact.kind), fact.get_source_display(),
             f"fact:{fact.pk}")
        for fact in told
    ]  # fmt: skip


@own_page.section
def what_is_at_home(customer: Customer) -> list[Line]:
    return [
        Line(jar.name, f"{jar.capacity:g} {jar.unit}", of_field("notebook.Container"))
        for jar in customer.containers.order_by("pk")
    ]


@own_page.striker("fact")
def strike(customer: Customer, number: int, now: datetime) -> bool:
    """What the customer strikes out is not only no longer so: its words go as well."""
    shown = {line.mark for line in what_we_noted(customer)}
    if f"fact:{number}" not in shown:
        return False
    fact = Fact.objects.get(pk=number)
    told = Words.objects.filter(moment__subject__in=subjects_of(customer), text=fact.value)
    if fact.value:
        told.filter(moment__kind="remembered").delete()
    facts.forget(fact, customer.opaque, now)
    Fact.objects.filter(pk=fact.pk).update(value="", folded="", sealed=None)
    return True


@own_page.taker
def take(customer: Customer, sort: str, text: str, place: Place, now: datetime) -> None:
    """Keep what a customer adds themselves. Raises purposes.NoConsent for health without it."""
    if sort in ADDED:
        facts.remember(
            customer, ADDED[sort], text[: facts.LONGEST], source=Source.TOLD, by=customer.opaque,
            now=now, place=place,
        )  # fmt: skip
