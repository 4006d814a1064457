"""The command line. A command is loaded when it is asked for, so that none waits for another.

`regulars forecast` works without a database and without settings; all others stand on Django.
"""

import importlib
import os
import sys
from dataclasses import dataclass
from typing import Any

os.environ.setdefault("TYPER_USE_RICH", "0")  # plain words, also in a log

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from regulars.site.commands.words import Refusal, refuse


@dataclass(frozen=True)
class Entry:
    """Where a command lives (a module with an `app`), what it does, and what it needs.

    ``django`` is off for what works without a database; ``group`` marks a command of commands.
    """

    module: str
    help: str
    django: bool = True
    group: bool = False


COMMANDS = {
    "serve": Entry("serve", "Open the house: pages, live events and the clock.", django=False),
    "demo": Entry("demo", "A running house with a real grocer's year in it."),
    "check": Entry("check", "Is the house well? Database, clock, forecasts, translations."),
    "import": Entry("imports", "Take in a file of history.", group=True),
    "forecast": Entry(
        "forecast", "When and what next, without a database.", django=False, group=True
    ),
    "journal": Entry("journal", "Take the journal out as Parquet.", group=True),
    "customers": Entry("customers", "Hand out or erase what is kept about one.", group=True),
    "rounds": Entry("rounds", "Do what is due by an instant, and say what was done."),
    "backup": Entry("backup", "Write the whole house into one file, while it is open."),
    "restore": Entry("restore", "Put a backup in place of what is there."),
    "reseal": Entry("reseal", "Put all that is under seal under the first key."),
    "migrate": Entry("migrate", "Bring the database up to date."),
    "addplace": Entry("addplace", "Write down a new place."),
    "adduser": Entry("adduser", "Let somebody in: a place, a role, a password."),
    "token": Entry("token", "Tokens by which machines use the API.", group=True),
}


class Later(TyperCommand):
    """Stands for a command that is not loaded yet: its name and one line of help."""

    def __init__(self, name: str, entry: Entry) -> None:
        super().__init__(name, help=entry.help)
        self.entry = entry

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Become the real command at the moment it is called."""
        return load(self.entry).make_context(info_name, args, parent, **extra)


class House(TyperGroup):
    """All commands in the order of COMMANDS."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        entry = COMMANDS.get(cmd_name)
        return Later(cmd_name, entry) if entry else None


def load(entry: Entry) -> Any:
    """The real command. One that is not there says so and harms no other."""
    name = f"regulars.site.commands.{entry.module}"
    if entry.django:
        stand_on_django()
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        refuse("This command is not part of this installation.")
    return get_group(module.app) if entry.group else get_command(module.app)


def stand_on_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    import django

    django.setup()


app = typer.Typer(
    cls=House, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Regulars: remembers each customer, thinks ahead, and says what to do next.",
)  # fmt: skip


@app.callback()
def house() -> None:
    """Regulars: remembers each customer, thinks ahead, and says what to do next."""


def main() -> None:
    """Run one command. A refusal is one plain paragraph on stderr and exit code 2."""
    try:
        app()
    except Refusal as words:
        print(words, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
