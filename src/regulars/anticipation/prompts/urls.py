"""Addresses of prompts."""

from django.urls import path

from regulars.anticipation.prompts import views

urlpatterns = [
    path("prompts/", views.prompts, name="prompts"),
    path("prompts/ways/", views.ways, name="prompt-ways"),
    path("journeys/new/", views.new_journey, name="journey-new"),
    path("journeys/<int:journey>/", views.journey, name="journey"),
    path("journeys/<int:journey>/removal/", views.journey_removal, name="journey-removal"),
    path("customers/<int:customer>/prompts/", views.wished, name="customer-prompts"),
]
