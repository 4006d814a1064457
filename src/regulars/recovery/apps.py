from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "regulars.recovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.recovery import ages, belongings, clocks, duty  # noqa: F401
