"""The flows of a place and their steps, as whoever leads writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from regulars.anticipation.journeys.services import NotSo
from regulars.anticipation.models import Journey, JourneyStep
from regulars.moments import journal
from regulars.moments.kinds import JourneyKept
from regulars.places.models import Need, Place, Staff
from regulars.places.once import done

MOST_STEPS = 8
ROWS = tuple(range(1, MOST_STEPS + 1))
TONGUES = ("", "_zh_hans", "_zh_hant")


@dataclass(frozen=True)
class Named:
    """A code for machines, and what it is called."""

    code: str
    name: str
    name_zh_hans: str = ""
    name_zh_hant: str = ""


@dataclass(frozen=True)
class StepDraft:
    """``needs`` are codes or names, none: anything may be prompted there."""

    named: Named
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    named: Named
    steps: tuple[StepDraft, ...]


def here(place: Place) -> list[Journey]:
    rows = Journey.objects.filter(place=place, gone_at=None)
    return list(rows.prefetch_related("steps__needs", "steps__usual"))


def step_of(place: Place, journey: str, step: str) -> JourneyStep | None:
    rows = JourneyStep.objects.select_related("usual")
    return rows.filter(
        journey__place=place, journey__code=journey, journey__gone_at=None, code=step
    ).first()


def draft(told: QueryDict) -> Draft:
    """What was typed. Raises NotSo."""
    steps = (step_typed(told, n) for n in ROWS)
    return Draft(named(told, "j"), tuple(each for each in steps if each))


def step_typed(told: QueryDict, n: int) -> StepDraft | None:
    if not any(told.get(f"s{n}_{part}", "").strip() for part in ("code", "name", "needs")):
        return None
    typed = told.get(f"s{n}_needs", "").replace("，", ",").replace("、", ",").split(",")
    return StepDraft(named(told, f"s{n}"), tuple(each.strip() for each in typed if each.strip()))


def named(told: QueryDict, prefix: str) -> Named:
    words = [told.get(f"{prefix}_name{tongue}", "").replace("\0", "").strip()[:120]
             for tongue in TONGUES]  # fmt: skip
    name = next((each for each in words if each), "")
    if not name:
        raise NotSo(f"{prefix}_name", _("Give it a name."))
    code = slugify(told.get(f"{prefix}_code", "") or name)[:40]
    if not code:
        raise NotSo(f"{prefix}_code", _("Write a short code in Latin letters, such as basket."))
    return Named(code, name, words[1], words[2])


@transaction.atomic
def keep(
    place: Place, draft: Draft, *, by: Staff, now: datetime, journey: Journey | None = None,
    key: str | None = None,
) -> Journey | None:  # fmt: skip
    """Write a flow down, new or changed. Raises NotSo; a repeated key changes nothing."""
    needs = checked(place, draft, journey)
    if done(key):
        return journey
    row = journey or Journey(place=place)
    put(row, draft.named)
    row.at, row.by = now, by.opaque
    row.save()
    for position, (each, allowed) in enumerate(zip(draft.steps, needs, strict=True)):
        step = row.steps.filter(code=each.named.code).first() or JourneyStep(journey=row)
        put(step, each.named)
        step.position, step.counted_on = position, None
        step.save()
        step.needs.set(allowed)
    row.steps.exclude(code__in=[each.named.code for each in draft.steps]).delete()
    journal.record(JourneyKept(row.pk), about=f"place:{place.pk}", at=now, by=by.opaque,
                   place=place.pk, key=key)  # fmt: skip
    return row


def put(row: Journey | JourneyStep, words: Named) -> None:
    row.code, row.name = words.code, words.name
    row.name_zh_hans, row.name_zh_hant = words.name_zh_hans, words.name_zh_hant


def checked(place: Place, draft: Draft, journey: Journey | None) -> Sequence[list[Need]]:
    """The needs of each step. Raises NotSo with the first thing that cannot be."""
    if not draft.steps:
        raise NotSo("s1_name", _("Write at least one step."))
    codes = [each.named.code for each in draft.steps]
    twice = next((n for n, code in enumerate(codes) if code in codes[:n]), None)
    if twice is not None:
        raise NotSo(f"s{twice + 1}_code", _("Two steps have the same code: {code}.").format(
            code=codes[twice]))  # fmt: skip
    others = Journey.objects.filter(place=place, code=draft.named.code, gone_at=None)
    if others.exclude(pk=journey.pk if journey else 0).exists():
        raise NotSo("j_code", _("Another flow has this code: {code}.").format(
            code=draft.named.code))  # fmt: skip
    return [needs_of(each, n) for n, each in enumerate(draft.steps, 1)]


def needs_of(each: StepDraft, n: int) -> list[Need]:
    found = []
    for words in each.needs:
        if (need := called(words)) is None:
            raise NotSo(f"s{n}_needs", _("There is no need called “{words}”.").format(
                words=words))  # fmt: skip
        found.append(need)
    return found


def called(words: str) -> Need | None:
    """The need that goes by these words in any language."""
    exact = Q(code=words) | Q(name_zh_hans=words) | Q(name_zh_hant=words)
    return Need.objects.filter(exact | Q(name__iexact=words)).first()


@transaction.atomic
def remove(journey: Journey, *, by: Staff, now: datetime, key: str | None = None) -> None:
    """Nothing is prompted there any more; what was stays on record."""
    if done(key) or journey.gone_at is not None:
        return
    journey.gone_at = now
    journey.save(update_fields=["gone_at"])
    journal.record(JourneyKept(journey.pk, gone=True), about=f"place:{journey.place_id}", at=now,
                   by=by.opaque, place=journey.place_id, key=key)  # fmt: skip


def told_of(row: Journey) -> dict[str, str]:
    """A flow as the form has it."""
    found = fields(row, "j")
    for n, step in enumerate(row.steps.all(), 1):
        found |= fields(step, f"s{n}")
        found[f"s{n}_needs"] = ", ".join(need.called() for need in step.needs.all())
    return found


def fields(row: Journey | JourneyStep, prefix: str) -> dict[str, str]:
    return {f"{prefix}_code": row.code, f"{prefix}_name": row.name,
            f"{prefix}_name_zh_hans": row.name_zh_hans,
            f"{prefix}_name_zh_hant": row.name_zh_hant}  # fmt: skip
