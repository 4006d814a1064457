from django.apps import AppConfig


class NotebookConfig(AppConfig):
    name = "regulars.notebook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.notebook import agreement, belongings, health  # noqa: F401
