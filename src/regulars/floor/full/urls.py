"""Addresses of a full house."""

from django.urls import path

from regulars.floor.full import views, ways_view

urlpatterns = [
    path("full/", views.full, name="full"),
    path("full/ways/", ways_view.ways, name="full-ways"),
    path("full/<int:party>/", views.one, name="full-party"),
    path("full/<int:party>/again/", views.again, name="full-again"),
    path("full/<int:party>/no/", views.no, name="full-no"),
    path("full/<int:party>/offers/", views.offers, name="full-offers"),
    path("full/<int:party>/end/", views.ends, name="full-end"),
    path("full/answers/<int:answer>/", views.answers, name="full-answers"),
]
