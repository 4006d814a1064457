"""Fixtures every room uses, and the rule that CI may skip nothing."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests import cast as casting
from tests import tables


def pytest_configure(config: pytest.Config) -> None:
    """Passwords of the cast are no secrets: hash them quickly."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if not hasattr(config, "workerinput"):
        os.environ["TESTS_GROUND"] = tempfile.mkdtemp(prefix="regulars-tests-")
    config.addinivalue_line(
        "markers", "only(vendor): the fact is about this database and runs on no other"
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        tables.clear_away()
        shutil.rmtree(os.environ["TESTS_GROUND"], ignore_errors=True)


def pytest_collection_finish() -> None:
    """What was loaded by now lives until the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each database has its own facts; all others are proven on both."""
    from django.db import connection

    for item in items:
        if "engines" in item.path.parts:
            item.add_marker("once")
    items.sort(key=lambda item: not starts_houses(item))
    alien = [item for item in items if not at_home(item, connection.vendor)]
    if alien:
        config.hook.pytest_deselected(items=alien)
        items[:] = [item for item in items if item not in alien]


def starts_houses(item: pytest.Item) -> bool:
    """What opens houses and browsers takes longest: it begins first, so that no worker is left
    alone with it at the end."""
    slow = {"scenes", "site", "recovery"} & set(item.path.parts)
    return bool(slow) or item.path.stem.endswith(("_browser", "_killed"))


def at_home(item: pytest.Item, vendor: str) -> bool:
    return all(vendor in marker.args for marker in item.iter_markers("only"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The empty database is a copy of one made once in the run: making the tables takes longer
    than a hundred tests."""
    with django_db_blocker.unblock(), tables.copied():
        yield


@pytest.fixture
def cast(db: None) -> casting.Cast:
    """The standing cast, at home in an empty database."""
    return casting.assemble()


@pytest.fixture(autouse=True)
def nobody_watched_yet() -> None:
    """What the harvesting guard has seen in one test is not held against the next."""
    from regulars.customers import harvesting

    harvesting.forget_all()


@pytest.fixture(autouse=True)
def in_the_house_language() -> None:
    """A language that one test switched to is not left to the next."""
    translation.deactivate()


@pytest.fixture
def door(client, cast):  # type: ignore[no-untyped-def]
    """Come in as one of the cast: ``door(cast.clerk)`` gives a logged-in client."""

    def enter(staff):  # type: ignore[no-untyped-def]
        client.force_login(staff.user)
        return client

    return enter


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where full coverage is meant, a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Something was skipped where nothing may be.", red=True)
        session.exitstatus = 1
