"""`regulars customers export|erase|erase-again`."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.db.models import Q

from regulars.customers import erasure, export
from regulars.customers.models import Customer, Handle
from regulars.customers.standing import the_one
from regulars.moments import clock
from regulars.places.models import Place
from regulars.site.commands.words import Refusal

app = typer.Typer(no_args_is_help=True, help="What a customer may ask of us.")
BY = "command"
Who = Annotated[str, typer.Argument(help="Their number, or a phone, card or e-mail as kept.")]
Book = Annotated[str, typer.Option(help="A place (its slug), where several houses know them.")]


@app.command(name="export")
def hand_out(
    who: Who,
    file: Annotated[Path, typer.Argument(help="The file to write: .json, or .vcf for a vCard.")],
    place: Book = "",
) -> None:
    """Write everything kept about one customer to a file; it stands in the journal."""
    form = {".json": "json", ".vcf": "vcard"}.get(file.suffix.lower())
    if form is None:
        raise Refusal(f"{file} must end in .json (everything) or .vcf (a vCard).")
    if file.exists():
        raise Refusal(f"{file} exists already and is kept. Choose another name.")
    customer = find(who, place)
    content = export.hand_out(customer, form, by=BY, now=clock.now())
    try:
        file.touch(mode=0o600)
        file.write_bytes(content)
    except OSError as trouble:
        raise Refusal(f"{file} could not be written: {trouble.strerror or trouble}.") from trouble
    typer.echo(f"{file}: everything kept about number {customer.pk}. For their eyes only.")


@app.command()
def erase(
    who: Who,
    place: Book = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
) -> None:
    """Forget a customer for good; what was bought and done stays counted without a name."""
    customer = find(who, place)
    if not yes and not agreed(customer):
        raise Refusal("Nothing was erased.")
    proof = erasure.erase(customer, by=BY, now=clock.now())
    records, words = proof.facts["records"], proof.facts["words"]
    typer.echo(
        f"Number {customer.pk} is forgotten: {records} records and {words} notes erased. "
        f"The proof is moment {proof.pk}."
    )


def agreed(customer: Customer) -> bool:
    """Asked on a terminal; what cannot be asked was not agreed."""
    if not sys.stdin.isatty():
        raise Refusal("Add --yes: nobody is there to be asked whether it is meant.")
    called = customer.name or customer.called
    return bool(typer.confirm(f"Forget {called} (number {customer.pk}) for good?"))


@app.command(name="erase-again")
def erase_again() -> None:
    """Erase whoever an old backup has brought back. `regulars restore` does it by itself;
    run it after putting a copy back by hand."""
    count = erasure.erase_again(clock.now())
    typer.echo(f"{count} customers were back and are erased again.")


def find(who: str, slug: str) -> Customer:
    """The one customer of this number or handle. Raises Refusal where there is none, or several."""
    chosen = Q(pk=int(who)) if who.isdecimal() and len(who) < 10 else Q(pk=0)
    holders = Handle.objects.filter(value=who).values("customer")
    people = Customer.objects.filter(chosen | Q(pk__in=holders))
    if slug:
        place = Place.objects.filter(slug=slug).first()
        if place is None:
            raise Refusal(f"There is no place {slug}.")
        people = people.filter(book=place.book_id)
    found = {the_one(one).pk: the_one(one) for one in people[:10]}
    if len(found) > 1:
        numbers = ", ".join(str(pk) for pk in sorted(found))
        raise Refusal(f"Several answer to {who}: numbers {numbers}. Name one of them.")
    for one in found.values():
        if one.erased_at is not None:
            raise Refusal(f"Number {one.pk} was erased on {one.erased_at:%Y-%m-%d}.")
        return one
    raise Refusal(f"Nobody answers to {who}. Give their number, or a handle as it is kept.")
