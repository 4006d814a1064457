"""Every address of the house. A door is guarded by a right, or it stands in PUBLIC."""

from django.urls import URLPattern, URLResolver, include, path

from regulars.anticipation.journeys import own as own_before
from regulars.anticipation.prompts import own as own_prompts
from regulars.customers import own_urls
from regulars.places.views import public
from regulars.recovery import door_urls
from regulars.recovery.disruption import door_urls as disruption_doors
from regulars.site import (
    branch_views,
    import_views,
    key_views,
    offline_views,
    pin_views,
    tour,
    views,
)
from regulars.site.accounts import urls as accounts
from regulars.site.api.root import api
from regulars.site.beginning import views as beginnings
from regulars.site.health_views import healthz

PUBLIC = (
    "home", "language", "light", "healthz", "switch", "pad", "switch-leave", "switch-here",
    "worker", "offline", "manifest", "begin",
    "everywhere", "at", "at-deeper",
    *sorted(accounts.OPEN), *sorted(own_urls.OPEN), *sorted(own_before.OPEN),
    *sorted(own_prompts.OPEN),
    *sorted(door_urls.OPEN),
    *sorted(disruption_doors.OPEN),
)  # fmt: skip
OWN = ("own-pin", *sorted(accounts.OWN))
"""Doors of whoever is signed in by password, at any place: each shows nothing but one's own."""

handler403 = "regulars.site.views.not_for_you"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include(accounts)),
    path("account/pin/", pin_views.own_pin, name="own-pin"),
    path("switch/", pin_views.switch, name="switch"),
    path("switch/<int:staff>/", pin_views.pad, name="pad"),
    path("switch/leave/", pin_views.leave, name="switch-leave"),
    path("switch/here/", pin_views.here, name="switch-here"),
    path("language/", views.language, name="language"),
    path("light/", views.light, name="light"),
    path("begin/", beginnings.begin, name="begin"),
    path("p/<slug:slug>/begin/", beginnings.beginning, name="beginning"),
    path("p/<slug:slug>/begin/roles/", beginnings.begin_roles, name="begin-roles"),
    path("p/<slug:slug>/tour/", tour.tour, name="tour"),
    path("healthz", healthz, name="healthz"),
    path("sw.js", offline_views.worker, name="worker"),
    path("offline/", offline_views.offline, name="offline"),
    path("manifest.webmanifest", offline_views.manifest, name="manifest"),
    path("p/<slug:slug>/", include("regulars.floor.urls")),
    path("p/<slug:slug>/", include("regulars.floor.promises.urls")),
    path("p/<slug:slug>/", include("regulars.floor.queue.urls")),
    path("p/<slug:slug>/", include("regulars.authority.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.rules.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.guard.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.lapses.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.followups.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.values.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.journeys.urls")),
    path("p/<slug:slug>/", include("regulars.anticipation.prompts.urls")),
    path("p/<slug:slug>/", include("regulars.scorecard.urls")),
    path("p/<slug:slug>/", include("regulars.places.urls")),
    path("p/<slug:slug>/", include("regulars.customers.booking_urls")),
    path("p/<slug:slug>/", include("regulars.customers.urls")),
    path("p/<slug:slug>/", include("regulars.recovery.urls")),
    path("p/<slug:slug>/", include("regulars.recovery.disruption.urls")),
    path("me/", include(own_urls)),
    path("me/", include(own_before)),
    path("me/", include(own_prompts)),
    path("", include(door_urls)),
    path("", include(disruption_doors)),
    path("p/<slug:slug>/places/", branch_views.places, name="places"),
    path("at/", public.everywhere, name="everywhere"),
    path("at/<slug:slug>/", public.at, name="at"),
    path("at/<slug:slug>/<path:rest>", public.at_deeper, name="at-deeper"),
    path("p/<slug:slug>/days/", views.days, name="days"),
    path("p/<slug:slug>/tablets/", pin_views.tablets, name="tablets"),
    path("p/<slug:slug>/tablets/<int:tablet>/removal/", pin_views.tablet_removal,
         name="tablet-removal"),
    path("p/<slug:slug>/tokens/", key_views.token_list, name="tokens"),
    path("p/<slug:slug>/tokens/<int:token>/removal/", key_views.token_removal,
         name="token-removal"),
    path("p/<slug:slug>/sign-ins/", key_views.sign_ins, name="sign-ins"),
    path("p/<slug:slug>/sign-ins/<int:staff>/renewal/", key_views.renewal, name="renewal"),
    path("p/<slug:slug>/sign-ins/<int:staff>/address/", key_views.address, name="address"),
    path("p/<slug:slug>/imports/", import_views.imports, name="imports"),
    path("p/<slug:slug>/imports/new/", import_views.new_import, name="new-import"),
    path("p/<slug:slug>/imports/<slug:name>/", import_views.one_import, name="import"),
    path("p/<slug:slug>/imports/<slug:name>/reading/", import_views.reading, name="import-reading"),
    path("p/<slug:slug>/imports/<slug:name>/taking/", import_views.taking, name="import-taking"),
    path("p/<slug:slug>/imports/<slug:name>/removal/", import_views.removal,
         name="import-removal"),
    path("p/<slug:slug>/imports/<slug:name>/refused.csv", import_views.refused_rows,
         name="import-refused"),
    path("api/v1/", api.urls),
]  # fmt: skip
