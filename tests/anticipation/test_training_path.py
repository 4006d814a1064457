"""From what was bought to the board: by night a model is learnt, kept in a file, and asked."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from regulars.anticipation import reading, training
from regulars.anticipation.models import Act, Forecast
from regulars.engines import forecast
from regulars.engines.forecast.basket import model_file
from regulars.moments import deadlines
from regulars.moments.models import Deadline
from regulars.places.models import Place
from regulars.site.commands.imports import app
from tests.cast import MORNING, TODAY, Cast
from tests.engines.forecast.kinds_of_shop import shop

DAY = timedelta(days=1)
PEOPLE = 40
EVENING = datetime(2026, 3, 24, 15, 5, tzinfo=UTC)
"""Five past eleven at night in Shanghai: the night's work for the 25th is due."""
SMALL_HOURS = datetime(2026, 3, 24, 19, 5, tzinfo=UTC)
"""Five past three on the 25th: the training is due."""


def lists(folder: Path) -> dict[str, Path]:
    """A café's customers and five months of its purchases until yesterday, as a till says them."""
    bought = shop("cafe", PEOPLE)
    later = reading.number(TODAY) - 1 - int(bought.day.max())
    rows = zip(bought.customer, bought.item, bought.day + later, strict=True)
    texts = {
        "customers": "code,name\n" + "".join(f"c{n},客{n:03d}\n" for n in range(PEOPLE)),
        "purchases": "customer,occurred_at,item\n"
        + "".join(f"c{who},{reading.day(day)},item {what:02d}\n" for who, what, day in rows),
    }
    files = {kind: folder / f"{kind}.csv" for kind in texts}
    for kind, file in files.items():
        file.write_text(texts[kind], encoding="utf-8")
    return files


Chances = dict[tuple[int, int], float]
"""By customer and need."""


def foretold(place: Place, day: datetime, model: forecast.Ranker | None) -> Chances:
    """What a model says of everybody's needs on a day."""
    on = place.day_of(day)
    known = reading.shop(place, on).foreseeable
    said = forecast.needs(known, reading.number(on), top=3, model=model, learning=False)
    pairs = zip(said.customer.tolist(), said.item.tolist(), strict=True)
    return dict(zip(pairs, said.score.tolist(), strict=True))


def written(place: Place, day: datetime) -> Chances:
    """What the night wrote down for a day."""
    rows = Forecast.objects.filter(
        place=place, kind=Forecast.Kind.NEED, made_on=place.day_of(day), ours=True
    )
    return {(who, need): chance for who, need, chance in
            rows.values_list("customer", "need", "chance")}  # fmt: skip


def is_by(model: forecast.Ranker | None, place: Place, day: datetime) -> bool:
    """Whether the night's word for a day is this model's, to the last digit kept."""
    said, kept = foretold(place, day, model), written(place, day)
    assert len(kept) > 10
    return kept.keys() <= said.keys() and np.allclose(
        [kept[pair] for pair in kept], [said[pair] for pair in kept]
    )


@pytest.mark.mission("AN02", "AN18")
def test_what_was_bought_teaches_a_model_that_speaks_on_the_board(
    cast: Cast, door, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """Imported by the command, learnt in the small hours, kept, and its words are the next day's
    acts on the board, each with an owner. A disk that is full in the middle of the next training,
    and half a file left by a killed one, change nothing: the old model serves on. A file of an
    older version is put aside, and the next training takes its place."""
    place, settings.HOME = cast.place, tmp_path / "house"
    monkeypatch.setattr("regulars.moments.clock.now", lambda: MORNING)
    monkeypatch.setattr(training, "FEWEST_FILLINGS", 1_000)
    for kind, file in lists(tmp_path).items():
        done = CliRunner().invoke(app, [kind, str(file), "--place", place.slug, "--quiet"])
        assert done.exit_code == 0, done.output
    deadlines.run_due(MORNING)
    model, file = training.model_of(place), training.file_of(place)
    assert model is not None
    assert model.trained_on == reading.number(TODAY)
    assert training.model_of(cast.elsewhere) is None

    deadlines.run_due(EVENING)
    assert is_by(model, place, EVENING + DAY)
    assert not is_by(None, place, EVENING + DAY)
    acts = Act.objects.filter(place=place, day=TODAY + DAY, kind=Act.Kind.READY)
    monkeypatch.setattr("regulars.moments.clock.now", lambda: MORNING + DAY)
    board = door(cast.clerk).get("/p/corner/today/").content.decode()
    shown = [act for act in acts if f"/customers/{act.customer_id}/" in board]
    assert shown
    assert all(act.owner in (cast.clerk, cast.colleague) for act in acts)
    assert any(act.need.name in board for act in shown)
    assert door(cast.outsider).get("/p/corner/today/").status_code in (403, 404)

    whole = file.read_bytes()
    half = file.with_name(f".{file.name}.k1lled")
    half.write_bytes(whole[: len(whole) // 2])
    with monkeypatch.context() as full:
        full.setattr(model_file.os, "fsync", no_room)
        deadlines.run_due(SMALL_HOURS)
    assert file.read_bytes() == whole
    assert not Deadline.objects.filter(kind=training.KIND, done_at=None, due_at__lt=SMALL_HOURS)
    deadlines.run_due(EVENING + DAY)
    assert is_by(model, place, EVENING + 2 * DAY)

    file.write_bytes(whole.replace(b"version 1", b"version 0", 1))
    assert training.model_of(place) is None
    deadlines.run_due(SMALL_HOURS + DAY)
    again = training.model_of(place)
    assert again is not None
    assert again.trained_on == reading.number(TODAY + 2 * DAY)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def no_room(_handle: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")
