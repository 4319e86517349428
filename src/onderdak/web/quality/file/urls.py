"""Where the quality files of locations are found."""

from django.urls import path

from onderdak.web.quality.file import history, listing, paper, views

urlpatterns = [
    path("quality/", listing.qualities, name="qualities"),
    path("quality/export.csv", listing.qualities_csv, name="qualities_csv"),
    path("quality/export.xlsx", listing.qualities_xlsx, name="qualities_xlsx"),
    path("locations/<int:pk>/quality/", views.quality, name="quality_file"),
    path(
        "locations/<int:pk>/quality/units/<int:unit>/",
        views.quality_unit,
        name="quality_unit",
    ),
    path("locations/<int:pk>/quality/fact/", history.fact, name="quality_fact"),
    path(
        "locations/<int:pk>/quality/withdraw/<int:statement>/",
        history.withdraw,
        name="quality_withdraw",
    ),
    path(
        "locations/<int:pk>/quality/report.pdf",
        paper.quality_paper,
        name="quality_paper",
    ),
]
