from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "regulars.floor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The clock knows what to do when a hand-off has waited."""
        from regulars.floor import relay  # noqa: F401
