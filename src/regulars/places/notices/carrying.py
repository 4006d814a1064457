"""Sending beside the clock: a slow channel must not hold up a clock that rings in a second.

A few threads send; none of them touches the database. The clock begins a sending, looks again
after a second, and writes down what came of it. Threads end with their process: it closes at
once, and what it had begun is tried again by the next.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue

from regulars.places.notices.channels import Trouble

Job = Callable[[], None]
THREADS = 8

UNDER_WAY: dict[tuple[int, int], "Future[str]"] = {}
"""What this process has begun to send, by sending and try."""
WAITING: "SimpleQueue[tuple[Future[str], Job]]" = SimpleQueue()
CREW: list[threading.Thread] = []


def begin(name: tuple[int, int], job: Job) -> None:
    """Send in a thread; what was begun under this name is not begun again."""
    if name in UNDER_WAY:
        return
    if not CREW:
        CREW.extend(threading.Thread(target=work, daemon=True) for _n in range(THREADS))
        for thread in CREW:
            thread.start()
    begun: Future[str] = Future()
    UNDER_WAY[name] = begun
    WAITING.put((begun, job))


def work() -> None:
    while True:
        begun, job = WAITING.get()
        begun.set_result(outcome(job))


def outcome(job: Job) -> str:
    """Empty where it went out, else the code of what was in the way."""
    try:
        job()
    except Trouble as trouble:
        return trouble.code
    except Exception as strange:  # what a channel raises unforeseen must not hold its address
        return f"strange:{type(strange).__name__}"
    return ""


def known(name: tuple[int, int]) -> bool:
    """Whether this process began it; one that was killed since has forgotten."""
    return name in UNDER_WAY


def came_of(name: tuple[int, int]) -> str | None:
    """The outcome of what was begun; None while it is still being sent."""
    begun = UNDER_WAY[name]
    return begun.result() if begun.done() else None


def forget(name: tuple[int, int]) -> None:
    UNDER_WAY.pop(name, None)
