"""Two colleagues merge the same two records at the same instant, each the other way round."""

import pytest

from tests.site.houses import House

pytestmark = pytest.mark.xdist_group("house")

SETTLE = """
from datetime import UTC, datetime
from regulars.customers import people
from regulars.places.models import Place
place = Place.objects.get(slug="corner")
for phone in ("+8615400001208", "15400001208"):
    print(people.introduce(place, name="余建平", handles=[("phone", phone)]).pk)
"""
MERGE = """
import sys
from datetime import UTC, datetime
from regulars.customers import merging
from regulars.customers.models import Customer
stays, goes = (Customer.objects.get(pk=pk) for pk in sys.argv[1:3])
print("ready", flush=True)
sys.stdin.readline()
try:
    merging.merge(stays, goes, by="staff:1", now=datetime.now(UTC))
    print("merged")
except merging.Impossible as words:
    print(words)
"""
LOOK = """
from regulars.customers.models import Customer, Handle, Merge
from regulars.moments.models import Moment
merged = Customer.objects.exclude(merged_into=None).values_list("pk", "merged_into")
owners = set(Handle.objects.filter(kind="phone").values_list("customer", flat=True))
(gone, stays), = merged
print(owners == {stays}, Merge.objects.count(), Moment.objects.filter(kind="merged").count())
"""


@pytest.mark.mission("CU05")
def test_of_opposite_merges_at_once_exactly_one_stands(own_house: House) -> None:
    """The quicker one wins whole; the other is told so in a sentence; no ring, no half of it."""
    one, other = own_house.run(SETTLE).split()
    both = [own_house.start(MERGE, *pair) for pair in ((one, other), (other, one))]
    for each in both:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    said = sorted(each.communicate(timeout=60)[0].strip() for each in both)
    assert said == ["A colleague was quicker: “Yu Jianping” stands for both now.", "merged"]
    assert own_house.run(LOOK).split() == ["True", "1", "1"]
