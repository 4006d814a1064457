from django.apps import AppConfig


class MomentsConfig(AppConfig):
    name = "regulars.moments"
    default_auto_field = "django.db.models.BigAutoField"
