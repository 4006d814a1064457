"""Addresses of what is proposed for somebody."""

from django.urls import path

from regulars.floor.offering import views

urlpatterns = [
    path("customers/<int:customer>/proposals/", views.proposals, name="proposals"),
    path("customers/<int:customer>/going-on/", views.onward, name="going-on"),
    path("proposals/<int:proposal>/answers/", views.answers, name="proposal-answers"),
]
