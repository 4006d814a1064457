from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "regulars.site"
    label = "regulars_site"

    def ready(self) -> None:
        from regulars.places import doors
        from regulars.site import rounds  # noqa: F401  every handler of the clock registers
        from regulars.site.accounts import second
        from regulars.site.importing import clockwork  # noqa: F401  and those of what was brought

        doors.more_questions.append(second.ask)
