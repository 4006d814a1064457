"""Addresses of what is asked and told before somebody comes."""

from django.urls import path

from regulars.anticipation.journeys import views

urlpatterns = [
    path("before/", views.before, name="before"),
    path("before/ways/", views.ways, name="before-ways"),
    path("before/<int:booking>/answers/", views.answers, name="before-answers"),
    path("before/<int:booking>/outcomes/", views.outcomes, name="before-outcomes"),
    path("briefings/<int:briefing>/told/", views.briefing_told, name="briefing-told"),
    path("services/new/", views.new_service, name="service-new"),
    path("services/<int:service>/", views.service, name="service"),
    path("services/<int:service>/removal/", views.service_removal, name="service-removal"),
]
