"""How a small demo house is written down: who works there, who comes, and what is known of them."""

from dataclasses import dataclass, field
from datetime import date, time

from regulars.notebook.models import FactKind, Source, Use
from regulars.places.models import Role


@dataclass(frozen=True)
class Task:
    """A role of the house: what one does, and what it is for."""

    code: str
    name: str
    zh_hans: str
    zh_hant: str
    duties: str
    purpose: str


@dataclass(frozen=True)
class Colleague:
    """Somebody who serves: login, name, right, role of the house, post, hours of the shift."""

    login: str
    name: str
    role: Role
    task: str
    post: str
    starts: time = time(8)
    ends: time = time(20)


@dataclass(frozen=True)
class Known:
    """One thing the house has written down, and how many days ago."""

    kind: FactKind
    value: str
    ago: int = 20
    source: Source = Source.TOLD
    use: Use | None = None
    of_home: bool = False
    plan: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Coming:
    """When they are expected today: hour, where, how many, what for."""

    at: time
    where: str = ""
    party: int = 1
    aim: str = ""


@dataclass(frozen=True)
class Guest:
    """An invented person. ``visits`` are days ago, the earliest first."""

    name: str
    title: str = ""
    reading: str = ""
    phone: str = ""
    language: str = ""
    born: date | None = None
    visits: tuple[int, ...] = ()
    known: tuple[Known, ...] = ()
    coming: Coming | None = None
    household: int | None = None


@dataclass(frozen=True)
class Script:
    """A whole small house."""

    slug: str
    name: str
    zh_hans: str
    zh_hant: str
    trade: str
    time_zone: str
    currency: str
    credo: str
    access: tuple[str, ...]
    access_note: str
    hours: tuple[tuple[time, time], ...]
    tasks: tuple[Task, ...]
    colleagues: tuple[Colleague, ...]
    guests: tuple[Guest, ...]
    rules: tuple[tuple[str, str], ...] = ()
