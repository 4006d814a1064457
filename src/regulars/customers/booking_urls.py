"""Addresses of the bookings, under the place they belong to."""

from django.urls import path

from regulars.customers import booking_views

urlpatterns = [
    path("bookings/", booking_views.day, name="bookings"),
    path("bookings/new/", booking_views.new, name="new-booking"),
    path("bookings/<int:booking>/", booking_views.change, name="booking"),
    path("bookings/<int:booking>/cancellations/", booking_views.cancellation, name="cancellation"),
    path("bookings/<int:booking>/no-shows/", booking_views.no_show, name="no-show"),
]
