"""Addresses of segments."""

from django.urls import path

from regulars.floor.segments import views

urlpatterns = [
    path("segments/", views.segments, name="segments"),
    path("segments/<slug:code>/", views.segment, name="segment"),
    path("segments/<int:segment>/removal/", views.removal, name="segment-removal"),
]
