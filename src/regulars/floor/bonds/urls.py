"""Addresses of what grows between a customer and the house."""

from django.urls import path

from regulars.floor.bonds import close_views, fields, proposing, views

urlpatterns = [
    path("customers/<int:customer>/bond/", views.bond, name="bond"),
    path("customers/<int:customer>/introducers/", views.introducers, name="introducers"),
    path("customers/<int:customer>/as-always/", views.as_always, name="as-always"),
    path("customers/<int:customer>/options/", views.keep_option, name="options"),
    path("customers/<int:customer>/options/<int:fact>/again/", views.again, name="option-again"),
    path("customers/<int:customer>/proposal/", proposing.proposal, name="proposal"),
    path("customers/<int:customer>/proposing/", proposing.propose_it, name="proposing"),
    path("fields/", fields.fields, name="fields"),
    path("fields/<slug:field>/rest/", fields.rests, name="field-rest"),
    path("customers/<int:customer>/off-hours/", close_views.off_hours, name="off-hours"),
    path("customers/<int:customer>/trade/", close_views.trade, name="trade"),
    path("closeness/", close_views.closeness, name="closeness"),
    path("closeness/limit/", close_views.care_limit, name="care-limit"),
    path("thanks/", views.thanks_owed, name="thanks-owed"),
    path("introductions/<int:introduction>/thanks/", views.thanks, name="introduction-thanks"),
]
