"""Addresses of recovery: cases, under the place they belong to."""

from django.urls import path

from regulars.recovery import views_case, views_list, views_steps

urlpatterns = [
    path("cases/", views_list.cases, name="cases"),
    path("cases/new/", views_list.new, name="case-new"),
    path("cases/rings/", views_list.rings, name="case-rings"),
    path("cases/sheet/", views_list.sheet, name="case-sheet"),
    path("cases/<int:case>/", views_case.show, name="case"),
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
