"""The children of the house are forks of the parent: what that needs to be safe."""

import json

import pytest

from tests.site.houses import House

pytestmark = [pytest.mark.once]

PARENT = """
import json, os, threading
from regulars.site import serve
serve.load(None)
from django.db import connections
tasks = (f"/proc/self/task/{task}/comm" for task in os.listdir("/proc/self/task"))
names = sorted({open(task).read().strip() for task in tasks})
print(json.dumps([names, threading.active_count(), [c.connection for c in connections.all()]]))
"""
CHILD = """
import numpy, polars, pyarrow
from pyarrow import compute
from regulars.site import serve, supervisor
serve.load(None)

def work():
    frame = polars.DataFrame({"who": numpy.arange(300_000) % 977, "much": numpy.ones(300_000)})
    told = frame.lazy().group_by("who").agg(polars.col("much").sum()).sort("who").collect()
    square = numpy.ones((400, 400)) @ numpy.ones((400, 400))
    print(told.height, square[0, 0], compute.sum(told["much"].to_arrow()).as_py(), flush=True)

for turn in range(3):
    child = supervisor.Child("tried", work)
    child.start()
    child.process.join(30)
    assert child.process.exitcode == 0, child.process.exitcode
"""


def test_the_parent_begins_no_thread_that_a_child_would_miss(own_house: House) -> None:
    """After loading all, the parent has no thread of ours, no open connection, and no worker of a
    library's pool: only those that allocators and BLAS keep, which know what to do in a fork."""
    names, ours, lines = json.loads(own_house.run(PARENT))
    keep = ("python", "jemalloc_bg_thd", "polars-ooc-clea")
    assert [name for name in names if not name.startswith(keep)] == []
    assert (ours, set(lines)) == (1, {None})


def test_a_child_computes_with_every_library_that_has_threads(own_house: House) -> None:
    """Polars, Arrow and BLAS start their threads in the child, each time anew."""
    assert own_house.run(CHILD).split("\n")[:3] == ["977 400.0 300000.0"] * 3
