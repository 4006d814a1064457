"""Addresses of keeping in touch."""

from django.urls import path

from regulars.anticipation.followups import views

urlpatterns = [
    path("followings/", views.followings, name="followings"),
    path("customers/<int:customer>/followings/", views.begun, name="following-begin"),
    path("followings/<int:following>/", views.one, name="following"),
    path("followings/<int:following>/plan/", views.planned, name="following-plan"),
    path("followings/<int:following>/deed/", views.done, name="following-deed"),
    path("followings/<int:following>/end/", views.ended, name="following-end"),
]
