"""Addresses of what is not there."""

from django.urls import path

from regulars.floor.lacking import views

urlpatterns = [
    path("lacks/", views.lacks, name="lacks"),
    path("lacks/<int:lack>/", views.lack, name="lack"),
    path("lacks/<int:lack>/ways/", views.ways, name="lack-ways"),
]
