"""What one does with a promise: make it, keep it, take it over, or let it go by their own wish."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from regulars.customers.models import Customer
from regulars.customers.standing import the_one
from regulars.floor.models import Guarantee, Promise
from regulars.floor.promises import clock, passing
from regulars.floor.promises.counting import LENIENT
from regulars.floor.promises.hours import LONGEST_AHEAD, NOW, written
from regulars.floor.standards import expectations
from regulars.moments import journal
from regulars.moments.kinds import Kind, Promised, PromiseKept, PromiseWithdrawn
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places import tree
from regulars.places.models import Level, Place, Staff
from regulars.places.once import done
from regulars.recovery.models import Case
from regulars.recovery.troubles import NotSo
from regulars.recovery.writing import again, clean

LONGEST = 300


@transaction.atomic
def make(
    place: Place, words: str, *, by: Staff, now: datetime, due_at: datetime | None = None,
    customer: Customer | None = None, owner: Staff | None = None,
    guarantee: Guarantee | None = None, source: Case | None = None, post: str = "",
    told_by_them: bool = False, key: str | None = None,
) -> Promise:  # fmt: skip
    """Give a word. Without an hour it is due now (within NOW), or as its guarantee says.

    Whoever gives it owns it, unless ``owner`` is named. ``source`` is the case it was given in;
    its customer and post are the promise's where none are named. ``told_by_them``: the customer
    named the hour, so it also counts as what they expect at that post. Raises NotSo.
    """
    if known := again(Promise, key, place=place.pk):
        return known
    text = clean(words, "words", longest=LONGEST)
    check(place, now, due_at, guarantee, source)
    whose = belonging(place, customer or (source.customer if source else None))
    keeper = owner or by
    passing.check(place, keeper)
    at = post_of(place, post or (source.post if source else ""))
    due = due_at or now + (timedelta(minutes=guarantee.minutes) if guarantee else NOW)
    kind = Promised(due=written(place, due), touchpoint=at, owner=keeper.opaque,
                    guarantee=guarantee.pk if guarantee else None)  # fmt: skip
    told = journal.record(
        kind, about=whose.opaque if whose else f"place:{place.pk}", at=now, by=by.opaque,
        place=place.pk, words=text, key=key, secret=noticing.tells(text),
    )  # fmt: skip
    promise = Promise.objects.create(
        place=place, customer=whose, owner=keeper, guarantee=guarantee, source=source, post=at,
        made_at=now, by=by.opaque, due_at=due, told_by_them=told_by_them, moment=told.pk,
    )  # fmt: skip
    clock.begin(promise, now)
    if told_by_them and at:
        expectations.say(place, at, minutes_between(now, due), by=by, now=now, customer=whose,
                         key=key and f"{key}:expects")  # fmt: skip
    if keeper.user_id != by.user_id:
        passing.tell(promise, by, now, key=f"promise_given:{promise.pk}")
    return promise


def check(
    place: Place, now: datetime, due_at: datetime | None, guarantee: Guarantee | None,
    source: Case | None,
) -> None:  # fmt: skip
    """Raises NotSo for an hour that is over or years away, and for what is another house's."""
    if place.level != Level.PLACE:
        raise NotSo("place", _("A promise is given at a place, where somebody can keep it."))
    if due_at is not None and due_at <= now:
        raise NotSo("due_at", _("That hour is over already. Promise a later one."))
    if due_at is not None and due_at > now + LONGEST_AHEAD:
        raise NotSo("due_at", _("That is more than a year ahead. Promise an earlier hour."))
    if guarantee is not None and not stands(place, guarantee):
        raise NotSo("guarantee", _("The house gives no such guarantee now. Choose another."))
    if source is not None and source.place_id != place.pk:
        raise NotSo("source", _("That is a case of another place."))


def stands(place: Place, guarantee: Guarantee) -> bool:
    """Whether it is promised here still."""
    rows = Guarantee.objects.filter(pk=guarantee.pk, ended_at=None)
    return rows.filter(place__in=tree.above(place)).exists()


def belonging(place: Place, customer: Customer | None) -> Customer | None:
    """The customer as they stand in this book. Raises NotSo for one of another or forgotten."""
    if customer is None:
        return None
    whose = the_one(Customer.objects.select_related("merged_into").get(pk=customer.pk))
    if whose.book_id != place.book_id or whose.erased_at is not None:
        raise NotSo("customer", _("They do not stand in this book. Promise it without a name."))
    return whose


def post_of(place: Place, code: str) -> str:
    """The post's code; empty for one that was taken away since. Raises NotSo for no such post."""
    return code if code and place.touchpoints.filter(code=code).exists() else ""


def minutes_between(now: datetime, due: datetime) -> int:
    return max(0, round((due - now).total_seconds() / 60))


def held(promise: Promise) -> Promise:
    """The promise as it stands now, locked until the transaction ends."""
    rows = Promise.objects.select_for_update(of=("self",)).select_related("place")
    return rows.get(pk=promise.pk)


def write(
    promise: Promise, kind: Kind, *, by: str, now: datetime, words: str = "",
    key: str | None = None,
) -> Moment:  # fmt: skip
    return journal.record(
        kind, about=promise.about, at=now, by=by, place=promise.place_id, words=words, key=key,
        secret=noticing.tells(words),
    )  # fmt: skip


@transaction.atomic
def keep(
    promise: Promise, *, by: Staff, now: datetime, key: str | None = None
) -> Promise:  # fmt: skip
    """It is kept, by whoever of the place did it; once. After its hour it is kept late.

    Raises NotSo for one that was withdrawn.
    """
    current = held(promise)
    if done(key) or current.kept_at is not None:
        return current
    if current.withdrawn_at is not None:
        raise NotSo("promise", _("They did not want it any more."))
    late = current.broken_at is not None or now > current.due_at + LENIENT
    seconds = max(0, round((now - current.due_at).total_seconds())) if late else None
    write(current, PromiseKept(promise=current.pk, late=seconds), by=by.opaque, now=now, key=key)
    current.kept_at, current.kept_by = now, by.opaque
    current.save(update_fields=["kept_at", "kept_by"])
    return current


@transaction.atomic
def withdraw(
    promise: Promise, *, words: str, by: Staff, now: datetime, key: str | None = None
) -> Promise:
    """The customer does not want it any more; ``words`` is how they said so. It counts neither as
    kept nor as broken. Raises NotSo without their words, and once it is broken or kept."""
    text = clean(words, "words", longest=LONGEST)
    current = held(promise)
    if done(key) or current.withdrawn_at is not None:
        return current
    if current.kept_at is not None:
        raise NotSo("promise", _("It is kept already."))
    if current.broken_at is not None or current.due_at <= now:
        raise NotSo("promise", _("Its hour is over. A broken promise is put right, not withdrawn."))
    write(current, PromiseWithdrawn(promise=current.pk), by=by.opaque, now=now, words=text, key=key)
    current.withdrawn_at, current.withdrawn_by = now, by.opaque
    current.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return current


@transaction.atomic
def take(promise: Promise, *, by: Staff, now: datetime, key: str | None = None) -> Promise:
    """“I keep it”: it is another colleague's from now on. Raises NotSo once it is over, and for
    somebody of another place."""
    current = held(promise)
    if done(key) or current.owner.user_id == by.user_id:
        return current
    if current.kept_at is not None or current.withdrawn_at is not None:
        raise NotSo("promise", _("Nothing is owed here any more."))
    passing.check(current.place, by)
    passing.become(current, by, why=passing.TAKEN, by=by.opaque, now=now, key=key)
    clock.watch(current, now)
    return current
