from django.apps import AppConfig


class AnticipationConfig(AppConfig):
    name = "regulars.anticipation"
    default_auto_field = "django.db.models.BigAutoField"
