"""Addresses of the floor: nouns, under the place they belong to."""

from django.urls import path

from regulars.floor import household_views, views

urlpatterns = [
    path("", views.place, name="place"),
    path("today/", views.board, name="board"),
    path("today/list/", views.board_list, name="board-list"),
    path("today/print/", views.board_print, name="board-print"),
    path("today/cards/<int:customer>/", views.card, name="card"),
    path("find/", views.find, name="find"),
    path("receipts/", views.receipts, name="receipts"),
    path("customers/<int:customer>/", views.customer, name="customer"),
    path("customers/<int:customer>/arrivals/", views.arrivals, name="arrivals"),
    path("customers/<int:customer>/departures/", views.departures, name="departures"),
    path("customers/<int:customer>/notes/", views.notes, name="notes"),
    path("customers/<int:customer>/names/", household_views.names, name="names"),
    path("customers/<int:customer>/household/", household_views.household, name="household"),
    path("customers/<int:customer>/facts/", household_views.remembered, name="facts"),
    path("customers/<int:customer>/containers/", household_views.measured, name="containers"),
    path("visitors/", views.visitors, name="visitors"),
    path("cues/<int:cue>/acts/", views.cue_acts, name="cue-acts"),
    path("cues/<int:cue>/refusals/", views.refusals, name="refusals"),
    path("cues/<int:cue>/askings/", views.askings, name="askings"),
    path("containers/<int:container>/fillings/", views.fillings, name="fillings"),
]
