"""Addresses of the customers' door: open to anybody, and to whoever holds the code of a case."""

from django.urls import path

from regulars.recovery import door_views

urlpatterns = [
    path("tell/<slug:slug>/", door_views.tell, name="tell"),
    path("case/", door_views.find, name="case-find"),
    path("case/<str:code>/", door_views.status, name="case-status"),
    path("case/<str:code>/complete/", door_views.complete, name="case-complete"),
    path("case/<str:code>/words/", door_views.not_yet, name="case-words"),
    path("case/<str:code>/photos/", door_views.photo_new, name="case-photos"),
    path("case/<str:code>/photos/<int:number>/", door_views.photo, name="case-photo"),
]
OPEN = frozenset(pattern.name for pattern in urlpatterns if pattern.name)
