"""Reading ahead: the next chunks are read and judged while the last ones are written."""

import queue
import threading
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from django.utils import translation

Thing = TypeVar("Thing")
DEPTH = 4
DONE = object()


class Ahead(Generic[Thing]):
    """Iterates over things that another thread makes, a few of them ahead.

    What the other thread raises is raised here. Leaving the ``with`` block ends that thread.
    """

    def __init__(self, things: Iterable[Thing]) -> None:
        self.things = things
        self.made: queue.Queue[object] = queue.Queue(DEPTH)
        self.left = threading.Event()
        self.language = translation.get_language() or "en"
        self.thread = threading.Thread(target=self.make, daemon=True)

    def __enter__(self) -> Iterator[Thing]:
        self.thread.start()
        return self.taken()

    def make(self) -> None:
        try:
            with translation.override(self.language):
                for thing in self.things:
                    if not self.put(thing):
                        return
        except BaseException as wrong:
            self.put(Failed(wrong))
        else:
            self.put(DONE)

    def put(self, thing: object) -> bool:
        """Wait for room; False once nobody takes any more."""
        while not self.left.is_set():
            try:
                self.made.put(thing, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def taken(self) -> Iterator[Thing]:
        while (thing := self.made.get()) is not DONE:
            if isinstance(thing, Failed):
                raise thing.wrong
            yield thing  # type: ignore[misc]

    def __exit__(self, *wrong: object) -> None:
        self.left.set()
        self.thread.join()


class Failed:
    def __init__(self, wrong: BaseException) -> None:
        self.wrong = wrong
