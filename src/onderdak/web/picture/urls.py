"""Where the pages of the room of picture are found."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onderdak.web.picture.addresses_urls")),
    path("", include("onderdak.web.picture.ranking.urls")),
    path("neighbourhoods/", include("onderdak.web.picture.neighbourhoods.urls")),
]
