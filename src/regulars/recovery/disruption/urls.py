"""Addresses of disruptions, under the place they belong to."""

from django.urls import path

from regulars.recovery.disruption import verbs, views

urlpatterns = [
    path("disruptions/", views.disruptions, name="disruptions"),
    path("disruptions/new/", views.new, name="disruption-new"),
    path("disruptions/rehearsal/", views.rehearsal, name="disruption-rehearsal"),
    path("disruptions/playbook/", views.playbook, name="delay-rules"),
    path("disruptions/playbook/lines/", views.playbook_kept, name="delay-rules-lines"),
    path("disruptions/<int:disruption>/", views.disruption, name="disruption"),
    path("disruptions/<int:disruption>/bulletins/", verbs.news, name="disruption-bulletins"),
    path("disruptions/<int:disruption>/changes/", verbs.change, name="disruption-changes"),
    path("disruptions/<int:disruption>/ending/", verbs.ending, name="disruption-ending"),
    path("disruptions/<int:disruption>/owner/", verbs.owner, name="disruption-owner"),
    path("disruptions/<int:disruption>/letters/<int:letter>/", verbs.called,
         name="disruption-letter"),
    path("disruptions/<int:disruption>/affected/<int:affected>/", verbs.heard,
         name="disruption-heard"),
]  # fmt: skip
