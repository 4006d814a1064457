"""Who may do what: one table, walked by a test. No right is granted anywhere else."""

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
    "container.fill": EVERYONE,
    "container.measure": EVERYONE,
    "purchase.find": EVERYONE,
    "household.write": EVERYONE,
    "scorecard.see": EVERYONE,
    "person.ratio.see": LEADERS,
    "day.replay": LEADERS,
    "journal.export": frozenset({Role.OWNER}),
}


def may(staff: Staff, right: str) -> bool:
    """Whether a role holds a right. KeyError where the right stands in no table."""
    return staff.role in RIGHTS[right]
