"""`regulars check`."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from regulars.moments import clock, health
from regulars.site import health_checks, translations

app = typer.Typer()
REGISTERED = (health_checks, translations)


@app.command()
def check(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Is the house well? Exit code 1 if anything is ill."""
    ill = health_checks.not_ready()
    findings = [ill] if ill else health.examine(clock.now())
    well = all(finding.ok for finding in findings)
    typer.echo(machine(well, findings) if as_json else human(findings))
    raise typer.Exit(0 if well else 1)


def machine(well: bool, findings: list[health.Finding]) -> str:
    return json.dumps({"ok": well, "findings": [asdict(one) for one in findings]})


def human(findings: list[health.Finding]) -> str:
    width = max(len(one.name) for one in findings)
    return "\n".join(
        f"{'well' if one.ok else 'ILL '}  {one.name:<{width}}  {one.sentence}" for one in findings
    )
