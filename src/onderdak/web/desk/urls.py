"""Where the pages of the room of desk are found."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onderdak.web.desk.public.urls")),
    path("", include("onderdak.web.desk.forwarding.urls")),
    path("", include("onderdak.web.desk.partners.urls")),
    path("", include("onderdak.web.desk.clerk.urls")),
]
