from django.apps import AppConfig


class AnticipationConfig(AppConfig):
    name = "regulars.anticipation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.anticipation import belongings, health  # noqa: F401
