"""Health and belief: under seal from the first word, agreed to, shown where it protects."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from regulars.customers import consents, people, visits
from regulars.customers.purposes import NoConsent
from regulars.floor import acts
from regulars.moments import deadlines, journal, seal
from regulars.moments.models import Moment, Words
from regulars.notebook import facts, guidance, health, search
from regulars.notebook.facts import NotKept
from regulars.notebook.models import Fact, FactKind, Manners, Source
from tests.cast import MORNING, Cast
from tests.notebook.kept import everything

NUT = "腰果仁儿"  # a word that stands nowhere else
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path, monkeypatch) -> Path:  # type: ignore[no-untyped-def]
    """A house of its own, so that no key is left lying about."""
    monkeypatch.delenv("REGULARS_SEAL_KEY", raising=False)
    settings.HOME = tmp_path
    return tmp_path


def told(cast: Cast, words: str = NUT, **more: object) -> Fact:
    how = {"source": Source.TOLD, "by": cast.clerk.opaque, "now": MORNING, "place": cast.place}
    kept = facts.remember(cast.yu, FactKind.ALLERGY, words, **(how | more))  # type: ignore[arg-type]
    assert kept is not None
    return kept


def agreed(cast: Cast) -> None:
    consents.give(cast.yu, "sensitive", by=cast.clerk.opaque, now=MORNING, how="asked")


@pytest.mark.mission("NO15")
def test_an_allergy_stands_nowhere_in_clear(cast: Cast) -> None:
    """Written as a note, tapped as a chip, corrected and taken out: the word is in no table, not
    in a free page, not in the index; while it stands, whoever may read it reads it."""
    note = acts.write(cast.yu.pk, f"对{NUT}过敏", "note", cast.place, by=cast.clerk, now=MORNING)
    stranger = acts.write(
        None, f"红伞，对{NUT}过敏", "note", cast.place, by=cast.clerk, now=MORNING
    )
    agreed(cast)
    fact = told(cast, moment=note.pk)
    assert Words.objects.get(pk=note.pk).told() == f"对{NUT}过敏"
    assert fact.told() == NUT
    told(cast, f"{NUT}粉")
    assert NUT not in everything()
    assert people.Customer.objects.get(pk=stranger.subject.partition(":")[2]).called == "红伞"
    fresh = facts.correct(fact, NUT + "和花生", by=cast.clerk.opaque, now=MORNING)
    facts.forget(fresh, cast.clerk.opaque, MORNING)
    assert NUT not in everything()
    assert [past.words for past in facts.history(cast.yu)] == ["", ""]
    assert shown(cast) == (f"{NUT}粉",)


def test_a_note_is_sealed_when_it_turns_out_to_tell_of_health(cast: Cast) -> None:
    """The rules saw nothing in it; a person says what it is. Its words and its traces go too."""
    note = acts.write(cast.yu.pk, f"{NUT}一吃就痒", "note", cast.place, by=cast.clerk, now=MORNING)
    assert NUT in everything()
    assert search.find(cast.place, NUT)
    agreed(cast)
    told(cast, moment=note.pk)
    assert NUT not in everything()
    assert search.find(cast.place, NUT) == ()
    words = Words.objects.get(pk=note.pk)
    assert (words.text, words.salt, words.told()) == ("", "", f"{NUT}一吃就痒")


def test_whatever_kind_it_is_written_down_as_what_tells_of_health_is_sealed(cast: Cast) -> None:
    """“no nuts: allergic to 腰果” as a mere dislike."""
    facts.remember(
        cast.yu, FactKind.AVERSION, f"allergic to {NUT}", source=Source.TOLD, now=MORNING,
        by=cast.clerk.opaque, place=cast.place,
    )  # fmt: skip
    assert NUT not in everything()


@pytest.mark.mission("NO15")
def test_without_consent_it_is_kept_for_the_visit_and_then_it_is_gone(cast: Cast) -> None:
    """Nothing lasting is written without a yes; for today's safety it is, until the day ends."""
    with pytest.raises(NoConsent, match="May we write that down"):
        told(cast)
    note = acts.write(cast.yu.pk, f"对{NUT}过敏", "note", cast.place, by=cast.clerk, now=MORNING)
    visit = visits.visit_name(cast.yu.pk, cast.place.day_of(MORNING))
    fact = told(cast, visit=visit, moment=note.pk)
    assert shown(cast) == (NUT,)
    deadlines.run_due(MORNING + 20 * HOUR)
    fact.refresh_from_db()
    assert (fact.sealed, fact.gone_by) == (None, "clock")
    assert not Words.objects.filter(pk=note.pk).exists()
    assert shown(cast) == ()


def test_a_consent_that_is_taken_back_takes_everything_with_it(cast: Cast) -> None:
    """Facts and sealed notes; what is not of health stays."""
    note = acts.write(cast.yu.pk, f"对{NUT}过敏", "note", cast.place, by=cast.clerk, now=MORNING)
    agreed(cast)
    told(cast, moment=note.pk)
    facts.remember(cast.yu, FactKind.PREFERENCE, "靠窗", source=Source.TOLD, now=MORNING,
                   by=cast.clerk.opaque, place=cast.place)  # fmt: skip
    consents.withdraw(cast.yu, "sensitive", by="self", now=MORNING)
    assert [fact.value for fact in Fact.objects.all()] == ["靠窗"]
    assert not Words.objects.exclude(sealed=None).exists()


def test_what_was_only_found_out_about_health_is_not_kept(cast: Cast) -> None:
    """Reckoned from the basket, or read somewhere: refused, whoever agreed to what."""
    agreed(cast)
    for source in (Source.DERIVED, Source.PUBLIC):
        with pytest.raises(NotKept, match="only when somebody told us"):
            told(cast, source=source)


def shown(cast: Cast, post: str = "") -> tuple[str, ...]:
    known = guidance.of_many([cast.yu.pk], cast.place, MORNING + HOUR, post)[cast.yu.pk]
    return tuple(danger.text for danger in known.dangers)


@pytest.mark.mission("NO15")
def test_it_is_shown_where_it_protects(cast: Cast) -> None:
    """At the table and in the kitchen, not at the door or the till; a place may say otherwise."""
    agreed(cast)
    told(cast)
    posts = ("table", "kitchen", "", "doorstep", "door", "till")
    assert [shown(cast, post) for post in posts] == [(NUT,)] * 4 + [()] * 2
    Manners.objects.create(place=cast.place, unsealed_not_at=["kitchen"])
    assert [shown(cast, post) for post in ("door", "kitchen")] == [(NUT,), ()]


def test_a_house_without_its_key_says_so_and_goes_on(cast: Cast, home: Path) -> None:
    """The card still warns that something is there; writing on makes a new key; the old one, put
    back as one more line, opens what it closed."""
    agreed(cast)
    told(cast)
    key = home / "seal.key"
    assert stat.S_IMODE(os.stat(key).st_mode) == 0o600
    old = key.read_text()
    key.unlink()
    assert shown(cast) == ("under seal, and the key is missing: ask them",)
    assert not health.sealed(MORNING).ok
    told(cast, "虾")
    assert set(shown(cast)) == {"under seal, and the key is missing: ask them", "虾"}
    key.write_text(key.read_text() + old)
    assert set(shown(cast)) == {NUT, "虾"}
    assert health.sealed(MORNING).ok


def test_keys_change_places_without_a_pause(cast: Cast, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """A new key in front, everything sealed once more, then the old one may go."""
    agreed(cast)
    told(cast)
    acts.write(cast.yu.pk, f"对{NUT}过敏", "note", cast.place, by=cast.clerk, now=MORNING)
    new = Fernet.generate_key().decode()
    monkeypatch.setenv("REGULARS_SEAL_KEY", f"{new},{seal.place().read_text()}")
    assert health.reseal() == (2, 0)
    monkeypatch.setenv("REGULARS_SEAL_KEY", new)
    assert shown(cast) == (NUT,)
    assert health.sealed(MORNING).sentence == "2 sealed entries, all readable."


def test_a_key_that_is_none_is_named(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("REGULARS_SEAL_KEY", "secret")
    with pytest.raises(seal.BadKey, match="REGULARS_SEAL_KEY"):
        seal.seal("x")


def test_the_journal_does_not_say_that_there_is_an_allergy(cast: Cast) -> None:
    """Neither the kind of a fact nor its words stand in a moment."""
    agreed(cast)
    fact = facts.confirm(told(cast), cast.clerk.opaque, MORNING)
    facts.forget(fact, cast.clerk.opaque, MORNING)
    rows = Moment.objects.filter(subject=cast.yu.opaque, kind__in=["remembered", "confirmed",
                                 "forgotten"]).order_by("pk")  # fmt: skip
    assert [(row.kind, row.facts) for row in rows] == [
        ("remembered", {"source": "told"}),
        ("confirmed", {"fact": fact.pk}),
        ("forgotten", {"fact": fact.pk}),
    ]
    assert not any(hasattr(row, "words") for row in journal.of(cast.yu.opaque, ["remembered"]))
