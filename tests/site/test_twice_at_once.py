"""The same act by two at the same instant is done once, and both are answered."""

import threading
from collections import Counter

import pytest
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse

from regulars.moments.journal import Again
from regulars.site.troubled import Troubled, raced
from tests.site.houses import House
from tests.site.test_nothing_lost import Pen

pytestmark = pytest.mark.xdist_group("house")


def test_a_tap_that_arrives_four_times_at_once(own_house: House) -> None:
    """A flaky phone sends each note four times in the same instant: each stands once, each
    sending is answered as if it had been the only one."""
    own_house.open()
    pens = [Pen(own_house) for _ in range(4)]
    answers: list[int] = []
    for number in range(25):
        start = threading.Barrier(len(pens))

        def send(pen: Pen, words: str = f"note {number}", start: threading.Barrier = start) -> None:
            start.wait()
            answers.append(pen.status(words))

        taps = [threading.Thread(target=send, args=(pen,)) for pen in pens]
        for tap in taps:
            tap.start()
        for tap in taps:
            tap.join()
    assert Counter(answers) == {303: 100}
    noted = own_house.rows("SELECT count(*) FROM moments_moment WHERE kind = 'noted'")
    assert noted == [(25,)]
    assert own_house.rows("SELECT count(*) FROM moments_words") == [(25,)]
    assert own_house.rows("SELECT count(*) FROM customers_customer") == [(25,)]


def doing(*troubles: Exception) -> tuple[int, list[int]]:
    """A view that fails so before it succeeds; its status, and how often it was called."""
    calls: list[int] = []

    def view(request: HttpRequest) -> HttpResponse:
        calls.append(1)
        if len(calls) <= len(troubles):
            raise troubles[len(calls) - 1]
        return HttpResponse("done")

    request = HttpRequest()
    request.method = "POST"
    middleware = Troubled(lambda _request: HttpResponse())
    answer = middleware.process_view(request, view, (), {}) or view(request)
    return answer.status_code, calls


@pytest.mark.only("postgresql")
@pytest.mark.django_db
def test_who_was_raced_does_it_once_more() -> None:
    """Once, and only where a second time can be different."""
    assert doing(Again("key")) == (200, [1, 1])
    assert doing(IntegrityError("twice")) == (200, [1, 1])
    with pytest.raises(ZeroDivisionError):
        doing(ZeroDivisionError())
    with pytest.raises(Again):
        doing(Again("key"), Again("key"))


def test_a_database_that_is_away_is_said_plainly() -> None:
    """503, in words, with nothing of the inside; it is not tried again by itself."""
    request = HttpRequest()
    answer = Troubled(lambda _request: HttpResponse()).process_exception(
        request, OperationalError("connection refused")
    )
    assert answer is not None
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"connection refused" not in answer.content
    assert not raced(OperationalError("connection refused"))
