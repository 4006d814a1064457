"""A flight that slips by three hours: everybody told at home, need first, once, by the minute."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from regulars.customers import bookings, channels, consents, erasure, export, merging
from regulars.customers.models import Booking
from regulars.moments import deadlines
from regulars.moments.models import Moment
from regulars.places.models import Notice
from regulars.recovery.disruption import (
    bulletins,
    by_hand,
    counting,
    finding,
    opening,
    posting,
    reading,
    rehearsing,
)
from regulars.recovery.models import Affected, Bulletin, Letter
from regulars.recovery.troubles import NotSo
from tests.cast import Cast
from tests.recovery.flight import (
    FLIGHT,
    HOUR,
    KNOWN,
    LEAVES,
    MINUTE,
    NEW,
    at,
    needs_help,
    passenger,
    playbook,
    send,
    slips,
    whom,
)


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    """A mail server that takes everything; no gateway for texts."""
    settings.MAIL, settings.GATEWAY = "smtp://mail.example", ""


def order(cast: Cast) -> list[str]:
    return [row.customer.name for row in Affected.objects.select_related("customer")
            if row.customer]  # fmt: skip


@pytest.mark.mission("RE19", "CU11")
def test_special_needs_come_first_then_the_soonest(cast: Cast) -> None:
    """Own need, then what is under seal (not what it is), then somebody at home, then the hour;
    another flight, a cancelled booking and a forgotten person are not touched."""
    a, b, c, d = (passenger(cast, n) for n in (1, 2, 3, 4))
    passenger(cast, 5, where="MU 9999")
    gone = passenger(cast, 6)
    bookings.cancel(gone.bookings.get(), by="staff:1", now=at(-100))
    needs_help(cast, d)
    consents.give(c, "sensitive", by="staff:1", now=at(-501))
    needs_help(cast, c, "asthma", "medical")
    home = type(b).objects.get(pk=cast.wang.pk).household
    type(b).objects.filter(pk=b.pk).update(household=home)
    needs_help(cast, cast.wang, "walking stick")
    touched = finding.find(cast.place, whom(), ("mail",))
    assert [(one.customer, one.need, one.reach.way) for one in touched] == [
        (d.pk, "help", "mail"), (c.pk, "care", "mail"), (b.pk, "home", "mail"),
        (a.pk, "soon", "mail"),
    ]  # fmt: skip
    disruption = slips(cast)
    assert "asthma" not in str(reading.sheet(disruption, KNOWN))


@pytest.mark.mission("RE19", "RE20")
def test_told_at_home_with_reason_new_time_next_word_and_entitlements(cast: Cast) -> None:
    """In their own language; online buyers get what is theirs; three hours of delay bring the
    meal, not the hotel; the next word is promised by its minute."""
    playbook(cast)
    passenger(cast, 1)
    passenger(cast, 2, language="zh-hans", code="X1")
    disruption = slips(cast)
    assert send(disruption) == 2
    first, second = mail.outbox
    assert first.to == ["p1@example.org"]
    assert first.subject == "MU 5101: later than planned"
    assert first.body.startswith("Passenger 1, a word from Corner\n\nWe are sorry. MU 5101 will be "
                                 "at 13:10 instead of 10:10. Something technical")  # fmt: skip
    assert "a meal" in first.body
    assert "rebooking" not in first.body
    assert "hotel" not in first.body
    assert "again by 06:40, also if there is no news." in first.body
    assert "Afterwards we call you." in first.body
    assert "手机上免费改签" in second.body
    assert "06:40" in second.body
    told = Affected.objects.order_by("pk")
    assert [(row.told_at is not None, row.way, row.heard) for row in told] == [
        (True, "mail", "us"), (True, "mail", "us")
    ]  # fmt: skip
    assert Moment.objects.filter(kind="delay_told").count() == 2
    assert Moment.objects.get(kind="disruption_opened").facts["ahead"] == 240


def test_nobody_is_told_twice(cast: Cast) -> None:
    """Two bookings of one person are one letter; a second run, a repeated tap and two records of
    one person merged meanwhile bring no other."""
    passenger(cast, 1)
    twin = passenger(cast, 2)
    who = passenger(cast, 3)
    bookings.book(cast.place, who, LEAVES, where=FLIGHT, party=2, by="staff:1", now=at(-9),
                  code="B2")  # fmt: skip
    disruption = slips(cast, key="tap")
    assert slips(cast, key="tap") == disruption
    row = Affected.objects.get(customer=who)
    assert (row.bookings, row.party, Affected.objects.count()) == (2, 3, 3)
    merging.merge(who, twin, by="staff:1", now=at(0), sure=True)
    assert (send(disruption), send(disruption)) == (2, 0)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["p1@example.org", "p3@example.org"]
    assert [letter.trouble for letter in Letter.objects.order_by("pk")] == ["", "", "one_person"]
    ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(set(ids)) == 2


def test_a_merged_row_goes_along_and_back(cast: Cast) -> None:
    twin = passenger(cast, 1)
    disruption = slips(cast)
    merge = merging.merge(cast.yu, twin, by="staff:1", now=at(1), sure=True)
    assert Affected.objects.get().customer == cast.yu
    assert send(disruption, at(1)) == 1
    merging.undo(merge, by="staff:1", now=at(2))
    assert Affected.objects.get().customer == twin


def test_whoever_wishes_no_mail_is_called_and_whoever_wishes_no_call_is_told_at_the_counter(
    cast: Cast,
) -> None:
    no_mail, no_call, nothing = (passenger(cast, 1), passenger(cast, 2, email=False),
                                 passenger(cast, 3, email=False, phone=False))  # fmt: skip
    channels.wish(no_mail, "mail", "not", by="staff:1", now=at(-50), key="w")
    channels.wish(no_call, "call", "not", by="staff:1", now=at(-50))
    disruption = slips(cast)
    assert send(disruption) == 0
    assert [(one.name, one.phone, one.no_call) for one in by_hand.calls(disruption)] == [
        ("Passenger 1", "+8615500000001", False), ("Passenger 2", "", True),
        ("Passenger 3", "", False),
    ]  # fmt: skip
    channels.wish(no_mail, "mail", "any", by="staff:1", now=at(-1))
    assert channels.of(no_mail, ("mail",)).way == "mail"
    assert channels.of(nothing, ("mail", "text")).way == "hand"


@pytest.mark.mission("RE19")
def test_the_next_word_is_kept_to_the_minute_written_or_not(cast: Cast) -> None:
    """Five minutes before, the owner is told; at the minute “no news yet” goes out by itself with
    a new promise; kept words go instead; a word of one's own moves the promise."""
    passenger(cast, 1)
    disruption = slips(cast)
    deadlines.run_due(at(24.9))
    assert not Notice.objects.filter(key__startswith="draft:").exists()
    deadlines.run_due(at(25))
    assert Notice.objects.get(key__startswith="draft:").staff == cast.manager
    deadlines.run_due(at(29.9))
    assert Bulletin.objects.count() == 1
    deadlines.run_due(at(30))
    none = Bulletin.objects.get(number=2)
    assert (none.kind, none.at, none.next_at, none.by) == ("none", at(30), at(60), "clock")
    bulletins.keep_draft(disruption, {"en": "The part is on its way."}, by=cast.manager, now=at(40))
    deadlines.run_due(at(60))
    assert send(disruption) == 1
    assert "The part is on its way." in mail.outbox[-1].body
    assert "again by 07:40" in mail.outbox[-1].body
    opening.tell(disruption, {"en": "It is in."}, by=cast.manager, now=at(70), minutes=20)
    deadlines.run_due(at(90))
    assert [row.kind for row in Bulletin.objects.order_by("number")] == [
        "first", "none", "news", "news", "none"
    ]  # fmt: skip
    assert counting.kept_promises(disruption) == (4, 4)
    assert [row.trouble for row in Letter.objects.order_by("pk")][:2] == ["overtaken"] * 2


def test_a_clock_that_stood_still_sends_at_once_and_says_how_late(cast: Cast) -> None:
    passenger(cast, 1)
    disruption = slips(cast)
    deadlines.run_due(at(95))
    late = Bulletin.objects.get(number=2)
    assert (late.due_at, late.at, late.next_at) == (at(30), at(95), at(120))
    assert counting.kept_promises(disruption) == (0, 1)
    assert Moment.objects.filter(kind="bulletin_made").latest("pk").facts["late_ms"] == 65 * 60_000


class Refusing(EmailBackend):
    """A mail server that is down, or refuses one address for good."""

    def send_messages(self, letters: Any) -> int:
        (letter,) = letters
        if letter.to == ["p1@example.org"]:
            raise smtplib.SMTPRecipientsRefused({letter.to[0]: (550, b"no such user")})
        if letter.to == ["p2@example.org"]:
            raise ConnectionRefusedError
        return super().send_messages(letters)


@pytest.mark.mission("RE19")
def test_whoever_is_out_of_reach_stands_on_a_named_list_until_ticked(
    cast: Cast, settings: Any
) -> None:
    """A refused address at once, a channel that is down after three tries; the owner is told; the
    list has the phone and the words in their language; a tick is a word from us."""
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    passenger(cast, 1)
    passenger(cast, 2, language="zh-hans")
    passenger(cast, 3)
    disruption = slips(cast, owner=cast.clerk)
    assert send(disruption) == 1
    assert counting.of(disruption).listed == 1
    for minutes in (1.1, 4.2):
        assert send(disruption, at(minutes)) == 0
    first, second = by_hand.calls(disruption)
    assert (first.why, second.why) == (
        "the mail server does not take their address", "the way out was down, tried three times"
    )  # fmt: skip
    assert (second.phone, second.lang) == ("+8615500000002", "zh-hans")
    assert "13:10" in second.words
    assert Notice.objects.get(key__startswith="unreached:").staff == cast.clerk
    by_hand.no_answer(first.letter, disruption)
    assert by_hand.calls(disruption)[0].tried == 2
    for _turn in range(2):
        by_hand.told(first.letter, disruption, by=cast.colleague, now=at(9), key="tick")
    assert [one.affected for one in by_hand.calls(disruption)] == [second.affected]
    row = Affected.objects.get(pk=first.affected)
    assert (row.told_at, row.way, row.heard) == (at(9), "hand", "us")
    assert Moment.objects.filter(kind="delay_not_told").count() == 2
    with pytest.raises(NotSo):
        by_hand.told(first.letter + 999, disruption, by=cast.clerk, now=at(9))


@pytest.mark.mission("RE19")
def test_who_heard_it_from_us_first_is_counted(cast: Cast) -> None:
    """Told by us counts until they say otherwise; said at the counter before any word reached
    them, it was not us, and no letter follows."""
    a, b, c = (passenger(cast, n, email=n < 3) for n in (1, 2, 3))
    disruption = slips(cast)
    send(disruption)
    rows = {row.customer_id: row for row in Affected.objects.all()}
    assert by_hand.beside(cast.place, a.pk, at(20))[0].told == "told at 06:10 by e-mail"
    by_hand.heard(rows[b.pk], "elsewhere", by=cast.clerk, now=at(200), key="h")
    with pytest.raises(NotSo):
        by_hand.heard(rows[c.pk], "us", by=cast.clerk, now=at(201))
    assert by_hand.beside(cast.place, c.pk, at(20))[0].told.startswith("nobody has told them")
    by_hand.heard(rows[c.pk], "here", by=cast.clerk, now=at(202))
    figures = counting.of(disruption)
    assert (figures.us, figures.elsewhere, figures.here, figures.share) == (1, 1, 1, 33)
    assert by_hand.calls(disruption) == []
    assert by_hand.beside(cast.place, cast.yu.pk, at(20)) == ()


def test_forgotten_meanwhile_no_letter_goes_and_the_count_stays(cast: Cast) -> None:
    who, other = passenger(cast, 1), passenger(cast, 2, email=False)
    disruption = slips(cast)
    told = export.everything(who)["disruptions"]
    assert (told[0]["thing"], told[0]["told_at"]) == (FLIGHT, None)
    code = Affected.objects.get(customer=who).code
    erasure.erase(who, by="staff:1", now=at(0))
    erasure.erase(other, by="staff:1", now=at(0))
    assert send(disruption) == 0
    assert mail.outbox == []
    assert not Affected.objects.filter(code=code).exists()
    assert by_hand.calls(disruption) == []
    assert counting.of(disruption).all == 2


def test_a_new_time_called_off_and_as_planned_after_all(cast: Cast) -> None:
    """Each is a word of its own; what waited from before does not go; once ended nobody is
    written to any more."""
    playbook(cast)
    who = passenger(cast, 1)
    disruption = slips(cast, new_at=None)
    opening.change(disruption, new_at=LEAVES + 7 * HOUR, by=cast.manager, now=at(5))
    assert send(disruption) == 1
    assert "17:10 instead of 10:10" in mail.outbox[0].body
    assert "hotel" in mail.outbox[0].body
    with pytest.raises(NotSo):
        opening.change(disruption, new_at=LEAVES + 7 * HOUR, by=cast.manager, now=at(6))
    opening.change(disruption, new_at=LEAVES + 15 * HOUR, by=cast.manager, now=at(7))
    send(disruption)
    assert "24 March, 01:10" not in mail.outbox[1].body
    assert "25 March, 01:10" in mail.outbox[1].body
    opening.change(disruption, new_at=None, kind="off", by=cast.manager, now=at(8))
    send(disruption)
    assert mail.outbox[2].subject == "MU 5101 cannot take place"
    opening.end(disruption, "lifted", by=cast.manager, now=at(9), key="e")
    send(disruption, at(9))
    assert mail.outbox[3].subject == "MU 5101: as planned after all"
    assert "10:10" in mail.outbox[3].body
    assert "again by" not in mail.outbox[3].body
    deadlines.run_due(at(300))
    with pytest.raises(NotSo):
        opening.tell(disruption, {"en": "x"}, by=cast.manager, now=at(10))
    assert (len(mail.outbox), Bulletin.objects.count()) == (4, 5)
    assert Booking.objects.get(customer=who).starts_at == LEAVES


def test_who_books_later_or_cancels_is_in_the_next_word_or_out_of_it(cast: Cast) -> None:
    first = passenger(cast, 1)
    disruption = slips(cast)
    passenger(cast, 2)
    opening.tell(disruption, {"en": "News."}, by=cast.manager, now=at(5))
    bookings.cancel(first.bookings.get(), by="staff:1", now=at(5))
    assert send(disruption, at(5)) == 1
    assert [letter.to for letter in mail.outbox] == [["p2@example.org"]]
    assert Letter.objects.filter(trouble="cancelled").count() == 1


def test_what_was_bought_finds_its_buyers(cast: Cast) -> None:
    """By article and hours, two records of one person once, the order by hour."""
    from tests.cast import TODAY, bought

    day = TODAY
    bought(cast.yu, cast.place, day, cast.rice, hour=9)
    bought(cast.wang, cast.place, day, cast.tea, hour=8)
    begins, ends = cast.place.hours_of(day)
    base = whom().__class__(begins, ends, "purchase")
    both = finding.find(cast.place, base, ())
    assert [one.customer for one in both] == [cast.wang.pk, cast.yu.pk]
    only = whom().__class__(begins, ends, "purchase", articles=("rice",))
    assert [(one.customer, one.sort) for one in finding.find(cast.place, only, ())] == [
        (cast.yu.pk, "bought")
    ]  # fmt: skip
    merging.merge(cast.yu, cast.wang, by="staff:1", now=at(0), sure=True)
    assert [one.customer for one in finding.find(cast.place, base, ())] == [cast.yu.pk]


@pytest.mark.parametrize(("wrong", "field"), [
    ({"whom": whom().__class__(LEAVES + HOUR, LEAVES + 2 * HOUR)}, "whom"),
    ({"new_at": LEAVES - MINUTE}, "new_at"), ({"reason": "fate"}, "reason"),
    ({"reason": "own"}, "said"), ({"minutes": 2}, "minutes"),
    ({"kind": "off"}, "new_at"),
])  # fmt: skip
def test_what_cannot_be_is_refused_with_its_field(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    passenger(cast, 1)
    with pytest.raises(NotSo) as refused:
        slips(cast, **wrong)
    assert refused.value.field == field
    assert Affected.objects.count() == Bulletin.objects.count() == 0


@pytest.mark.mission("RE19")
def test_a_rehearsal_reckons_the_same_and_tells_nobody(cast: Cast) -> None:
    """The list, the order and the minutes as they would have been; one moment is written, no
    letter, no row, no deadline."""
    playbook(cast)
    passenger(cast, 1)
    helped = passenger(cast, 2, email=False)
    needs_help(cast, helped)
    came = passenger(cast, 3)
    bookings.no_show(came.bookings.get(), by="staff:1", now=NEW)
    told = {"reason": "weather", "starts_at": LEAVES, "new_at": NEW, "whom": whom(),
            "owner": cast.manager}  # fmt: skip
    plan = rehearsing.plan(cast.place, FLIGHT, known_at=KNOWN, **told)
    assert (len(plan.touched), plan.by_hand, plan.in_need, plan.ahead) == (2, 1, 1, 240)
    assert [one.name for one in plan.first] == ["Passenger 2", "Passenger 1"]
    assert plan.promises[0] == "06:40"
    assert plan.promises[-1] == "12:40"
    rehearsing.note(cast.place, plan, by=cast.manager, now=NEW, day="2026-03-24", key="r")
    rehearsing.note(cast.place, plan, by=cast.manager, now=NEW, day="2026-03-24", key="r")
    assert Moment.objects.filter(kind="delay_rehearsed").count() == 1
    assert Affected.objects.count() == Letter.objects.count() == 0
    past = rehearsing.plan(cast.place, FLIGHT, known_at=LEAVES + MINUTE, **told)
    assert len(past.touched) == 3


def test_a_letter_claimed_by_a_clock_that_died_goes_again_under_the_same_id(cast: Cast) -> None:
    """Between sending and mark nobody can know: it is sent again after the claim has run out, with
    the same id, and written down once."""
    passenger(cast, 1)
    disruption = slips(cast)
    bulletin = Bulletin.objects.get()
    letter = posting.claim(bulletin.pk, KNOWN)
    assert letter is not None
    first = posting.outgoing(letter, "mail", "p1@example.org", KNOWN)
    assert posting.claim(bulletin.pk, at(0.4)) is None
    assert send(disruption, at(0.6)) == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{first.id}@")
    assert posting.arrived(letter, "mail", at(1)) is False
    assert Moment.objects.filter(kind="delay_told").count() == 1
