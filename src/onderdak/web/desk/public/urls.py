"""Where the public pages of the report desk are found."""

from django.urls import path

from onderdak.web.desk.public import figures, follow, form, leaving

urlpatterns = [
    path("report/follow/", follow.follow_report, name="report_follow"),
    path("report/leave/", leaving.leave_report, name="report_leave"),
    path("report/<slug:town>/", form.report_form, name="report"),
    path(
        "report/<slug:town>/addresses/",
        form.report_addresses,
        name="report_addresses",
    ),
    path("report/<slug:town>/figures/", figures.figures_for_all, name="desk_public"),
    path(
        "report/<slug:town>/figures/months.svg",
        figures.public_months_svg,
        name="desk_public_months",
    ),
    path(
        "report/<slug:town>/figures/map.geojson",
        figures.public_map_geojson,
        name="desk_public_map",
    ),
]
