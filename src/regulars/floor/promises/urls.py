"""Addresses of promises, under the place they are given at."""

from django.urls import path

from regulars.floor.promises import views

urlpatterns = [
    path("promises/", views.promises, name="promises"),
    path("promises/new/", views.new, name="promise-new"),
    path("promises/<int:promise>/keeping/", views.keeping, name="promise-keeping"),
    path("promises/<int:promise>/taking/", views.taking, name="promise-taking"),
    path("promises/<int:promise>/withdrawal/", views.withdrawal, name="promise-withdrawal"),
    path("guarantees/", views.guarantee_list, name="guarantees"),
    path("guarantees/new/", views.publishing, name="guarantee-publishing"),
    path("guarantees/<int:guarantee>/end/", views.guarantee_end, name="guarantee-end"),
]
