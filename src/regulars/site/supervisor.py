"""The parent of the house: it starts its children, again if they die, and ends all together."""

import contextlib
import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT, SETTLED, PATIENCE = 0.1, 30.0, 10.0, 3.0
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
FORKED = multiprocessing.get_context("fork")
log = logging.getLogger(__name__)


@dataclass
class Child:
    """One process of the house, alone in its process group: what ``main`` does.

    It is a fork of the parent: what the parent has loaded is there at once, and in memory once.
    """

    name: str
    main: Callable[[], None]
    process: multiprocessing.process.BaseProcess | None = field(default=None, init=False)
    born: float = field(default=0.0, init=False)
    due: float = field(default=0.0, init=False)
    wait: float = field(default=FIRST_WAIT, init=False)

    def start(self) -> None:
        self.born = time.monotonic()
        self.process = FORKED.Process(target=alone, args=(self.name, self.main, os.getpid()))
        self.process.start()
        with contextlib.suppress(ProcessLookupError):  # told before it has done so itself
            os.setpgid(self.group, self.group)

    @property
    def group(self) -> int:
        assert self.process is not None
        assert self.process.pid is not None
        return self.process.pid

    def look(self) -> None:
        """Start it where it is due; where it has died, set when it is due again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif (code := self.process.exitcode) is not None:
            self.bury(code, now)

    def bury(self, code: int, now: float) -> None:
        """Whatever it left behind goes first; one that keeps dying waits longer each time."""
        self.tell(signal.SIGKILL)
        self.process = None
        self.wait = FIRST_WAIT if now - self.born > SETTLED else min(self.wait * 2, LONGEST_WAIT)
        self.due = now + self.wait
        log.warning("%s ended (%s); it starts again in %.1f s", self.name, code, self.wait)

    def tell(self, number: signal.Signals) -> None:
        """Tell the whole group, also when its first process is dead already."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.group, number)


def alone(name: str, main: Callable[[], None], parent: int) -> None:
    """In the child: a group and a name of its own, then its work."""
    os.setpgid(0, 0)
    bound_to(parent)()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NAME, name.encode())
    main()


def bound_to(parent: int) -> Callable[[], None]:
    """What a child does before it becomes itself: it dies with its parent, even a killed one."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def bind() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return bind


def keep(children: list[Child]) -> None:
    """Keep the children alive until somebody asks the house to close."""
    heard = heeded()
    signal.pthread_sigmask(signal.SIG_BLOCK, heard)
    try:
        while True:
            for child in children:
                child.look()
            if asked_to_end(heard, next_look(children)):
                return
    finally:
        end(children)


def heeded() -> set[signal.Signals]:
    """What is listened to: not what nohup, or a shell for its background, told us to ignore."""
    asked = {number for number in ENDING if signal.getsignal(number) != signal.SIG_IGN}
    return {signal.SIGCHLD, *asked}


def asked_to_end(heard: set[signal.Signals], seconds: float) -> bool:
    """Whether it was asked for within so many seconds; a child's death cuts the wait short."""
    told = signal.sigtimedwait(heard, seconds)
    return told is not None and told.si_signo != signal.SIGCHLD


def next_look(children: list[Child]) -> float:
    waiting = [child.due for child in children if child.process is None]
    return max(0.0, min(waiting, default=time.monotonic() + 60) - time.monotonic())


def end(children: list[Child]) -> None:
    """Ask all to end at once; who has not ended in time is killed with its whole group."""
    for child in children:
        child.tell(signal.SIGTERM)
    last = time.monotonic() + PATIENCE
    for child in children:
        if child.process is not None:
            child.process.join(max(0.0, last - time.monotonic()))
            if child.process.exitcode is None:
                log.warning("%s did not end in time and is killed", child.name)
            child.tell(signal.SIGKILL)
            child.process.join()
