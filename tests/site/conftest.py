from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.houses import House, Pen


@pytest.fixture(scope="session")
def built_house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A closed house with two places, to copy from."""
    return House(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def open_house(built_house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that stays open for all tests that only talk to it."""
    house = House(tmp_path_factory.mktemp("open"), built_house)
    house.open()
    yield house
    house.close()


@pytest.fixture
def own_house(built_house: House, tmp_path: Path) -> Iterator[House]:
    """A house of the test's own, for it to open, hurt and close."""
    house = House(tmp_path, built_house)
    yield house
    if house.process is not None and house.process.poll() is None:
        house.close()


@pytest.fixture(scope="session")
def pen(open_house: House) -> Iterator[Pen]:
    """Somebody who writes moments of the corner shop in the open house."""
    pen = Pen(open_house, "corner")
    yield pen
    pen.close()


@pytest.fixture(scope="session")
def outside_pen(open_house: House) -> Iterator[Pen]:
    """Somebody who writes moments of another place."""
    pen = Pen(open_house, "harbour")
    yield pen
    pen.close()
