"""All addresses of the web application, room by room."""

from django.urls import include, path

from onderdak.project.demo.accounts import kinds
from onderdak.web.account.pages import demo

urlpatterns = [
    path("", include("onderdak.web.account.urls")),
    path("", include("onderdak.web.nights.urls")),
    path("", include("onderdak.web.pages.urls")),
    # Only this layer knows the demo; the page gets its list from here.
    path("demo/", demo, {"kinds": kinds}, name="demo"),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
