"""Rules that can be known the evening before, for those expected: a source of the night."""

from collections.abc import Iterator

from django.utils.translation import override

from regulars.anticipation.proposals import sources
from regulars.anticipation.proposals.sources import Draft, Night
from regulars.anticipation.rules import firing, sentences
from regulars.customers import visits


@sources.source("rules")
def at_night(night: Night) -> Iterator[Draft]:
    place = night.place
    for customer, version, hits in firing.expected(place, night.day, night.expected):
        with override(place.language or "en"):
            what, say = sentences.offered(version), sentences.spoken(version)
        told = {
            "say": say, "version": version, "thing": version.thing,
            "things": firing.names_of(version), "again": int(version.when.get("again", 90)),
        }  # fmt: skip
        yield Draft(
            customer.pk, "rule", what, firing.evidence(version, hits),
            firing.worth(version.when), firing.confidence(version.when),
            f"rule:{version.rule_id}:{visits.visit_name(customer.pk, night.day)}", told,
        )  # fmt: skip
