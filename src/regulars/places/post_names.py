"""A place's posts by whatever a list calls them: the code, or the name in any language."""

from regulars.moments.intake.folding import fold
from regulars.places.models import Place, Touchpoint


class Posts:
    """The touchpoints of a place, read once."""

    def __init__(self, place: Place) -> None:
        self.known: dict[str, Touchpoint] = {}
        for post in place.touchpoints.all():
            for name in (post.name_zh_hant, post.name_zh_hans, post.name, post.code):
                if name:
                    self.known[fold(name)] = post

    def called(self, text: str | None) -> Touchpoint | None:
        """The post of that name; None where there is none."""
        return self.known.get(fold(text)) if text else None
