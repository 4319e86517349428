"""Where the pages for partners' reports are found."""

from django.urls import path

from onderdak.web.desk.partners import views

urlpatterns = [
    path("phone-reports/new/", views.phone_new, name="desk_phone_new"),
    path("partner-reports/new/", views.partner_new, name="desk_partner_new"),
    path("partner-reports/file/", views.partner_file, name="desk_partner_file"),
]
