"""Addresses of what this house always does."""

from django.urls import path

from regulars.floor.rites import views

urlpatterns = [
    path("rites/", views.rites, name="rites"),
    path("customers/<int:customer>/rites/", views.of_customer, name="customer-rites"),
]
