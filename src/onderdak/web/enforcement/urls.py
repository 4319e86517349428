"""Addresses of the pages of enforcement."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onderdak.web.enforcement.requests.urls")),
    path("", include("onderdak.web.enforcement.cases.urls")),
    path("", include("onderdak.web.enforcement.steps.urls")),
    path("", include("onderdak.web.enforcement.remedies.urls")),
    path("", include("onderdak.web.enforcement.week.urls")),
    path("", include("onderdak.web.enforcement.letters.urls")),
    path("", include("onderdak.web.enforcement.money.urls")),
    path("", include("onderdak.web.enforcement.people.urls")),
    path("", include("onderdak.web.enforcement.reserve.urls")),
    path("", include("onderdak.web.enforcement.setup.urls")),
]
