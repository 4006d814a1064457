"""`regulars reseal`."""

import typer

from regulars.moments import seal
from regulars.notebook import health
from regulars.site.accounts import resealing
from regulars.site.commands.words import Refusal

app = typer.Typer()


@app.command()
def reseal() -> None:
    """Put all that is under seal under the first key: after a new one was put in front."""
    try:
        words, sign_ins = health.reseal(), resealing.reseal()
    except seal.BadKey as wrong:
        raise Refusal(str(wrong)) from wrong
    done, left = (sum(both) for both in zip(words, sign_ins, strict=True))
    typer.echo(f"{done} entries are now under the first key of {seal.where()}.")
    if left:
        raise Refusal(f"{left} entries no key of this house opens; they stay as they are.")
