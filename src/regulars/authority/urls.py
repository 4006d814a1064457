"""Addresses of authority: nouns, under the place they belong to."""

from django.urls import path

from regulars.authority import limit_views, views

urlpatterns = [
    path("authority/", views.page, name="authority"),
    path("authority/questions/", views.askings, name="may-i"),
    path("authority/grants/", views.grants, name="grants"),
    path("authority/requests/", views.requests, name="sent-up"),
    path("authority/entries/<int:entry>/keeping/", views.keepings, name="keeping"),
    path("authority/entries/<int:entry>/overturning/", views.overturnings, name="overturning"),
    path("authority/entries/<int:entry>/grant/", views.answers, name="answering"),
    path("authority/limits/", limit_views.table, name="limits"),
    path("authority/limits/new/", limit_views.new_limit, name="new-limit"),
    path("authority/limits/beginning/", limit_views.begin, name="limits-beginning"),
]
