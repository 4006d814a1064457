"""What the floor answers to a proposal: each verb is one transaction and can be repeated."""

from datetime import datetime

from django.db import transaction

from regulars.anticipation.models import Proposal
from regulars.anticipation.proposals import answers
from regulars.anticipation.rules import firing
from regulars.anticipation.rules.vocabulary import ONWARD
from regulars.authority import giving, ledger
from regulars.authority.acts import Act, Reason
from regulars.authority.ledger import Beyond
from regulars.authority.questions import NotSo
from regulars.customers import visits
from regulars.floor import acts
from regulars.floor.known import Unknown, person, post
from regulars.moments import journal
from regulars.moments.kinds import GoingOn
from regulars.moments.models import Moment
from regulars.places.models import Place, Staff

ANSWERS = frozenset({*answers.HOW, answers.THANKED})


class NotGiven(ValueError):
    """It could not be given so; the message says why and whom to ask."""


def of(place: Place, number: int) -> Proposal:
    """A proposal that was shown here. Raises Unknown."""
    one = answers.of(place, number)
    if one is None:
        raise Unknown(f"proposal {number}")
    return one


def answer(
    number: int, how: str, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Proposal:  # fmt: skip
    """Done, declined, later or thanked. What costs something is drawn within one's own limits;
    how the act arose is read from the cue that stood before it. Raises Unknown, NotGiven."""
    one = of(place, number)
    if how == answers.THANKED:
        answers.thank(one, by=by, now=now, key=key)
    elif how in answers.HOW:
        settle(one, how, by, now, key or f"proposal:{one.pk}:{how}")
    else:
        raise Unknown(f"answer {how}")
    return one


def settle(one: Proposal, how: str, by: Staff, now: datetime, key: str) -> None:
    """All or nothing: the gift, the answer and the act. Raises NotGiven."""
    try:
        with transaction.atomic():
            if not answers.answer(one, how, by=by, now=now, key=key) or one.cue is None:
                return
            if how == "done":
                give(one, by, now, f"{key}:gift")
                acts.do(one.cue, one.place, by=by, now=now, key=f"{key}:act")
            elif how == "declined":
                acts.decline(one.cue, one.place, by=by, now=now, key=f"{key}:no")
    except (NotSo, Beyond) as wrong:
        raise NotGiven(str(wrong)) from wrong


def give(one: Proposal, by: Staff, now: datetime, key: str) -> None:
    """Draw what it costs: a gift or a thing at hand, or an amount. Raises NotSo, Beyond."""
    thing, whom = one.thing, one.customer.opaque
    if thing is not None and thing.as_gift:
        giving.gift(by, thing=thing, customer=whom, key=key, now=now)
    elif thing is not None and thing.at_hand:
        giving.hand(by, thing, customer=whom, key=key, now=now)
    elif one.amount:
        ledger.give(by, Act.GESTURE, one.amount, reason=Reason.KINDNESS, customer=whom, key=key,
                    now=now, thing=one.what)  # fmt: skip


@transaction.atomic
def going_on(
    customer: int, to: str, place: Place, *, by: Staff, now: datetime, key: str | None = None
) -> Moment:  # fmt: skip
    """Where to after this? Their answer, and what the house's rules make of it. Raises Unknown."""
    if to not in ONWARD:
        raise Unknown(f"going on to {to}")
    whom = person(place, customer)
    if key and (known := Moment.objects.filter(key=key).first()):
        return known
    kind = GoingOn(to=to, visit=visits.visit_name(whom.pk, place.day_of(now)), touchpoint=post(by))
    told = journal.record(kind, about=whom.opaque, at=now, by=by.opaque, place=place.pk, key=key)
    firing.fire(whom, place, now, post=post(by), by=by.opaque)
    return told
