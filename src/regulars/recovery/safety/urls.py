"""Addresses of staff safety, under the place they belong to."""

from django.urls import path

from regulars.recovery.safety import views_ban, views_guide, views_stop

urlpatterns = [
    path("stops/", views_stop.stops, name="stops"),
    path("stops/<int:incident>/", views_stop.stop, name="stop"),
    path("stops/<int:incident>/words/", views_stop.words, name="stop-words"),
    path("stops/<int:incident>/coming/", views_stop.coming, name="stop-coming"),
    path("stops/<int:incident>/return/", views_stop.comeback, name="stop-return"),
    path("stops/<int:incident>/support/", views_stop.care, name="stop-support"),
    path("stops/<int:incident>/more/", views_stop.more, name="stop-more"),
    path("stops/<int:incident>/supporter/", views_stop.another, name="stop-supporter"),
    path("bans/", views_ban.bans, name="bans"),
    path("bans/new/", views_ban.new, name="ban-new"),
    path("bans/<int:ban>/", views_ban.ban, name="ban"),
    path("bans/<int:ban>/evidence/", views_ban.add_evidence, name="ban-evidence"),
    path("bans/<int:ban>/hearing/", views_ban.hearing, name="ban-hearing"),
    path("bans/<int:ban>/decision/", views_ban.decision, name="ban-decision"),
    path("bans/<int:ban>/ending/", views_ban.ending, name="ban-ending"),
    path("bans/<int:ban>/appeals/", views_ban.appealed, name="ban-appeals"),
    path("bans/<int:ban>/appeals/<int:appeal>/answer/", views_ban.answered, name="ban-answer"),
    path("difficult/", views_guide.difficult, name="difficult"),
    path("difficult/ticks/", views_guide.ticked, name="difficult-ticks"),
    path("difficult/steps/", views_guide.step_added, name="difficult-steps"),
    path("difficult/steps/<int:step>/removal/", views_guide.step_removed,
         name="difficult-step-removal"),
]  # fmt: skip
