"""Addresses of the queue, of the standards it is held to, and of the ways in."""

from django.urls import path

from regulars.floor.queue import views
from regulars.floor.reached import views as reached
from regulars.floor.standards import views as standards

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/<int:wait>/served/", views.served, name="wait-served"),
    path("queue/<int:wait>/gone/", views.gone, name="wait-gone"),
    path("standards/", standards.standards, name="standards"),
    path("standards/told/", standards.told, name="standard-told"),
    path("answers/", reached.answers, name="answers"),
    path("answers/kept/", reached.keeping, name="way-in-keeping"),
    path("answers/<int:way>/removal/", reached.removal, name="way-in-removal"),
]
