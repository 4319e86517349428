"""Where the pages for partners' reports are found."""

from django.urls import path

from onderdak.web.desk import reminders
from onderdak.web.desk.partners import access, views

urlpatterns = [
    path("phone-reports/new/", views.phone_new, name="desk_phone_new"),
    path("partner-reports/new/", views.partner_new, name="desk_partner_new"),
    path("partner-reports/file/", views.partner_file, name="desk_partner_file"),
    path(
        "reports/<str:number>/pass-reminder/",
        reminders.pass_reminder,
        name="desk_pass_reminder",
    ),
    path(
        "reports/<str:number>/pass-letter.pdf",
        reminders.pass_letter_pdf,
        name="desk_pass_letter",
    ),
    path("partner-reports/access/", access.access, name="desk_access"),
    path("partner-reports/access/new/", access.access_new, name="desk_access_new"),
    path(
        "partner-reports/access/<int:number>/",
        access.access_end,
        name="desk_access_end",
    ),
]
