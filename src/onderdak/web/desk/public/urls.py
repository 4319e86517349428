"""Where the public pages of the report desk are found."""

from django.urls import path

from onderdak.web.desk.public import follow, form, leaving

urlpatterns = [
    path("report/follow/", follow.follow_report, name="report_follow"),
    path("report/leave/", leaving.leave_report, name="report_leave"),
    path("report/<slug:town>/", form.report_form, name="report"),
    path(
        "report/<slug:town>/addresses/",
        form.report_addresses,
        name="report_addresses",
    ),
]
