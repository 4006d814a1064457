"""What colleagues are told of a case: short, in their language, without the customer's name.

It goes through quiet hours: a clock that runs out does not wait for the morning.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from regulars.places import notices
from regulars.places.models import Staff
from regulars.recovery.models import Case, FollowUp

Line = Callable[[], str]


def tell(
    staff: Staff, case: Case, subject: Line, line: Line, *, key: str, now: datetime,
    urgent: bool = True,
) -> None:  # fmt: skip
    """One notice to one colleague, once for each key."""
    url = f"/p/{case.place.slug}/cases/{case.pk}/"
    with translation.override(staff.reads(case.place)):
        notices.tell(staff, subject(), line(), url, urgent=urgent, key=key, now=now)


def where(case: Case) -> str:
    """The post it happened at, else the place, in the language now active."""
    post = case.place.touchpoints.filter(code=case.post).first() if case.post else None
    return (post or case.place).called()


def rang(case: Case, minutes: int, now: datetime, key: str) -> None:
    words = {
        15: lambda: _("{where}: in five minutes they have waited twenty. Go to them now."),
        20: lambda: _("{where}: they have waited twenty minutes. Go to them, put right or not."),
    }
    tell(case.owner, case, lambda: _("Somebody waits for your word"),
         lambda: words[minutes]().format(where=where(case)), key=key, now=now)  # fmt: skip


def escalated(case: Case, to: Staff, now: datetime, key: str) -> None:
    tell(to, case, lambda: _("Somebody waits: please take it"),
         lambda: _("{where}: {name} has not got to them. Take it over, or send somebody.").format(
             where=where(case), name=case.owner.name), key=key, now=now)  # fmt: skip


def offered(case: Case, to: Staff, now: datetime, key: str) -> None:
    tell(to, case, lambda: _("A colleague asks you to take something over"),
         lambda: _("{where}: {name} would like to hand it to you.").format(
             where=where(case), name=case.owner.name), key=key, now=now)  # fmt: skip


def grave(case: Case, to: Staff, now: datetime, key: str) -> None:
    words = (
        (lambda: _("{where}: many people saw it. Go and see."))
        if case.exposed
        else (lambda: _("{where}: it is serious. Go and see."))
    )
    tell(to, case, lambda: _("Something serious went wrong"),
         lambda: words().format(where=where(case)), key=key, now=now)  # fmt: skip


def aged(case: Case, to: Staff, hours: int, now: datetime, key: str) -> None:
    tell(to, case, lambda: _("Still open"),
         lambda: _("{where}: open for {hours} hours. {name} sees it through.").format(
             where=where(case), hours=hours, name=case.owner.name),
         key=key, now=now, urgent=False)  # fmt: skip


def ask_again(case: Case, now: datetime, key: str) -> None:
    tell(case.owner, case, lambda: _("Ask them once more"),
         lambda: _("{where}: you were told it is right. Ask them to say so with their code.")
         .format(where=where(case)), key=key, now=now, urgent=False)  # fmt: skip


def follow_up(follow: FollowUp, now: datetime, key: str) -> None:
    case = follow.case
    tell(case.owner, case, follow.get_kind_display,
         lambda: _("{where}: this is due now.").format(where=where(case)),
         key=key, now=now, urgent=False)  # fmt: skip
