"""A house whose clock is turned as one turns the hands on the wall.

The demo moves the calendar by whole days; a scene that plays at ten to midnight needs minutes too.
Every process of the house reads by how much its clock is ahead from a file, so pages, the live
process and the rounds agree, and alarms ring by themselves when the hands are moved.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.scenes.stage import Stage

SITE = '''
import importlib.abc, importlib.machinery, os, sys

class Hands(importlib.abc.MetaPathFinder):
    """Lets regulars.moments.clock read the instant with what the file says added to it."""

    def find_spec(self, name, path, target=None):
        if name != "regulars.moments.clock":
            return None
        sys.meta_path.remove(self)
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        loaded = spec.loader.exec_module

        def exec_module(module):
            loaded(module)
            from datetime import timedelta
            read = module.now

            def now():
                with open(os.environ["HANDS"]) as file:
                    return read() + timedelta(seconds=float(file.read() or 0))

            module.now = now

        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Hands())
'''


class Clocked(Stage):
    """A stage with hands to turn: ``turn_to`` sets the hour of the wall in Shanghai."""

    def __init__(self, home: Path, more: str = "", like: "Clocked | None" = None) -> None:
        super().__init__(home, more, like)
        self.hands = home / "hands"
        self.hands.write_text("0")
        folder = home / "turned"
        folder.mkdir(exist_ok=True)
        (folder / "sitecustomize.py").write_text(SITE)
        self.folder = folder

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Processes begun meanwhile go by the hands."""
        before = {name: os.environ.get(name) for name in ("PYTHONPATH", "HANDS")}
        path = [str(self.folder), *([before["PYTHONPATH"]] if before["PYTHONPATH"] else [])]
        os.environ.update(PYTHONPATH=os.pathsep.join(path), HANDS=str(self.hands))
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value

    def open(self, whole: bool = False) -> None:
        with self.turned():
            super().open(whole)

    def turn_to(self, day: str, hour: str) -> None:
        """Set the hands so that the wall shows this hour, on this day, at this very instant."""
        wanted = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        ((days,),) = self.rows("select days from moments_clockshift where id = 1")
        now = datetime.now(UTC) + timedelta(days=days)
        self.hands.write_text(str((wanted - now).total_seconds()))

    def turn_on(self, seconds: float) -> None:
        """Move the hands on."""
        self.hands.write_text(str(float(self.hands.read_text()) + seconds))
