from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "regulars.site"
    label = "regulars_site"

    def ready(self) -> None:
        from regulars.site import rounds  # noqa: F401  every handler of the clock registers
