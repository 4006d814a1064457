"""A full house as it is read: at the top of every page, on the list, and on the page of a party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.customers import recognition
from regulars.floor import posts
from regulars.floor.full import asking, ending, pastimes
from regulars.floor.models import Answer, Party, Pastime, Tried
from regulars.floor.posts import Wall
from regulars.moments.models import Moment
from regulars.notebook import noticing
from regulars.places import chain
from regulars.places.models import Place, Staff

SAYS = Answer.Says
IN_MINUTES = (0, 5, 10, 20, 30)


@dataclass(frozen=True)
class Question:
    """One post is asked for a table; ``mine``: whoever reads it stands there."""

    answer: int
    party: int
    post: str
    words: str
    again: bool
    mine: bool


@dataclass(frozen=True)
class Said:
    """What one post says now, in words; ``asked_again`` where it stands open once more."""

    answer: int
    post: str
    state: str
    words: str
    took: str


@dataclass(frozen=True)
class Look:
    """One round as it is logged: every floor, what it said, and after how many seconds."""

    number: int
    at: str
    why: str
    answers: tuple[Said, ...]


@dataclass(frozen=True)
class Offer:
    """A way to wait: to be offered, or as it was received."""

    pk: int
    name: str
    improvised: bool
    tried: int | None = None
    taken: bool | None = None


@dataclass(frozen=True)
class Standing:
    """One party as it stands: who, what to do now, and how far the asking is."""

    pk: int
    who: str
    where: str
    opened: datetime
    minutes: int
    hurry: bool
    full: bool
    state: str
    do: str
    table: str


def who(party: Party, words: str = "") -> str:
    """“4 people · 李小姐 · red coat”."""
    people = ngettext("{n} person", "{n} people", party.size).format(n=party.size)
    name = recognition.said(party.customer).text if party.customer else ""
    return " · ".join(part for part in (people, name, words) if part)


def words_of(parties: Iterable[Party]) -> dict[int, str]:
    """How to know them, as somebody typed it; gone where it was erased."""
    rows = Moment.objects.filter(pk__in=[each.moment for each in parties]).select_related("words")
    return {row.pk: noticing.shown(row.words) for row in rows if hasattr(row, "words")}


def open_parties(place: Place) -> list[Party]:
    rows = Party.objects.filter(place=place, ended_at=None).select_related("customer")
    return list(rows.order_by("opened_at", "pk"))


def questions(parties: list[Party], wall: Wall, staff: Staff) -> list[Question]:
    """What is asked of whoever stands at a post; an empty post's question is everybody's."""
    rows = Answer.objects.filter(
        round__party__in=parties, says=SAYS.OPEN, round__closed_at=None
    ).select_related("round")
    known, words = {each.pk: each for each in parties}, words_of(parties)
    here = wall.post_of(staff)
    manned = {post.code for post in wall.posts if post.manned}
    found = []
    for row in rows.order_by("round__asked_at", "pk"):
        party = known[row.round.party_id]
        mine = row.post in (here, "")
        if mine or row.post not in manned:
            text = who(party, words.get(party.moment, ""))
            found.append(Question(row.pk, party.pk, wall.name(row.post), text,
                                  row.round.number > 1, mine))  # fmt: skip
    return found


def standings(place: Place, now: datetime, wall: Wall | None = None) -> list[Standing]:
    """Every party that waits, the first who came first."""
    parties = open_parties(place)
    if not parties:
        return []
    names, words = wall or posts.wall(place, now), words_of(parties)
    return [standing(each, words.get(each.moment, ""), names, now) for each in parties]


def standing(party: Party, words: str, wall: Wall, now: datetime) -> Standing:
    said = asking.latest(party) if party.full else []
    table = best(said, now)
    minutes = max(0, int((now - party.opened_at).total_seconds() // 60))
    return Standing(
        party.pk, who(party, words), wall.name(party.post), party.opened_at, minutes, party.hurry,
        party.full, state(party, said), to_do(party, table, now),
        table_words(table, wall, now) if table else "",
    )  # fmt: skip


def best(said: Iterable[Answer], now: datetime) -> Answer | None:
    """The table that is free the soonest."""
    tables = [row for row in said if row.says == SAYS.TABLE]
    return min(tables, key=lambda row: (left(row, now), row.pk), default=None)


def left(row: Answer, now: datetime) -> int:
    """Minutes until the table is free."""
    if row.at is None or row.minutes is None:
        return 0
    return max(0, row.minutes - int((now - row.at).total_seconds() // 60))


def table_words(row: Answer, wall: Wall, now: datetime) -> str:
    minutes = left(row, now)
    post = wall.name(row.post) or _("in the house")
    if not minutes:
        return _("A table now: {post}").format(post=post)
    return ngettext("A table in {n} minute: {post}", "A table in {n} minutes: {post}", minutes
                    ).format(n=minutes, post=post)  # fmt: skip


def state(party: Party, said: list[Answer]) -> str:
    """How far the asking is, in a word or two."""
    if not party.full:
        return _("in a hurry")
    running = next((row.round for row in said if row.round.closed_at is None), None)
    if running is not None or party.rounds.filter(closed_at=None).exists():
        last = party.rounds.order_by("-number").first()
        answers = list(last.answers.all()) if last else []
        done = sum(row.says != SAYS.OPEN for row in answers)
        return _("{done} of {all} posts have answered").format(done=done, all=len(answers))
    return ngettext("every post asked {n} time", "every post asked {n} times", party.checks
                    ).format(n=party.checks)  # fmt: skip


def to_do(party: Party, table: Answer | None, now: datetime) -> str:
    """The one thing to do now."""
    if table is not None:
        return _("Take them there") if not left(table, now) else _("Make the wait light")
    if not party.full:
        return _("Nothing of theirs in a queue")
    if party.checks < ending.TWICE:
        return _("Stay with them") if not party.hurry else _("Make the wait light")
    return _("Make the wait light") if not party.told_no_at else _("Think of another way with them")


def looks(party: Party, place: Place) -> tuple[Look, ...]:
    """Every round with what each floor said and how long it took: the log."""
    names = chain.names(place)
    return tuple(
        Look(each.number, f"{each.asked_at.astimezone(place.zone):%H:%M}",
             str(each.get_why_display()),
             tuple(said_of(row, names) for row in each.answers.select_related("round")))
        for each in party.rounds.all()
    )  # fmt: skip


def said_of(row: Answer, names: dict[str, str]) -> Said:
    words = str(row.get_says_display())
    if row.says == SAYS.TABLE:
        words = (ngettext("a table in {n} minute", "a table in {n} minutes", row.minutes or 0)
                 .format(n=row.minutes) if row.minutes else _("a table now"))  # fmt: skip
    took = _("after {n} s").format(n=row.seconds) if row.seconds is not None else ""
    return Said(row.pk, names.get(row.post, row.post) or _("the house"), row.says, words, took)


def offers(party: Party, place: Place) -> tuple[list[Offer], list[Offer]]:
    """What was offered already, and what may still be, in the order of the place."""
    tried = list(party.tried.select_related("pastime"))
    done = {each.pastime_id for each in tried}
    own = words_of_tried(tried)
    past = [
        Offer(each.pastime_id or 0, each.pastime.called() if each.pastime else own.get(
            each.moment, _("an idea of the moment")), each.improvised, each.pk, each.taken)
        for each in tried
    ]  # fmt: skip
    ahead = [Offer(each.pk, each.called(), each.improvised) for each in of_place(place)
             if each.pk not in done]  # fmt: skip
    return past, ahead


def of_place(place: Place) -> list[Pastime]:
    return [each for each in pastimes.of(place) if each.pk is not None]


def words_of_tried(tried: Iterable[Tried]) -> dict[int, str]:
    numbers = [each.moment for each in tried if each.pastime_id is None]
    rows = Moment.objects.filter(pk__in=numbers).select_related("words")
    return {row.pk: noticing.shown(row.words) for row in rows if hasattr(row, "words")}
