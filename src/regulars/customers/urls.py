"""Addresses of what is kept about customers, under a place."""

from django.urls import path

from regulars.customers import channels_views, views
from regulars.customers.tiers import views as tier_views

urlpatterns = [
    path("customers/<int:customer>/kept/", views.show, name="kept"),
    path("customers/<int:customer>/consents/", views.consent, name="consents"),
    path("customers/<int:customer>/photo/", views.photo, name="photo"),
    path("customers/<int:customer>/photos/", views.photo_new, name="photos"),
    path("customers/<int:customer>/channels/", channels_views.wish, name="channels"),
    path("customers/<int:customer>/handles/", views.handle_new, name="handles"),
    path("customers/<int:customer>/handles/gone/", views.handle_gone, name="handle-gone"),
    path("customers/<int:customer>/birthday/", views.birthday, name="birthday"),
    path("customers/<int:customer>/exports/", views.exports, name="exports"),
    path("customers/<int:customer>/erasures/", views.erasures, name="erasures"),
    path("customers/<int:customer>/links/", views.links, name="links"),
    path("customers/<int:customer>/undoings/", views.undoings, name="undoings"),
    path("twins/", views.twins, name="twins"),
    path("merges/", views.merges, name="merges"),
    path("distinctions/", views.distinctions, name="distinctions"),
    path("receipts/<int:moment>/proofs/", views.proof_new, name="proofs"),
    path("customers/<int:customer>/tier/", tier_views.of_customer, name="tier"),
    path("customers/<int:customer>/tier/chosen/", tier_views.chosen, name="tier-chosen"),
    path("tiers/", tier_views.tiers, name="tiers"),
    path("tiers/kept/", tier_views.tiers_kept, name="tiers-kept"),
    path("trust/", views.trust, name="trust"),
]
