"""`regulars rounds --once [--now …]`: all that is due by an instant, done and told line by line."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer
from django.db.models import QuerySet

from regulars.moments import clock, deadlines
from regulars.moments.models import Deadline
from regulars.site.commands.words import Refusal

app = typer.Typer()
MOST = 10_000
"""Turns after which something that makes itself due again and again is given up."""


@app.command()
def rounds(
    once: Annotated[bool, typer.Option(help="Do what is due and end.")] = False,
    now: Annotated[str, typer.Option(help="Such as 2026-03-01T00:10+08:00.")] = "",
) -> None:
    """Do everything that is due by an instant, the same each time, and say what was done."""
    if not once:
        raise Refusal("`regulars serve` keeps the clock. To do what is due now and end: --once.")
    at = instant(now) if now else clock.now()
    done = 0
    for deadline in everything(at):
        typer.echo(f"{deadline.due_at:%Y-%m-%dT%H:%M:%S%z}  {deadline.kind}  {deadline.subject}")
        done += 1
    typer.echo(f"{done} done by {at.isoformat(timespec='seconds')}.")
    waiting = Deadline.objects.filter(done_at=None, due_at__lte=at).exclude(trouble="")
    if failed := list(waiting.order_by("due_at", "pk")):
        told = "\n".join(f"{each}: {each.trouble}" for each in failed)
        raise Refusal(f"{len(failed)} failed and are tried again later:\n{told}")


def instant(written: str) -> datetime:
    """With its offset, so that nobody has to guess whose midnight is meant. Raises Refusal."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Refusal(f"{written!r} is no instant. Write it like 2026-03-01T00:10+08:00.")
    return at


def everything(now: datetime) -> Iterator[Deadline]:
    """What is done at ``now``, in the order it was due; what that makes due as well."""
    for _turn in range(MOST):
        known = set(at_this(now).values_list("pk", flat=True))
        if not deadlines.run_due(now):
            return
        yield from at_this(now).exclude(pk__in=known)


def at_this(now: datetime) -> QuerySet[Deadline]:
    return Deadline.objects.filter(done_at=now).order_by("due_at", "pk")
