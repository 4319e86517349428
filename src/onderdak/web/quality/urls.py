"""Where the pages of the quality of locations are found."""

from django.urls import include, path

urlpatterns = [
    path("", include("onderdak.web.quality.certificates.urls")),
    path("", include("onderdak.web.quality.file.urls")),
    path("", include("onderdak.web.quality.assess.urls")),
    path("", include("onderdak.web.quality.photos.urls")),
    path("", include("onderdak.web.quality.growth.urls")),
    path("", include("onderdak.web.quality.regional.urls")),
    path("", include("onderdak.web.quality.public.urls")),
    path("", include("onderdak.web.quality.management.urls")),
]
