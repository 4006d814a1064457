"""A verb's key: what was done once under it is not done again."""

from regulars.moments.models import Moment


def done(key: str | None) -> Moment | None:
    """The moment in which a verb with this key ended, if it was done before."""
    return Moment.objects.filter(key=key).first() if key else None
