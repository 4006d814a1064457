"""Is the house well? Every room may register a question about itself; `regulars check` asks all."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """One answer: well or ill, in one plain sentence that says what helps."""

    name: str
    ok: bool
    sentence: str


Check = Callable[[datetime], Finding]
CHECKS: dict[str, Check] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a question. It is asked with the instant and answers with a Finding."""

    def register(question: Check) -> Check:
        if name in CHECKS:
            raise KeyError(f"two checks are called {name}")
        CHECKS[name] = question
        return question

    return register


def examine(now: datetime) -> list[Finding]:
    """Every answer, in the order of registration. A question that breaks is an ill answer."""
    return [ask(name, question, now) for name, question in CHECKS.items()]


def ask(name: str, question: Check, now: datetime) -> Finding:
    try:
        return question(now)
    except Exception as trouble:
        log.debug("%s could not be checked", name, exc_info=True)
        return Finding(name, False, f"could not be checked: {type(trouble).__name__}: {trouble}")
