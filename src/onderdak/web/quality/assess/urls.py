"""Where facts of a location are stated."""

from django.urls import path

from onderdak.web.quality.assess import same, views

urlpatterns = [
    path("locations/<int:pk>/quality/assess/", views.assess, name="quality_assess"),
    path(
        "locations/<int:pk>/quality/assess/same/<int:unit>/",
        same.same,
        name="quality_same",
    ),
    path(
        "locations/<int:pk>/quality/assess/<slug:group>/",
        views.assess_step,
        name="quality_assess_step",
    ),
    path(
        "locations/<int:pk>/quality/assess/<slug:group>/<int:unit>/",
        views.assess_step,
        name="quality_assess_unit",
    ),
]
