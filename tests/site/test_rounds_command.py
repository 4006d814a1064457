"""`regulars rounds --once --now …` does what is due by an instant, and says what it did."""

from datetime import date

import pytest
from click.testing import Result
from typer.testing import CliRunner

from regulars.moments import deadlines
from regulars.recovery import cases
from regulars.site import rounds
from regulars.site.commands import rounds as command
from tests.cast import Cast
from tests.recovery.scene import LAP, NIGHT


def run(*words: str) -> Result:
    return CliRunner().invoke(command.app, list(words))


def lines(result: Result) -> list[list[str]]:
    return [line.split() for line in result.output.splitlines()]


@pytest.mark.mission("RE04")
def test_everything_due_is_done_in_its_order_and_told(cast: Cast) -> None:
    """A plate at 23:50: at ten past midnight both alarms, then who is told of them; a minute
    earlier the first alone; again at the same instant nothing."""
    case = cases.open_case(cast.place, LAP, by=cast.clerk, now=NIGHT)
    name = f"case:{case.pk}/0"
    first = run("--once", "--now", "2026-03-25T00:09+08:00")
    assert lines(first) == [
        ["2026-03-24T16:05:00+0000", "case_alarm_15", name],
        ["2026-03-24T16:09:00+0000", "case_tell", f"{name}/15"],
        ["2", "done", "by", "2026-03-25T00:09:00+08:00."],
    ]
    second = run("--once", "--now", "2026-03-25T00:10+08:00")
    assert [line[1] for line in lines(second)[:-1]] == ["case_alarm_20", "case_tell"]
    assert lines(run("--once", "--now", "2026-03-25T00:10+08:00"))[0][:2] == ["0", "done"]


def test_the_nights_that_were_slept_through_are_made_up_for(cast: Cast) -> None:
    """What computes for long is done too, one night after the other."""
    rounds.open_rounds(cast.place, date(2026, 3, 24))
    done = lines(run("--once", "--now", "2026-03-27T12:00+08:00"))
    assert [line[1:2] for line in done].count(["night"]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "--once"), (("--once", "--now", "tonight"), "no instant"),
     (("--once", "--now", "2026-03-25T00:10"), "no instant")],
)  # fmt: skip
def test_what_cannot_be_is_refused(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert said in str(result.exception)


def test_what_failed_is_told_and_ends_badly(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(deadline: object, now: object) -> None:
        raise RuntimeError("no bread")

    monkeypatch.setitem(deadlines.HANDLERS, "broken", fails)
    deadlines.set_deadline("broken", "one", NIGHT)
    result = run("--once", "--now", "2026-03-25T00:10+08:00")
    assert "1 failed" in str(result.exception)
    assert "no bread" in str(result.exception)
