from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "regulars.floor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The clock knows what to do when a hand-off has waited, when a promise is due, and when
        nobody answers a way in."""
        from regulars.floor import relay  # noqa: F401
        from regulars.floor.bonds import thanking  # noqa: F401
        from regulars.floor.collisions import logging  # noqa: F401
        from regulars.floor.escorting import strip as empty_posts  # noqa: F401
        from regulars.floor.full import asking, strip  # noqa: F401
        from regulars.floor.full import belongings as full_belongings  # noqa: F401
        from regulars.floor.promises import belongings, clock  # noqa: F401
        from regulars.floor.queue import strip as queue_strip  # noqa: F401
        from regulars.floor.reached import clock as answering  # noqa: F401
