"""Every command and every setting stands in docs/operations.md, and each does what it says."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from regulars.places.models import Staff
from regulars.site import cli

Say = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Call a command; its exit code, and what it said on stdout and on stderr."""

    def call(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["regulars", *words])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (int(ended.value.code or 0), *capsys.readouterr())

    return call


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """Every command of `regulars --help` stands on the page of operations."""
    assert re.search(rf"`regulars {command}\b", PAGE)


def test_every_setting_is_documented() -> None:
    """Every environment variable that any module reads stands on the page of operations."""
    sources = [file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"\bREGULARS_[A-Z_]+\b", text)}
    assert read == set(re.findall(r"`(REGULARS_[A-Z_]+)`", PAGE))


def test_help_lists_every_command_without_loading_one() -> None:
    """`regulars --help` names all commands and loads neither Django nor an engine."""
    code = (
        "import sys; sys.argv = ['regulars', '--help']\nfrom regulars.site import cli\n"
        "try: cli.main()\nexcept SystemExit: print(sorted({'django', 'numpy'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(f"\n  {command} " in told.stdout for command in cli.COMMANDS)
    assert told.stdout.splitlines()[-1] == "[]"


def test_a_command_that_is_not_there_harms_no_other(
    monkeypatch: pytest.MonkeyPatch, say: Say
) -> None:
    """A missing module is said plainly when its command is called, with exit code 2."""
    monkeypatch.setitem(cli.COMMANDS, "dream", cli.Entry("dream", "Not built.", django=False))
    assert say("dream") == (2, "", "This command is not part of this installation.\n")


def test_forecast_needs_no_house(tmp_path: Path) -> None:
    """`regulars forecast` runs without settings or database, and refuses in one paragraph."""
    done = subprocess.run(
        [sys.executable, "-m", "regulars.site.cli", "forecast", "needs", "--purchases",
         "nothing.csv", "--as-of", "2017-12-01", "--out", "out.csv"],
        cwd=tmp_path, env={"DJANGO_SETTINGS_MODULE": "no.such.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "nothing.csv" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_place_and_its_people(say: Say) -> None:
    """A place is written down, its owner let in; what cannot be is refused in one sentence."""
    place = say("addplace", "pier", "--name", "Pier", "--time-zone", "Asia/Shanghai")
    assert place == (0, "Pier (pier) stands written.\n", "")
    added = say("adduser", "lin", "--place", "pier", "--role", "owner", stdin="dumpling-77\n")
    assert added == (0, "lin may sign in at Pier as owner.\n", "")
    assert authenticate(username="lin", password="dumpling-77") is not None
    code, _out, weak = say("adduser", "wu", "--place", "pier", stdin="12345\n")
    assert (code, weak.count("\n")) == (2, 1)
    code, _out, lost = say("adduser", "wu", "--place", "dock", stdin="dumpling-77\n")
    assert (code, lost.startswith("There is no place dock. Known: pier.")) == (2, True)
    code, _out, zone = say("addplace", "moon", "--name", "Moon", "--time-zone", "Moon/Tycho")
    assert (code, zone) == (2, "Moon/Tycho is no known time zone; write it like Asia/Shanghai.\n")
    assert [str(one) for one in Staff.objects.all()] == ["lin"]


@pytest.mark.django_db
def test_the_journal_goes_out_as_parquet(say: Say, tmp_path: Path) -> None:
    """`regulars journal export` writes a file; one that cannot be written is said plainly."""
    file = tmp_path / "out.parquet"
    assert say("journal", "export", str(file)) == (0, f"{file}: 0 moments.\n", "")
    code, _out, refused = say("journal", "export", str(tmp_path / "no" / "out.parquet"))
    assert (code, refused.count("\n")) == (2, 1)
