"""Where the pages of the room of inspections are found."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    # Before the pages of one visit: "reports" and "results" are no numbers of visits.
    path("", include("onderdak.web.inspections.after.urls")),
    path("", include("onderdak.web.inspections.findings.urls")),
    path("", include("onderdak.web.inspections.repairs.urls")),
    path("", include("onderdak.web.inspections.reports.urls")),
    path("", include("onderdak.web.inspections.setting_up.urls")),
    path("", include("onderdak.web.inspections.registry.urls")),
    path("", include("onderdak.web.inspections.kits.urls")),
    path("", include("onderdak.web.inspections.round.urls")),
    path("", include("onderdak.web.inspections.syncing.urls")),
    path("", include("onderdak.web.inspections.warrants.urls")),
    path("", include("onderdak.web.inspections.companions.urls")),
    path("", include("onderdak.web.inspections.planning.urls")),
]
