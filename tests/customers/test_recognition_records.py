"""A merged record is found as the survivor, an erased one not at all, a left room by nobody."""

from datetime import timedelta

from regulars.customers import merging, people, recognition
from regulars.customers.models import Customer, Handle, Key, Part
from regulars.places.models import Place
from tests.cast import MORNING, Cast

HOUR = timedelta(hours=1)


def found(place: Place, text: str, now=MORNING) -> list[int]:  # type: ignore[no-untyped-def]
    return [one.customer.pk for one in recognition.find(place, text, now=now)]


def test_what_belonged_to_a_merged_record_finds_the_survivor_and_back_again(cast: Cast) -> None:
    """Her old name and her old card; after the undo each stands for herself."""
    married = people.introduce(cast.place, name="Mia Hall")
    born = people.introduce(cast.place, name="Mia Smith", handles=[("card", "4477")])
    done = merging.merge(married, born, by="staff:1", now=MORNING, place=cast.place)
    for typed in ("smith", "smiht", "4477", "hall", "mia smith"):
        assert found(cast.place, typed) == [married.pk], typed
    (one,) = recognition.find(cast.place, "smith", now=MORNING)
    assert (one.customer, one.why) == (married, "name begins so: Smith")
    merging.undo(done, by="staff:1", now=MORNING, place=cast.place)
    assert (found(cast.place, "smith"), found(cast.place, "hall")) == ([born.pk], [married.pk])


def test_keys_written_before_a_merge_lead_to_the_survivor_too(cast: Cast) -> None:
    """Whatever wrote ``merged_into`` and forgot the keys: the merged record itself never shows."""
    born = people.introduce(cast.place, name="Mia Smith")
    Customer.objects.filter(pk=born.pk).update(merged_into=cast.wang)
    assert found(cast.place, "smith") == [cast.wang.pk]


def test_an_erased_customer_is_gone_from_the_box_and_from_its_words(cast: Cast) -> None:
    """No key and no word of theirs stays behind, and not even a stale key would show them."""
    guest = people.introduce(cast.place, name="Featherstone", handles=[("phone", "+8615400009999")])
    Customer.objects.filter(pk=guest.pk).update(erased_at=MORNING)
    assert found(cast.place, "featherstone") == found(cast.place, "9999") == []
    people.make_findable([guest])
    assert not Key.objects.filter(customer=guest.pk).exists()
    assert not Part.objects.filter(word="featherstone").exists()


def test_a_word_that_others_have_too_stays(cast: Cast) -> None:
    """One Smith is erased; a slip still finds the other."""
    one, other = (people.introduce(cast.place, name=n) for n in ("Ann Smith", "Bob Smith"))
    Customer.objects.filter(pk=one.pk).update(erased_at=MORNING)
    people.make_findable([one])
    assert found(cast.place, "smiht") == [other.pk]


def test_nobody_is_found_by_a_room_they_have_left(cast: Cast) -> None:
    """Until eleven it is hers; afterwards she is found by her name alone."""
    Handle.objects.create(
        customer=cast.wang, book=cast.place.book, kind="room", value="302", until=MORNING + HOUR
    )
    people.make_findable([cast.wang])
    assert found(cast.place, "302") == [cast.wang.pk]
    assert found(cast.place, "302", MORNING + HOUR) == []
    assert found(cast.place, "王秀兰", MORNING + HOUR) == [cast.wang.pk]


def test_a_room_that_has_ended_hides_nobody_who_answers_otherwise(cast: Cast) -> None:
    """Her phone ends in the number of the room she had."""
    Handle.objects.create(
        customer=cast.wang, book=cast.place.book, kind="room", value="0008", until=MORNING - HOUR
    )
    people.make_findable([cast.wang])
    (one,) = recognition.find(cast.place, "0008", now=MORNING)
    assert (one.customer, one.why) == (cast.wang, "number ends in 0008")
