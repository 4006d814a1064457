"""Addresses of walking somebody there."""

from django.urls import path

from regulars.floor.escorting import views

urlpatterns = [
    path("escorts/", views.escorts, name="escorts"),
    path("escorts/back/", views.ends, name="escort-back"),
    path("escorts/<int:out>/covers/", views.covers, name="covers"),
]
