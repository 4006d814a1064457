"""Who looks up customers faster than anybody serves them: noticed, slowed, told to the leaders.

``watch`` is called on every search, by pages and by the API. It counts in this process alone and
asks the database only when something looks strange, so it costs a few microseconds. What must
survive is written: each minute, how many searches and customers somebody came to (a line of the
audit), and each alarm (a moment ``swept``), by which every other process learns of it within
REFRESH seconds. Limits of this: with N web processes a burst may be N times as long before one of
them notices; between them the hour is added up from the audit, to the minute.

Nobody is stopped for being busy: whoever serves as many as they look up leaves arrivals, notes
and acts behind, and these are weighed against the searches (``served``).
"""

import os
import threading
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from regulars.customers.patterns import Trail
from regulars.moments import audit, journal
from regulars.moments.kinds import Swept
from regulars.moments.models import Look, Moment

MINUTE, HOUR = 60.0, 3600.0
FOR_EACH_SERVED = 25
"""So many looked-up customers one served customer explains: a list of twelve, asked for twice."""
FIRST, AGAIN = timedelta(minutes=2), timedelta(minutes=20)
REFRESH = 20.0
TIDY = 300.0
WRITTEN = "searches"
MOST_SHOWN = 100_000
LATEST = 20_000
PROCESS = os.getpid()
SERVING = ("arrived", "departed", "acted", "declined", "asked", "noticed", "noted", "complained",
           "promised", "remembered", "named", "proved", "booked")  # fmt: skip
REMEMBERED = 5_000
"""Actors kept in mind by one process."""


class TooMany(PermissionDenied):
    """More was looked up than serving explains; the message says so and until when to wait.

    ``seconds`` is for the header ``Retry-After``.
    """

    def __init__(self, until: datetime, now: datetime) -> None:
        self.seconds = max(1, round((until - now).total_seconds()))
        minutes = -(-self.seconds // 60)
        super().__init__(
            _("That was a great many look-ups. Searching rests for {minutes} min; your leaders "
              "can see it. Whoever stands before you: ask their name and write it down.")
            .format(minutes=minutes)
        )  # fmt: skip


@dataclass
class Memory:
    """What one process knows of one actor.

    ``shown`` is {customer: last seen}, ``passing`` those whom only the last list brought;
    ``elsewhere`` are customers shown by other processes or
    before this one began. ``excused`` is how much may be looked up before anybody asks again.
    """

    trail: Trail = field(default_factory=Trail)
    minute: deque[float] = field(default_factory=deque)
    hour: deque[float] = field(default_factory=deque)
    shown: dict[int, float] = field(default_factory=dict)
    passing: list[int] = field(default_factory=list)
    elsewhere: int = 0
    tidied: float = 0.0
    unwritten: tuple[int, int] = (0, 0)
    written: float = 0.0
    asked: float = 0.0
    until: datetime | None = None
    excused: int = 0

    @property
    def breadth(self) -> int:
        return len(self.shown) + self.elsewhere


ACTORS: dict[str, Memory] = {}
LOCK = threading.Lock()


def forget_all() -> None:
    """Begin anew, as a process does when it starts."""
    ACTORS.clear()


def watch(actor: str, place_id: int, text: str, shown: Collection[int], now: datetime) -> None:
    """One more search by somebody (``staff:3``, ``token:7``), what was typed, and who was shown.

    Raises TooMany while they are asked to rest. Call it after the search and before the answer.
    """
    at = now.timestamp()
    memory = remembered(actor)
    if not 0 <= at - memory.asked <= REFRESH:
        learn(memory, actor, now)
    if memory.until is not None and now < memory.until:
        raise TooMany(memory.until, now)
    with LOCK:
        count(memory, memory.trail.add(text, at), shown, at)
        pattern = strange(memory)
    if not 0 <= at - memory.written <= MINUTE:
        write(memory, actor, now)
    if pattern and not excused(memory, actor, place_id, pattern, now):
        sound(memory, actor, place_id, pattern, now)


def remembered(actor: str) -> Memory:
    memory = ACTORS.get(actor)
    if memory is None:
        with LOCK:
            if len(ACTORS) >= REMEMBERED:
                ACTORS.pop(next(iter(ACTORS)))
            memory = ACTORS.setdefault(actor, Memory())
    return memory


def count(memory: Memory, begun: bool, shown: Collection[int], at: float) -> None:
    """Typing on in one name is one search, and only whom it ends with was really looked at; each
    customer counts once in an hour."""
    if not 0 <= at - memory.tidied < TIDY:
        tidy(memory, at)
    if begun:
        memory.minute.append(at)
        memory.hour.append(at)
        while at - memory.minute[0] >= MINUTE:
            memory.minute.popleft()
    before = len(memory.shown)
    for passed in () if begun else memory.passing:
        memory.shown.pop(passed, None)
    memory.passing = [pk for pk in shown if pk not in memory.shown]
    if before < MOST_SHOWN:
        memory.shown.update(dict.fromkeys(shown, at))
    searches, people = memory.unwritten
    memory.unwritten = searches + begun, people + len(memory.shown) - before


def tidy(memory: Memory, at: float) -> None:
    """Forget what lies more than an hour back, or ahead where the clock was set."""
    memory.tidied = at
    memory.shown = {pk: seen for pk, seen in memory.shown.items() if 0 <= at - seen < HOUR}
    memory.hour = deque(seen for seen in memory.hour if 0 <= at - seen < HOUR)
    memory.minute = deque(seen for seen in memory.minute if 0 <= at - seen < MINUTE)
    memory.excused = 0


def strange(memory: Memory) -> str:
    """What looks strange, if anything: the pace, the breadth, or what was typed."""
    if len(memory.minute) > limit("SEARCHES_A_MINUTE"):
        return "pace"
    if memory.breadth > limit("SHOWN_AN_HOUR"):
        return "breadth"
    return memory.trail.pattern


def excused(memory: Memory, actor: str, place_id: int, pattern: str, now: datetime) -> bool:
    """Whether those they served explain those they looked up. Asked again only when a good deal
    more has been looked up since."""
    size = memory.breadth + len(memory.hour)
    if pattern == "pace":
        return False
    if size < memory.excused:
        return True
    people = served(actor, place_id, now)
    if pattern == "breadth":
        enough = memory.breadth <= limit("SHOWN_AN_HOUR") + FOR_EACH_SERVED * people
    else:
        enough = people * 3 >= len(memory.hour)
    if enough:
        memory.excused = size + max(50, size // 10)
    return enough


def served(actor: str, place_id: int | None, now: datetime) -> int:
    """How many different customers somebody did something for within the hour."""
    rows = Moment.objects.filter(
        kind__in=SERVING, actor=actor, happened_at__gt=now - timedelta(hours=1),
        happened_at__lte=now,
    )  # fmt: skip
    if place_id is None:  # any place: among the latest moments, for no index begins with the actor
        rows = rows.filter(pk__gt=journal.latest() - LATEST)
    else:
        rows = rows.filter(place=place_id)
    return rows.values("subject").distinct().count()


def sound(
    memory: Memory, actor: str, place_id: int | None, pattern: str, now: datetime,
    pages: int = 0,
) -> None:  # fmt: skip
    """Tell the leaders, and let the searching rest: a little at first, longer the next time."""
    until = now + (AGAIN if alarms(actor, now) else FIRST)
    kind = Swept(
        pattern=pattern, searches=len(memory.hour), shown=pages or memory.breadth,
        until=f"{until:%Y-%m-%dT%H:%M:%S%z}",
    )  # fmt: skip
    key = f"swept:{actor}:{now:%Y-%m-%dT%H:%M}:{pattern}"
    journal.record(kind, about=actor, at=now, by="house", place=place_id, key=key)
    write(memory, actor, now)
    with LOCK:
        memory.until, memory.trail, memory.excused = until, Trail(), 0
        memory.minute, memory.hour, memory.shown, memory.elsewhere = deque(), deque(), {}, 0
    raise TooMany(until, now)


def alarms(actor: str, now: datetime) -> list[Moment]:
    """Alarms about somebody in the last hour, the latest first."""
    rows = Moment.objects.filter(subject=actor, kind="swept", happened_at__lte=now)
    return list(rows.filter(happened_at__gt=now - timedelta(hours=1)).order_by("-happened_at"))


def learn(memory: Memory, actor: str, now: datetime) -> None:
    """What other processes, or this one before it was started anew, know of this actor."""
    memory.asked = now.timestamp()
    past = alarms(actor, now)
    memory.until = max((datetime.fromisoformat(row.facts["until"]) for row in past), default=None)
    since = past[0].happened_at if past else now - timedelta(hours=1)
    lines = Look.objects.filter(subject=f"{WRITTEN}:{actor}", at__gt=since, at__lte=now)
    told = [line.split("/") for line in lines.values_list("page", flat=True)]
    own = str(PROCESS)
    memory.elsewhere = sum(int(people) for who, _searches, people in told if who != own)


def write(memory: Memory, actor: str, now: datetime) -> None:
    """One line of the audit for a minute's searches: by which process, how many, and how many
    customers in them."""
    with LOCK:
        (searches, people), memory.unwritten = memory.unwritten, (0, 0)
        memory.written = now.timestamp()
    if searches:
        Look.objects.create(
            actor=actor,
            subject=f"{WRITTEN}:{actor}",
            page=f"{PROCESS}/{searches}/{max(0, people)}",
            at=now,
        )


def opened(actor: str, now: datetime) -> None:
    """A page was opened: counted from the audit itself, so it is right across processes.

    Joins ``audit.looked``. Raises TooMany where more pages are opened than serving explains.
    """
    if not actor.startswith(("staff:", "token:")):
        return
    memory = remembered(actor)
    if not 0 <= now.timestamp() - memory.asked <= REFRESH:
        learn(memory, actor, now)
    if memory.until is not None and now < memory.until:
        raise TooMany(memory.until, now)
    hour = Look.objects.filter(actor=actor, at__gt=now - timedelta(hours=1), at__lte=now)
    pages = hour.filter(subject__startswith="customer:").values("subject").distinct().count()
    if pages > limit("OPENED_AN_HOUR") and served(actor, None, now) * 3 < pages:
        sound(memory, actor, None, "opened", now, pages)


def limit(name: str) -> int:
    return int(settings.HARVESTING[name])


audit.join(opened)
