"""Where occupancy and kept views are found."""

from django.urls import path

from onderdak.web.nights import saved_views
from onderdak.web.nights.occupancy import pages

urlpatterns = [
    path("occupancy/", pages.occupancy, name="occupancy"),
    path("occupancy/export.csv", pages.occupancy_csv, name="occupancy_csv"),
    path("occupancy/export.xlsx", pages.occupancy_xlsx, name="occupancy_xlsx"),
    path("maps/occupancy.geojson", pages.occupancy_geojson, name="map_occupancy"),
    path("charts/occupancy.svg", pages.occupancy_svg, name="chart_occupancy"),
    path("views/keep/", saved_views.keep, name="keep_view"),
    path("views/<int:pk>/forget/", saved_views.forget, name="forget_view"),
]
