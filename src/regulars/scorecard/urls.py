"""Addresses of the scorecard."""

from django.urls import path

from regulars.scorecard import views

urlpatterns = [path("back/", views.back_page, name="back")]
