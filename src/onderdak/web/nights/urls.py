"""Where the pages of the night register are found."""

from django.urls import path

from onderdak.web.nights import (
    lists,
    location_page,
    municipality_home,
    openings,
    region_home,
)
from onderdak.web.nights.declaring import views as declaring
from onderdak.web.nights.home import home

urlpatterns = [
    path("", home, name="home"),
    path("locations/", lists.locations, name="locations"),
    path("locations/export.csv", lists.locations_csv, name="locations_csv"),
    path("locations/export.xlsx", lists.locations_xlsx, name="locations_xlsx"),
    path("locations/<int:pk>/", location_page.location, name="location"),
    path(
        "locations/<int:pk>/guests-per-night.svg",
        location_page.guests_per_night_svg,
        name="chart_location",
    ),
    path("openings/", openings.opened_names, name="openings"),
    path("openings/export.csv", openings.opened_names_csv, name="openings_csv"),
    path(
        "charts/nights-per-month.svg",
        municipality_home.nights_per_month_svg,
        name="chart_months",
    ),
    path(
        "charts/guests-per-municipality.svg",
        region_home.guests_per_municipality_svg,
        name="chart_municipalities",
    ),
    path(
        "maps/neighbourhoods.geojson",
        municipality_home.neighbourhoods_geojson,
        name="map_neighbourhoods",
    ),
    path(
        "maps/municipalities.geojson",
        region_home.municipalities_geojson,
        name="map_municipalities",
    ),
    path("declare/", declaring.upload, name="declare"),
    path("declare/template.xlsx", declaring.template, name="declare_template"),
    path("declare/preview/", declaring.preview, name="declare_preview"),
    path("declare/columns/", declaring.columns, name="declare_columns"),
    path("declare/errors.csv", declaring.errors_csv, name="declare_errors"),
    path("declare/confirm/", declaring.confirm, name="declare_confirm"),
    path("declare/cancel/", declaring.cancel, name="declare_cancel"),
    path("declare/done/", declaring.done, name="declare_done"),
]
