from django.apps import AppConfig


class AuthorityConfig(AppConfig):
    name = "regulars.authority"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.authority import belongings, pleas  # noqa: F401
