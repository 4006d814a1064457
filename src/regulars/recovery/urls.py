"""Addresses of recovery: cases, under the place they belong to."""

from django.urls import path

from regulars.recovery import views_care, views_case, views_list, views_slips, views_steps
from regulars.recovery.readiness import urls as readiness
from regulars.recovery.safety import urls as safety

urlpatterns = [
    path("cases/", views_list.cases, name="cases"),
    path("cases/new/", views_list.new, name="case-new"),
    path("cases/rings/", views_list.rings, name="case-rings"),
    path("cases/sheet/", views_list.sheet, name="case-sheet"),
    path("cases/follow-ups/", views_care.follow_up_list, name="case-follow-ups"),
    path("cases/loyalty/", views_care.loyalty_page, name="case-loyalty"),
    path("slips/", views_slips.counted, name="slips"),
    path("slips/new/", views_slips.new, name="slip-new"),
    path("cases/<int:case>/", views_case.show, name="case"),
    path("cases/<int:case>/ratings/", views_care.rated, name="case-ratings"),
    path("cases/<int:case>/answers/", views_care.answered, name="case-answers"),
    path("cases/<int:case>/follow-ups/<int:follow>/", views_care.followed,
         name="case-follow-up"),
    path("cases/<int:case>/comfort/", views_steps.comfort, name="case-comfort"),
    path("cases/<int:case>/hearing/", views_steps.hearing, name="case-hearing"),
    path("cases/<int:case>/restitution/", views_steps.restitution, name="case-restitution"),
    path("cases/<int:case>/record/", views_steps.record, name="case-record"),
    path("cases/<int:case>/contacts/", views_case.told, name="case-contacts"),
    path("cases/<int:case>/handovers/", views_case.handed, name="case-handovers"),
    path("cases/<int:case>/handovers/<int:handover>/acceptance/", views_case.accepted,
         name="case-acceptance"),
    path("cases/<int:case>/handovers/<int:handover>/refusal/", views_case.declined,
         name="case-refusal"),
    path("cases/<int:case>/findings/", views_case.finding, name="case-findings"),
    path("cases/<int:case>/takings/", views_case.taken, name="case-takings"),
    path("cases/<int:case>/closures/", views_case.closed, name="case-closures"),
    path("cases/<int:case>/problems/", views_case.problem, name="case-problems"),
    path("cases/<int:case>/problems/<int:problem>/stages/", views_case.stage,
         name="case-stages"),
    path("cases/<int:case>/photos/<int:number>/", views_case.photo, name="case-picture"),
]  # fmt: skip
urlpatterns += [*safety.urlpatterns, *readiness.urlpatterns]
