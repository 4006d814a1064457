"""Addresses of the cards to sign."""

from django.urls import path

from regulars.anticipation.lapses import views

urlpatterns = [
    path("cards/", views.cards_here, name="cards"),
    path("cards/<int:card>/", views.one, name="card"),
    path("cards/<int:card>/paper/", views.paper, name="card-paper"),
    path("cards/<int:card>/words/", views.words, name="card-words"),
    path("cards/<int:card>/signature/", views.signature, name="card-signature"),
    path("cards/<int:card>/sending/", views.sending, name="card-sending"),
    path("cards/<int:card>/aside/", views.aside, name="card-aside"),
]
