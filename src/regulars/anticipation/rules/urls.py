"""Addresses of the rules of what is offered."""

from django.urls import path

from regulars.anticipation.rules import views

urlpatterns = [
    path("offers/rules/", views.rules, name="offer-rules"),
    path("offers/rules/new/", views.new, name="offer-rule-new"),
    path("offers/rules/beginning/", views.beginning, name="offer-rules-beginning"),
    path("offers/rules/<int:offer_rule>/", views.one, name="offer-rule"),
    path("offers/rules/<int:offer_rule>/switch/", views.switch, name="offer-rule-switch"),
    path("offers/rules/<int:offer_rule>/removal/", views.removal, name="offer-rule-removal"),
    path("offers/ways/", views.ways, name="offer-ways"),
    path("offers/reinstatements/", views.reinstatements, name="offer-reinstatements"),
]
