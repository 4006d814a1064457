"""`make mission`: one line per row of docs/mission.md, and the tests that prove it."""

import json
import re
import sys
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\| (★ )?([A-Z]{2}\d{2}) \|", re.MULTILINE)


class Proofs:
    """Collects which tests carry which rows, without running them."""

    def __init__(self) -> None:
        self.tests: dict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for marker in item.iter_markers("mission"):
                for row in marker.args:
                    self.tests[row].append(item.nodeid)


def rows() -> list[str]:
    """The ids of the project's own list, in its order."""
    return [found[1] for found in ROW.findall((ROOT / "docs/mission.md").read_text())]


def failing() -> set[str]:
    """Tests that failed when they were last run here."""
    cache = ROOT / ".pytest_cache/v/cache/lastfailed"
    return set(json.loads(cache.read_text())) if cache.exists() else set()


def main() -> int:
    proofs = Proofs()
    quiet = ["--collect-only", "-qq", "--no-header", str(ROOT / "tests")]
    with redirect_stdout(StringIO()):
        status = pytest.main(quiet, plugins=[proofs])
    if status != pytest.ExitCode.OK:
        print("The tests cannot be collected; run make test.", file=sys.stderr)
        return int(status)
    broken, listed = failing(), rows()
    for row in listed:
        tests = sorted({test.split("[")[0] for test in proofs.tests.get(row, ())})
        holds = tests and not any(each.split("[")[0] in tests for each in broken)
        print(row, "proven" if holds else "unproven", *tests)
    proven = sum(1 for row in listed if proofs.tests.get(row))
    print(f"{proven} of {len(listed)} rows have a proof", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
