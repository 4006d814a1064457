from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "regulars.customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.customers import health, rooms, rounds  # noqa: F401  checks and deadlines
