"""Addresses of the customer's own page, open to whoever holds one."""

from django.urls import path

from regulars.customers import own_views

urlpatterns = [
    path("<str:token>/", own_views.show, name="own"),
    path("<str:token>/names/", own_views.names, name="own-names"),
    path("<str:token>/words/", own_views.words, name="own-words"),
    path("<str:token>/strikes/", own_views.strikes, name="own-strikes"),
    path("<str:token>/consents/", own_views.agreements, name="own-consents"),
    path("<str:token>/requests/", own_views.asked, name="own-requests"),
    path("<str:token>/goodbye/", own_views.goodbye, name="own-goodbye"),
    path("<str:token>/photo/", own_views.photo, name="own-photo"),
]
OPEN = frozenset(pattern.name for pattern in urlpatterns if pattern.name)
