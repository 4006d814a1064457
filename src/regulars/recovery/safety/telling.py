"""What is told of these matters: no name, no story; who it is stands behind the sign-in."""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from regulars.places import notices
from regulars.places.models import Place, Staff
from regulars.recovery.models import Appeal, Ban, Incident

Line = Callable[[], str]


def tell(
    staff: Staff, place: Place, subject: Line, line: Line, path: str, *, urgent: bool, key: str,
    now: datetime,
) -> None:  # fmt: skip
    """One notice to one colleague in their language, once for each key."""
    with translation.override(staff.reads(place)):
        url = f"/p/{place.slug}/{path}"
        words = line().replace("{where}", place.called())
        notices.tell(staff, subject(), words, url, urgent=urgent, key=key, now=now)


def stopped(incident: Incident, to: Staff, now: datetime) -> None:
    tell(to, incident.place, lambda: _("A colleague has stopped serving: go to them"),
         lambda: _("{where}: they need somebody beside them now. They need not explain."),
         f"stops/{incident.pk}/", urgent=True, key=f"stopped:{incident.pk}", now=now)  # fmt: skip


def owed(
    incident: Incident, to: Staff, *, late: int, turn: str, urgent: bool, now: datetime
) -> None:
    words = (
        (lambda: _("{where}: its time has passed. They still wait for somebody to listen."))
        if late
        else (lambda: _("{where}: sit down with them before the day ends."))
    )
    tell(to, incident.place, lambda: _("Support is owed to a colleague"), words,
         f"stops/{incident.pk}/", urgent=urgent, key=f"support:{turn}", now=now)  # fmt: skip


def yours_now(incident: Incident, now: datetime) -> None:
    tell(incident.leader, incident.place, lambda: _("A colleague counts on your support"),
         lambda: _("{where}: please sit down with them."), f"stops/{incident.pk}/", urgent=True,
         key=f"support-yours:{incident.pk}:{incident.leader_id}", now=now)  # fmt: skip


def not_enough(incident: Incident, now: datetime) -> None:
    tell(incident.leader, incident.place, lambda: _("They still need you"),
         lambda: _("{where}: please go to them once more."), f"stops/{incident.pk}/", urgent=True,
         key=f"support-more:{incident.pk}:{now:%Y%m%d%H%M%S}", now=now)  # fmt: skip


def to_decide(ban: Ban, to: Staff, now: datetime) -> None:
    tell(to, ban.place, lambda: _("A decision waits for somebody who was not involved"),
         lambda: _("{where}: read both sides, then decide."), f"bans/{ban.pk}/", urgent=False,
         key=f"ban-decide:{ban.pk}", now=now)  # fmt: skip


def lapsed(ban: Ban, now: datetime) -> None:
    tell(ban.proposed_by, ban.place, lambda: _("Somebody is served again"),
         lambda: _("{where}: the day that was set has come. Nothing is to be done."),
         f"bans/{ban.pk}/", urgent=False, key=f"ban-lapsed:{ban.pk}", now=now)  # fmt: skip


def appealed(appeal: Appeal, to: Staff, turn: int, now: datetime) -> None:
    ban = appeal.ban
    tell(to, ban.place, lambda: _("An answer to an appeal is owed"),
         lambda: _("{where}: look at it once more, and answer them."), f"bans/{ban.pk}/",
         urgent=False, key=f"appeal:{appeal.pk}:{turn}", now=now)  # fmt: skip
