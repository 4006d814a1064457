"""Addresses of being ready, under the place they belong to."""

from django.urls import path

from regulars.recovery.readiness import views_coaching, views_opening, views_playbooks, views_risks

urlpatterns = [
    path("playbooks/", views_playbooks.playbooks, name="playbooks"),
    path("playbooks/proposals/", views_playbooks.adopted, name="playbook-proposals"),
    path("playbooks/new/", views_playbooks.written, name="playbook-new"),
    path("playbooks/<int:playbook>/", views_playbooks.playbook, name="playbook"),
    path("playbooks/<int:playbook>/review/", views_playbooks.reviewed, name="playbook-review"),
    path("playbooks/<int:playbook>/drills/", views_playbooks.drilled, name="playbook-drills"),
    path("playbooks/<int:playbook>/removal/", views_playbooks.retired, name="playbook-removal"),
    path("risks/", views_risks.risks, name="risks"),
    path("risks/new/", views_risks.kept, name="risk-new"),
    path("risks/<int:risk>/checks/", views_risks.checked, name="risk-checks"),
    path("risks/<int:risk>/checks/<int:check>/mending/", views_risks.mended, name="risk-mending"),
    path("risks/<int:risk>/removal/", views_risks.retired, name="risk-removal"),
    path("coaching/", views_coaching.coachings, name="coachings"),
    path("coaching/<int:coaching>/", views_coaching.coaching, name="coaching"),
    path("coaching/<int:coaching>/answer/", views_coaching.answered, name="coaching-answer"),
    path("coaching/<int:coaching>/practice/", views_coaching.done, name="coaching-practice"),
    path("cases/<int:case>/coaching/", views_coaching.new, name="coaching-new"),
    path("opening/", views_opening.opening, name="opening"),
    path("opening/readiness/", views_opening.kept, name="opening-readiness"),
    path("opening/first/", views_opening.opened, name="opening-first"),
]
