"""How many, out of how many: told before they felt it, from us first, by which way."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from regulars.recovery.models import Affected, Bulletin, Disruption, Letter

Heard = Affected.Heard


@dataclass(frozen=True)
class Figures:
    """Of one disruption. ``known``: of so many it is known where they heard it first, from us
    ``us``. ``ahead``: told before their hour. ``waiting``: on their way; ``listed``: by hand."""

    all: int
    told: int
    ahead: int
    us: int
    here: int
    elsewhere: int
    waiting: int
    listed: int
    in_need: int

    @property
    def known(self) -> int:
        return self.us + self.here + self.elsewhere

    @property
    def share(self) -> int | None:
        """Percent who heard it from us first; None while nothing is known."""
        return round(100 * self.us / self.known) if self.known else None


def of(disruption: Disruption) -> Figures:
    """Two statements, however many it touches."""
    rows = Affected.objects.filter(disruption=disruption).aggregate(
        all=Count("pk"), told=Count("pk", Q(told_at__isnull=False)),
        ahead=Count("pk", Q(told_at__lt=F("starts_at"))),
        us=Count("pk", Q(heard=Heard.US)), here=Count("pk", Q(heard=Heard.HERE)),
        elsewhere=Count("pk", Q(heard=Heard.ELSEWHERE)),
        in_need=Count("pk", ~Q(need=Affected.Need.SOON)),
    )  # fmt: skip
    last = Bulletin.objects.filter(disruption=disruption).order_by("-number").values("pk")[:1]
    letters = Letter.objects.filter(bulletin__in=list(last.values_list("pk", flat=True)),
                                    ended_at=None)  # fmt: skip
    sent = letters.aggregate(waiting=Count("pk", Q(listed=False)),
                             listed=Count("pk", Q(listed=True)))  # fmt: skip
    return Figures(**rows, **sent)


def kept_promises(disruption: Disruption) -> tuple[int, int]:
    """(kept to the minute, all) of the words that had been promised."""
    promised = [
        (row.at - row.due_at).total_seconds()
        for row in disruption.bulletins.filter(number__gt=1)
    ]  # fmt: skip
    return sum(late < 60 for late in promised), len(promised)
