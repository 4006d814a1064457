"""What every kind of moment is: a frozen dataclass with its sentence.

A sentence is a translatable template over the kind's own facts. What a person said stands
in the erasable side row, never in the facts.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from django.utils.functional import Promise

REGISTER: dict[str, type["Kind"]] = {}


@dataclass(frozen=True)
class Kind:
    """The base of all kinds; holds no facts of its own."""

    code: ClassVar[str]
    sentence: ClassVar[Promise | str]
    icon: ClassVar[str] = "pen"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if cls.code in REGISTER:
            raise TypeError(f"two kinds are called {cls.code!r}")
        REGISTER[cls.code] = cls

    def facts(self) -> dict[str, Any]:
        """The facts as they stand in the journal; empty ones are left out."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def read(code: str, facts: dict[str, Any]) -> Kind:
    """Give back the kind a journal row was recorded as. Facts it does not know are passed over.

    Raises KeyError where the code is unknown.
    """
    cls = REGISTER[code]
    known = {field.name for field in fields(cls)}
    return cls(**{name: value for name, value in facts.items() if name in known})


def say(code: str, facts: dict[str, Any]) -> str:
    """The sentence of a moment in the language now active; ``facts`` hold display words."""
    kind = REGISTER[code]
    defaults = {field.name: "" for field in fields(kind)}
    return str(kind.sentence).format(**{**defaults, **facts})
