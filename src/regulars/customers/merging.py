"""Two records are one person: said by somebody, on evidence, and undone within thirty days.

Nothing merges by itself. The survivor's number goes on; the merged record stands behind it, its
moments untouched: read them by ``subjects_of`` and ``standing_for``. What a room hands over when
two become one it says with ``mover``.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers import moving, people
from regulars.customers.likeness import Proposal, alike_to, doubts, evidence_of, proposals
from regulars.customers.models import Customer, Merge, NotTheSame
from regulars.customers.movers import MOVERS, mover
from regulars.customers.recognition import said
from regulars.customers.standing import absorbed_by, standing_for, subjects_of, the_one
from regulars.moments import journal
from regulars.moments.deadlines import set_deadline
from regulars.moments.kinds import Merged, ToldApart, Unmerged
from regulars.moments.models import Deadline, Moment
from regulars.places.models import Place

__all__ = [
    "Impossible", "Proposal", "absorbed_by", "alike_to", "doubts", "evidence_of", "merge", "mover",
    "not_the_same", "proposals", "standing_for", "standing_merges", "subjects_of", "the_one",
    "undo",
]  # fmt: skip

UNDO = timedelta(days=30)
SETTLED = "merge_settled"
HOUSEHOLD = "household"


class Impossible(ValueError):
    """These two cannot be merged, or this merge not be undone; the message says why."""


@transaction.atomic
def merge(
    survivor: Customer, merged: Customer, *, by: str, now: datetime, sure: bool = False,
    place: Place | None = None, key: str | None = None,
) -> Merge:  # fmt: skip
    """Let one record stand for both. ``sure`` is asked for where strong numbers contradict.

    Raises Impossible with the reason, also where a colleague was a moment quicker.
    """
    if key and (known := Moment.objects.filter(key=key).first()):
        return Merge.objects.get(pk=known.facts["merge"])
    stays, goes = locked(survivor.pk, merged.pk)
    refuse(stays, goes, sure)
    done = Merge.objects.create(
        survivor=stays, merged=goes, evidence=[each.code for each in evidence_of(stays, goes)],
        by=by, at=now, undo_until=now + UNDO,
    )  # fmt: skip
    done.moved = {name: each.move(stays, goes, now) for name, each in MOVERS.items()}
    done.moved[HOUSEHOLD] = moving.move_in(stays, goes, now)
    done.moved["standing"] = stand_behind(stays, goes)
    done.save(update_fields=["moved"])
    people.make_findable([stays, goes])
    set_deadline(SETTLED, str(done.pk), done.undo_until)
    told(Merged(merged=goes.pk, merge=done.pk), stays, by, now, place, key)
    return done


def locked(*pks: int) -> list[Customer]:
    """These customers, locked in the order of their numbers so that no two merges wait in a ring.

    SQLite's writers take turns instead: whoever waited reads what the other has done.
    """
    rows = Customer.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(set(pks)):
        raise Impossible(_("One of the two is no longer in the book."))
    return [found[pk] for pk in pks]


def refuse(stays: Customer, goes: Customer, sure: bool) -> None:
    """Raises Impossible where these two may not become one."""
    if stays.pk == goes.pk:
        raise Impossible(_("That is one and the same record already."))
    if stays.book_id != goes.book_id:
        raise Impossible(_("They stand in the books of two houses."))
    if stays.erased_at or goes.erased_at:
        raise Impossible(_("One of the two asked to be forgotten; there is nothing to merge."))
    for one in (goes, stays):
        if one.merged_into is not None:
            raise Impossible(
                _("A colleague was quicker: “{name}” stands for both now.").format(
                    name=said(one.merged_into).text
                )
            )
    if not sure and (against := doubts(stays, goes)):
        reasons = "; ".join(str(each) for each in against)
        raise Impossible(
            _("Something speaks against it: {reasons}. Say that you are sure.").format(
                reasons=reasons
            )
        )


def stand_behind(stays: Customer, goes: Customer) -> list[int]:
    """The merged record, and all who stood behind it, now stand behind the survivor."""
    behind = list(goes.absorbed.order_by("pk").values_list("pk", flat=True))
    Customer.objects.filter(pk__in=[goes.pk, *behind]).update(merged_into=stays)
    goes.merged_into = stays
    return behind


@transaction.atomic
def undo(
    done: Merge, *, by: str, now: datetime, place: Place | None = None, key: str | None = None
) -> Merge:
    """Let two records stand apart again as they were; what came since stays with the survivor.

    Raises Impossible after ``undo_until``, and where a later merge has to be undone first.
    """
    stays, goes = locked(done.survivor_id, done.merged_id)
    done = Merge.objects.get(pk=done.pk)
    if done.undone_at is not None:
        return done
    refuse_undo(done, stays, now)
    done.undone_at, done.undone_by = now, by
    done.save(update_fields=["undone_at", "undone_by"])
    Customer.objects.filter(pk=goes.pk).update(merged_into=None)
    behind = Customer.objects.filter(pk__in=done.moved["standing"], merged_into=stays)
    behind.update(merged_into=goes)
    goes.merged_into = None
    moving.move_out(done.moved[HOUSEHOLD], stays, goes)
    for name in reversed([name for name in MOVERS if name in done.moved]):
        MOVERS[name].put_back(done.moved[name], stays, goes)
    people.make_findable([stays, goes])
    Deadline.objects.filter(kind=SETTLED, subject=str(done.pk), done_at=None).delete()
    told(Unmerged(merged=goes.pk, merge=done.pk), stays, by, now, place, key)
    return done


def refuse_undo(done: Merge, stays: Customer, now: datetime) -> None:
    if now > done.undo_until or not done.moved:
        raise Impossible(_("Thirty days have passed; this merge can no longer be undone."))
    later = Merge.objects.filter(survivor=stays, undone_at=None, pk__gt=done.pk).last()
    if stays.merged_into is not None:
        later = Merge.objects.filter(merged=stays, undone_at=None).first()
    if later is not None:
        raise Impossible(
            _("First undo the later merge with “{name}”; then this one.").format(
                name=said(later.survivor if stays.merged_into_id else later.merged).text
            )
        )


@transaction.atomic
def not_the_same(
    one: Customer, other: Customer, *, by: str, now: datetime, place: Place | None = None,
    key: str | None = None,
) -> NotTheSame:  # fmt: skip
    """Remember that two alike records are two people: they are not proposed again."""
    low, high = sorted((one, other), key=lambda each: each.pk)
    if low.pk == high.pk:
        raise Impossible(_("That is one and the same record already."))
    said_so, made = NotTheSame.objects.get_or_create(
        one=low, other=high, defaults={"by": by, "at": now}
    )
    if made:
        told(ToldApart(other=high.pk), low, by, now, place, key)
    return said_so


def told(
    kind: Merged | Unmerged | ToldApart, whom: Customer, by: str, now: datetime,
    place: Place | None, key: str | None,
) -> Moment:  # fmt: skip
    where = place.pk if place else whom.book_id
    return journal.record(kind, about=whom.opaque, at=now, by=by, place=where, key=key)


def standing_merges(customer: Customer) -> Sequence[Merge]:
    """Merges that stand, latest first."""
    rows = customer.merges.filter(undone_at=None).select_related("merged")
    return list(rows.order_by("-pk"))
