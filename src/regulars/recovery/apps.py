from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "regulars.recovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from regulars.places import doors
        from regulars.recovery import ages, belongings, clocks, duty  # noqa: F401
        from regulars.recovery.disruption import belongings as _disrupted  # noqa: F401
        from regulars.recovery.disruption import bulletins, opening, posting  # noqa: F401
        from regulars.recovery.readiness import playbooks, risks, views_opening  # noqa: F401
        from regulars.recovery.safety import appeals, banning, supporting  # noqa: F401
        from regulars.recovery.safety import belongings as bans  # noqa: F401

        doors.more_questions.append(views_opening.ask)
