from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "regulars.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.places import doors, standing
        from regulars.places.notices import going_out  # noqa: F401 - joins the clock

        doors.more_questions.append(standing.ask)
