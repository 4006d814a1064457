"""One owner at all times: handed on by asking, taken by one, kept until another has it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.moments.kinds import HandDeclined, HandOffered, TakenOver
from regulars.places import tree
from regulars.places.models import Staff
from regulars.places.once import done
from regulars.places.permissions import LEADERS
from regulars.recovery import duty, telling
from regulars.recovery.models import Case, Handover
from regulars.recovery.troubles import NotSo, Taken
from regulars.recovery.writing import again, clean, held, write


@transaction.atomic
def hand_over(
    case: Case, to: Staff, *, words: str = "", by: Staff, now: datetime, key: str | None = None
) -> Handover:
    """Ask a colleague to take it. It stays with its owner until they accept. Only the owner or a
    leader asks; asking the same one again is the same. Raises NotSo."""
    if known := again(Handover, key, case=case.pk):
        return known
    case = held(case)
    text = clean(words, "words", needed=False, longest=300)
    if by.user_id != case.owner.user_id and by.role not in LEADERS:
        raise NotSo("by", _("{name} sees it through; only they, or somebody who leads, hand it on. "
                            "You can take it over yourself.").format(
            name=case.owner.name))  # fmt: skip
    check(case, to)
    if same := case.handovers.filter(to=to, ended_at=None).first():
        return same
    case.handovers.filter(ended_at=None).exclude(by=duty.CLOCK).update(ended_at=now)
    kind = HandOffered(case=case.pk, owner=case.owner.opaque, to=to.opaque)
    told = write(case, kind, by=by, now=now, words=text, key=key)
    telling.offered(case, to, now, key=f"offered:{told.pk}")
    return Handover.objects.create(
        case=case, giver=case.owner, to=to, by=by.opaque, at=now, moment=told.pk
    )


def check(case: Case, to: Staff) -> None:
    """Raises NotSo for somebody who cannot own this case."""
    if to.left_at is not None:
        raise NotSo("to", _("{name} does not work here any more.").format(name=to.name))
    leads = to.role in LEADERS and to.place_id in tree.above(case.place)
    if to.place_id != case.place_id and not leads:
        raise NotSo("to", _("{name} works at another place.").format(name=to.name))
    if to.user_id == case.owner.user_id:
        raise NotSo("to", _("{name} has it already.").format(name=to.name))


@transaction.atomic
def accept(
    handover: Handover, *, by: Staff, now: datetime, key: str | None = None
) -> Case:  # fmt: skip
    """Take what was offered. Raises NotSo for somebody else, Taken where it has gone elsewhere."""
    case = held(handover.case)
    current = Handover.objects.select_related("to").get(pk=handover.pk)
    if current.to.user_id != by.user_id:
        raise NotSo("by", _("{name} was asked, not you.").format(name=current.to.name))
    if current.accepted_at is not None and case.owner.user_id == by.user_id:
        return case
    if not current.open:
        raise Taken(case.owner.name)
    return become(case, current.to, by, now, key)


@transaction.atomic
def decline(
    handover: Handover, *, words: str = "", by: Staff, now: datetime, key: str | None = None
) -> Case:
    """“I cannot”: it stays where it is. Raises NotSo for somebody else."""
    case = held(handover.case)
    current = Handover.objects.select_related("to").get(pk=handover.pk)
    if current.to.user_id != by.user_id:
        raise NotSo("by", _("{name} was asked, not you.").format(name=current.to.name))
    if current.open:
        text = clean(words, "words", needed=False, longest=300)
        kind = HandDeclined(case=case.pk, owner=case.owner.opaque)
        write(case, kind, by=by, now=now, words=text, key=key)
        Handover.objects.filter(pk=current.pk).update(ended_at=now)
    return case


@transaction.atomic
def take(case: Case, *, by: Staff, now: datetime, key: str | None = None) -> Case:
    """“I take it over”: of two who do at once one has it. ``case`` is as the taker saw it.

    Raises Taken where its owner is another by now, NotSo for somebody of another place.
    """
    if done(key):
        return held(case)
    current = held(case)
    if current.owner.user_id == by.user_id:
        return current
    if current.owner_id != case.owner_id:
        raise Taken(current.owner.name)
    check(current, by)
    return become(current, by, by, now, key)


def become(case: Case, owner: Staff, by: Staff, now: datetime, key: str | None) -> Case:
    """Another owner, in one UPDATE that must find the one before; what else was offered ends."""
    before = case.owner
    mine = Case.objects.filter(pk=case.pk, owner=before)
    if mine.update(owner=owner) != 1:
        raise Taken(Case.objects.select_related("owner").get(pk=case.pk).owner.name)
    case.owner = owner
    offers = case.handovers.filter(ended_at=None)
    offers.filter(to=owner).update(accepted_at=now, ended_at=now)
    offers.exclude(to=owner).update(ended_at=now)
    kind = TakenOver(case=case.pk, before=before.opaque, owner=owner.opaque)
    write(case, kind, by=by, now=now, key=key)
    duty.watch(case, now)
    return case
