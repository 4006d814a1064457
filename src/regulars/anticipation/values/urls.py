"""Addresses of returns."""

from django.urls import path

from regulars.anticipation.values import views

urlpatterns = [
    path("returns/", views.returns_page, name="returns"),
    path("returns/states/", views.two_states, name="two-states"),
    path("returns/drifting/", views.drifting, name="drifting"),
]
