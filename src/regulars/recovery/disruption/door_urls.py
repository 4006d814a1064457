"""The address in the word they got: open to whoever holds its code."""

from django.urls import path

from regulars.recovery.disruption import door_views

urlpatterns = [path("word/<str:code>/", door_views.word, name="disruption-door")]
OPEN = frozenset(pattern.name for pattern in urlpatterns if pattern.name)
