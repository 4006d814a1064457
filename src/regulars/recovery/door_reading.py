"""A case in the customer's own words: what we did and what comes next, never what we think of it.

Cause, fault, fairness and what anything cost us stay inside the house.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from regulars.recovery import history, running
from regulars.recovery.history import Entry, Story
from regulars.recovery.models import Case, Closure, Contact, Step


@dataclass(frozen=True)
class Told:
    """What the page behind a code shows."""

    now: str
    line: tuple[Entry, ...]
    photos: tuple[int, ...]
    closed: bool
    may_close: bool


def read(case: Case, now: datetime) -> Told:
    fresh = running.with_clock(Case.objects.filter(pk=case.pk)).select_related(
        "place", "owner"
    ).get()  # fmt: skip
    story = history.read(fresh)
    own = story.closure is not None and story.closure.kind == Closure.Kind.CONFIRMED
    return Told(
        sentence(fresh, story, running.due(fresh), now, own), line(fresh, story),
        tuple(fresh.photos.values_list("pk", flat=True)), own, not own,
    )  # fmt: skip


def sentence(case: Case, story: Story, due: datetime | None, now: datetime, own: bool) -> str:
    """Who takes care of it, and when they hear from us."""
    name = case.owner.name
    if own:
        return _("You said that it is right. We hope to see you again.")
    if due is None:
        return _("{name} has seen to it. Is it right for you?").format(name=name)
    at = history.when(case, due)
    if due < now:
        late = _("You should have heard from us by {at}. A leader has been asked to go to you.")
        return late.format(at=at)
    return _("{name} takes care of it. You hear from us by {at}.").format(name=name, at=at)


def line(case: Case, story: Story) -> tuple[Entry, ...]:
    """What happened, as one tells a guest; the oldest first."""
    first = Entry(_("You told us"), tuple(filter(None, [story.words_of(case.moment)])),
                  history.when(case, case.opened_at))  # fmt: skip
    rows: list[Step | Contact | Closure] = [
        *story.steps, *story.contacts, *(each for each in story.closures if to_tell(each)),
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.at, row.moment))
    return (first, *(entry(case, story, row) for row in rows if told(row)))


def to_tell(closure: Closure) -> bool:
    return closure.kind != Closure.Kind.BY_STAFF


def told(row: Step | Contact | Closure) -> bool:
    """What we wrote down for ourselves is not theirs to read through."""
    return not (isinstance(row, Step) and row.kind == Step.Kind.WRITTEN_DOWN)


def entry(case: Case, story: Story, row: Step | Contact | Closure) -> Entry:
    words = history.parted(story.words_of(row.moment))
    if isinstance(row, Closure):
        own = row.kind == Closure.Kind.CONFIRMED
        label = _("You said that it is right") if own else _("You told us that it is right")
        return Entry(label, (), history.when(case, row.at))
    if isinstance(row, Contact):
        own = row.by == case.opaque
        label = _("You said: not yet") if own else _("We told you how it goes")
        return Entry(label, words, history.when(case, row.at))
    label = {
        Step.Kind.APOLOGISED: _("We asked you to forgive us"),
        Step.Kind.HEARD: _("We went over it together"),
        Step.Kind.PUT_RIGHT: _("We put it right, at our cost"),
    }[Step.Kind(row.kind)]
    shown = () if row.kind == Step.Kind.APOLOGISED else words
    return Entry(label, shown, history.when(case, row.at))
