"""What happens at the door meanwhile, and how it ends: the honest no, what was offered, who was
still there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.authority import giving
from regulars.authority.models import Check
from regulars.floor.full import asking, pastimes
from regulars.floor.full.asking import held, write
from regulars.floor.full.troubles import NotSo, NotYet
from regulars.floor.models import Party, Tried
from regulars.moments.kinds import FullEnded, PastimeOffered, ToldNo
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

TWICE = 2
LONGEST = 120


def may_say_no(party: Party) -> bool:
    """Every post was asked twice, to the end, and none has a table."""
    running = party.rounds.filter(closed_at=None).exists()
    return party.checks >= TWICE and not running and not asking.has_table(party)


@transaction.atomic
def tell_no(
    place: Place, party: int, *, by: Staff, now: datetime, key: str | None = None
) -> Party:  # fmt: skip
    """They are told honestly that there is no table. Raises NotYet before the second look."""
    known = held(place, party)
    if known.told_no_at or known.ended_at:
        return known
    if not may_say_no(known):
        raise NotYet(_("No is said only after every post was asked twice and none has a table."))
    known.told_no_at = now
    known.save(update_fields=["told_no_at"])
    write(known, ToldNo(known.pk, known.checks), by.opaque, now, key)
    return known


def may_offer(party: Party) -> bool:
    """Ways to wait are offered once both looks are done, where a table takes a while, and at once
    to whoever is in a hurry."""
    if party.hurry or party.checks >= TWICE:
        return True
    return any(row.minutes for row in asking.latest(party))


@transaction.atomic
def offer(
    place: Place, party: int, *, pastime: int | None, taken: bool, words: str = "",
    looked: bool = False, by: Staff, now: datetime, key: str | None = None,
) -> Tried:  # fmt: skip
    """A way to wait was offered; ``pastime`` None is an idea of the moment, told in ``words``.

    What no script foresees is a comfort of the ledger too, and is done only once somebody has
    ``looked`` at every point of safety. The same way offered twice is the first offer. Raises
    NotSo, NotYet; questions.NotSo where it may harm them.
    """
    known = held(place, party)
    if key and (before := Moment.objects.filter(key=key).first()):
        return Tried.objects.get(moment=before.pk)
    if pastime is not None and (was := known.tried.filter(pastime=pastime).first()):
        return was
    if known.ended_at:
        raise NotYet(_("They wait no more."))
    if not may_offer(known):
        raise NotYet(_("First every post is asked, and asked once more."))
    way = next((each for each in pastimes.settled(place) if each.pk == pastime), None)
    text = words.replace("\0", "").strip()[:LONGEST]
    if way is None and (pastime is not None or not text):
        raise NotSo(_("Choose a way to wait, or say your own idea in a word or two."))
    improvised = way is None or way.improvised
    if improvised and taken:
        comfort(known, way.called() if way else text, looked, by, now)
    kind = PastimeOffered(
        known.pk, str(way.kind) if way else "own", taken, improvised, way.pk if way else None
    )
    told = write(known, kind, by.opaque, now, key, text)
    return Tried.objects.create(
        party=known, pastime=way, taken=taken, improvised=improvised, at=now, by=by.opaque,
        moment=told.pk,
    )  # fmt: skip


def comfort(party: Party, what: str, looked: bool, by: Staff, now: datetime) -> None:
    """Into the ledger, improvised, after one look at every point."""
    if not looked:
        raise NotSo(_("Look at every point first; then one tap, and it is done."))
    number = party.tried.count() + 1
    giving.improvise(
        by, what, checks=Check.values, now=now, key=f"pastime:{party.pk}:{number}",
        customer=f"customer:{party.customer_id}" if party.customer_id else "",
    )  # fmt: skip


@transaction.atomic
def end(
    place: Place, party: int, *, outcome: str, present: bool, saved_by: int | None = None,
    post: str = "", by: Staff, now: datetime, key: str | None = None,
) -> Party:  # fmt: skip
    """How it ended; a second time changes nothing. ``saved_by`` is a way they took that saved the
    visit: of whoever left none did. Raises NotSo."""
    known = held(place, party)
    if known.ended_at:
        return known
    if outcome not in Party.Outcome.values:
        raise NotSo(_("Say how it ended: they sit, booked for later, or they left."))
    if outcome == Party.Outcome.SEATED and not present:
        raise NotSo(_("Whoever sits was still there."))
    saved = saver(known, outcome, saved_by)
    known.ended_at, known.outcome, known.present, known.saved_by = now, outcome, present, saved
    known.save(update_fields=["ended_at", "outcome", "present", "saved_by"])
    known.rounds.filter(closed_at=None).update(closed_at=now)
    minutes = max(0, round((now - known.opened_at).total_seconds() / 60))
    kind = FullEnded(known.pk, outcome, present, minutes, saved_word(saved), post[:30])
    write(known, kind, by.opaque, now, key)
    return known


def saver(party: Party, outcome: str, saved_by: int | None) -> Tried | None:
    if saved_by is None or outcome == Party.Outcome.LEFT:
        return None
    found = party.tried.filter(pk=saved_by, taken=True).select_related("pastime").first()
    if found is None:
        raise NotSo(_("What saved the visit is something they took."))
    return found


def saved_word(saved: Tried | None) -> str:
    if saved is None:
        return ""
    return str(saved.pastime.kind) if saved.pastime else "own"
