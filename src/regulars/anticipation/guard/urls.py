"""Addresses of the guard: how we reach out here, and one customer's peace and days."""

from django.urls import path

from regulars.anticipation.guard import views

urlpatterns = [
    path("touches/", views.touches, name="touches"),
    path("touches/ways/", views.ways_kept, name="touch-ways"),
    path("customers/<int:customer>/touches/", views.of_customer, name="customer-touches"),
    path("customers/<int:customer>/peace/", views.peace_wished, name="customer-peace"),
    path("customers/<int:customer>/days/", views.day_kept, name="customer-days"),
]
