from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "regulars.customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.customers import channels, health, rooms, rounds  # noqa: F401  checks, deadlines
        from regulars.customers.bonds import belongings as bonds  # noqa: F401
        from regulars.customers.tiers import belongings, standing  # noqa: F401
