"""What a customer reads of it, and what becomes of it on merging, export and erasure.

Who brought whom is told to neither side: one would learn of the other's visit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers.erasure import eraser
from regulars.customers.export import chapter
from regulars.customers.models import Acquaintance, Customer, Introduction
from regulars.customers.movers import hand_over, mover
from regulars.customers.own_page import Line, section
from regulars.customers.purposes import of_field
from regulars.moments.models import Deadline, Words


@section
def what_grew(customer: Customer) -> list[Line]:
    """How well we know each other, that somebody brought them, how many they brought."""
    lines = []
    row = Acquaintance.objects.filter(customer=customer).first()
    if row is not None:
        lines.append(Line(_("How well we know each other"), str(row.get_level_display()),
                          of_field("customers.Acquaintance"),
                          source=_("from your visits and what you told us")))  # fmt: skip
    purpose = of_field("customers.Introduction")
    if by := Introduction.objects.filter(customer=customer).first():
        allowed = _("they may hear that you came") if by.may_name else _("they do not hear of it")
        lines.append(Line(_("Somebody brought you to us"), allowed, purpose))
    if many := Introduction.objects.filter(introducer=customer).count():
        said = ngettext("{n} person", "{n} people", many).format(n=many)
        lines.append(Line(_("Whom you brought to us"), said, purpose))
    return lines


def move(survivor: Customer, merged: Customer, now: datetime) -> dict[str, list[int]]:
    """What the survivor has not got yet; nobody ends up as the one who brought themselves."""
    rows = Acquaintance.objects.filter(customer=merged)
    if Acquaintance.objects.filter(customer=survivor).exists():
        rows = rows.none()
    by = Introduction.objects.filter(customer=merged).exclude(introducer=survivor)
    if Introduction.objects.filter(customer=survivor).exists():
        by = by.none()
    brought = Introduction.objects.filter(introducer=merged).exclude(customer=survivor)
    return {
        "known": hand_over(Acquaintance, "customer", rows, survivor),
        "by": hand_over(Introduction, "customer", by, survivor),
        "brought": hand_over(Introduction, "introducer", brought, survivor),
    }  # fmt: skip


def put_back(moved: dict[str, list[int]], survivor: Customer, merged: Customer) -> None:
    back = Acquaintance.objects.filter(pk__in=moved["known"], customer=survivor)
    back.update(customer=merged)
    rows = Introduction.objects.filter(pk__in=moved["by"], customer=survivor)
    rows.exclude(introducer=merged).update(customer=merged)
    given = Introduction.objects.filter(pk__in=moved["brought"], introducer=survivor)
    given.exclude(customer=merged).update(introducer=merged)


mover("bonds", move, put_back)


@eraser("bonds")
def remove(pks: Sequence[int]) -> None:
    """Also words of thanks that name somebody who was brought, whomever they were said to."""
    Acquaintance.objects.filter(customer__in=pks).delete()
    rows = Introduction.objects.filter(Q(customer__in=pks) | Q(introducer__in=pks))
    numbers = list(rows.values_list("pk", flat=True))
    thanks = Words.objects.filter(moment__kind="introduction_thanked",
                                  moment__facts__introduction__in=numbers)  # fmt: skip
    thanks.delete()
    due = [f"{number}/{what}" for number in numbers for what in ("remind", "late")]
    Deadline.objects.filter(kind="introduction", subject__in=due).delete()
    rows.delete()


@chapter("bonds")
def write(people: Sequence[Customer]) -> dict[str, Any]:
    known = Acquaintance.objects.filter(customer__in=people).order_by("pk")
    told = Introduction.objects.filter(customer__in=people).order_by("pk")
    gave = Introduction.objects.filter(introducer__in=people).order_by("pk")
    return {
        "familiarity": [{"level": row.level, "since": row.since} for row in known],
        "brought_by_somebody": list(told.values("told_at", "may_name")),
        "brought": list(gave.values("told_at", "thanked_at", due=F("due_at"))),
    }
