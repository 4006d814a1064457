"""Who may do what: one table, walked by a test. No right is granted anywhere else.

Whoever came in by PIN at a shared tablet holds, whatever their role, what everyone holds and what
is not kept for a password: the work on the floor.
"""

from regulars.places.models import Role, Staff

EVERYONE = frozenset({Role.CLERK, Role.MANAGER, Role.OWNER})
LEADERS = frozenset({Role.MANAGER, Role.OWNER})

RIGHTS: dict[str, frozenset[Role]] = {
    "board.see": EVERYONE,
    "board.print": EVERYONE,
    "customer.find": EVERYONE,
    "customer.see": EVERYONE,
    "customer.welcome": EVERYONE,
    "moment.write": EVERYONE,
    "fact.write": EVERYONE,
    "note.find": EVERYONE,
    "manners.write": LEADERS,
    "container.fill": EVERYONE,
    "container.measure": EVERYONE,
    "purchase.find": EVERYONE,
    "household.write": EVERYONE,
    "scorecard.see": EVERYONE,
    "person.ratio.see": LEADERS,
    "day.replay": LEADERS,
    "authority.see": EVERYONE,
    "authority.use": EVERYONE,
    "authority.set": LEADERS,
    "authority.overturn": LEADERS,
    "case.own": EVERYONE,
    "loyalty.see": LEADERS,
    "stop.make": EVERYONE,
    "guide.see": EVERYONE,
    "guide.write": LEADERS,
    "ban.decide": LEADERS,
    "playbook.see": EVERYONE,
    "playbook.write": LEADERS,
    "playbook.drill": EVERYONE,
    "risk.see": EVERYONE,
    "risk.check": EVERYONE,
    "risk.write": LEADERS,
    "coaching.own": EVERYONE,
    "coaching.give": LEADERS,
    "opening.see": LEADERS,
    "full.ask": EVERYONE,
    "full.set": LEADERS,
    "lack.write": EVERYONE,
    "offer.see": EVERYONE,
    "offer.write": EVERYONE,
    "offer.switch": LEADERS,
    "before.see": EVERYONE,
    "before.write": EVERYONE,
    "before.set": LEADERS,
    "prompt.see": EVERYONE,
    "prompt.use": EVERYONE,
    "prompt.set": LEADERS,
    "bond.write": EVERYONE,
    "segment.see": LEADERS,
    "care.see": LEADERS,
    "field.retire": LEADERS,
    "collision.write": EVERYONE,
    "collision.review": LEADERS,
    "worth.see": LEADERS,
    "touch.see": EVERYONE,
    "touch.write": EVERYONE,
    "touch.set": LEADERS,
    "rite.tick": EVERYONE,
    "rite.write": LEADERS,
    "tier.set": LEADERS,
    "disruption.see": EVERYONE,
    "disruption.tick": EVERYONE,
    "disruption.lead": LEADERS,
    "promise.own": EVERYONE,
    "guarantee.see": EVERYONE,
    "guarantee.write": LEADERS,
    "queue.keep": EVERYONE,
    "standard.write": LEADERS,
    "answer.see": EVERYONE,
    "answer.write": LEADERS,
    "house.see": EVERYONE,
    "notice.see": EVERYONE,
    "notice.own": EVERYONE,
    "booking.see": EVERYONE,
    "booking.write": EVERYONE,
    "shift.see": EVERYONE,
    "shift.write": LEADERS,
    "hours.see": EVERYONE,
    "hours.write": LEADERS,
    "chain.write": LEADERS,
    "people.write": LEADERS,
    "job.see": EVERYONE,
    "job.write": LEADERS,
    "access.see": EVERYONE,
    "access.write": LEADERS,
    "safety.see": EVERYONE,
    "safety.write": LEADERS,
    "place.write": frozenset({Role.OWNER}),
    "consent.write": EVERYONE,
    "photo.write": EVERYONE,
    "handle.write": EVERYONE,
    "own_link.make": EVERYONE,
    "purchase.prove": EVERYONE,
    "customer.merge": LEADERS,
    "customer.export": LEADERS,
    "customer.erase": LEADERS,
    "trust.see": LEADERS,
    "list.import": LEADERS,
    "journal.export": frozenset({Role.OWNER}),
    "tablet.place": LEADERS,
    "token.make": frozenset({Role.OWNER}),
    "sign_in.renew": frozenset({Role.OWNER}),
}

# Held by every role, yet never by PIN: what cannot be called back, or takes data out of the house.
BY_PASSWORD: frozenset[str] = frozenset({"own_link.make", "notice.own", "coaching.own"})


def may(staff: Staff, right: str) -> bool:
    """Whether somebody holds a right. KeyError where the right stands in no table."""
    return staff.role in RIGHTS[right] and (by_pin(right) or not staff.by_pin)


def by_pin(right: str) -> bool:
    """Whether a PIN is key enough for it."""
    return RIGHTS[right] == EVERYONE and right not in BY_PASSWORD
