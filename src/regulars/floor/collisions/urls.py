"""Addresses of collisions of target and interest."""

from django.urls import path

from regulars.floor.collisions import views

urlpatterns = [
    path("collisions/", views.collisions, name="collisions"),
    path("collisions/<slug:week>/review/", views.review, name="collision-review"),
]
