"""What a lifetime value rests on besides the journal: chosen by the house, shown beside it."""

from django.conf import settings

from regulars.engines.forecast.returns import Inputs

MODEL = "mbg"
HORIZON_DAYS = 365


def chosen() -> Inputs:
    """Years ahead, discount a year, and the share of an amount that stays with the house."""
    return Inputs(settings.VALUE_YEARS, settings.VALUE_DISCOUNT, settings.VALUE_MARGIN)
