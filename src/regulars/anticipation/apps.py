from django.apps import AppConfig


class AnticipationConfig(AppConfig):
    name = "regulars.anticipation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.anticipation import belongings, health, latent  # noqa: F401
        from regulars.anticipation.followups import clock as followed  # noqa: F401
        from regulars.anticipation.guard import belongings as reaching  # noqa: F401
        from regulars.anticipation.journeys import belongings as awaited  # noqa: F401
        from regulars.anticipation.journeys import briefings, own, remarks  # noqa: F401
        from regulars.anticipation.lapses import clock as mornings  # noqa: F401
        from regulars.anticipation.occasions import keeping  # noqa: F401
        from regulars.anticipation.prompts import belongings as prompted  # noqa: F401
        from regulars.anticipation.prompts import own as switched  # noqa: F401
        from regulars.anticipation.proposals import belongings as proposed  # noqa: F401
        from regulars.anticipation.rules import night  # noqa: F401
        from regulars.anticipation.values import belongings as valued  # noqa: F401
        from regulars.anticipation.values import clock as nightly  # noqa: F401
