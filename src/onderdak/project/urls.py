"""All addresses of the web application, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("onderdak.web.account.urls")),
    path("", include("onderdak.web.nights.urls")),
    path("", include("onderdak.web.pages.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
