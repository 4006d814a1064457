"""Every address of the house. A door is guarded by a right, or it stands in PUBLIC."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from regulars.site import views
from regulars.site.health_views import healthz

PUBLIC = ("home", "login", "logout", "language", "light", "healthz")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("light/", views.light, name="light"),
    path("healthz", healthz, name="healthz"),
    path("p/<slug:slug>/", include("regulars.floor.urls")),
    path("p/<slug:slug>/", include("regulars.scorecard.urls")),
    path("p/<slug:slug>/days/", views.days, name="days"),
]
