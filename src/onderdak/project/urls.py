"""All addresses of the web application, room by room."""

from django.urls import include, path

from onderdak.api.v1.operations import api, document
from onderdak.project.demo.accounts import kinds
from onderdak.web.account.api_guide import api_guide
from onderdak.web.account.pages import demo

urlpatterns = [
    path("", include("onderdak.web.account.urls")),
    path("", include("onderdak.web.nights.urls")),
    path("", include("onderdak.web.agreements.urls")),
    path("", include("onderdak.web.messages.urls")),
    path("", include("onderdak.web.norms.urls")),
    path("", include("onderdak.web.quality.urls")),
    path("", include("onderdak.web.desk.urls")),
    path("", include("onderdak.web.picture.urls")),
    path("", include("onderdak.web.inspections.urls")),
    path("", include("onderdak.web.enforcement.urls")),
    path("", include("onderdak.web.care.urls")),
    path("", include("onderdak.web.pages.urls")),
    # Only this layer knows the demo; the page gets its list from here.
    path("demo/", demo, {"kinds": kinds}, name="demo"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    # The page speaks of the API; only this layer knows both.
    path("api/", api_guide, {"document": document}, name="api_guide"),
    path("i18n/", include("django.conf.urls.i18n")),
]
