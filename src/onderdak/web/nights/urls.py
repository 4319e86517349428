"""Where the pages of the night register are found."""

from django.urls import include, path

from onderdak.web.nights import (
    lists,
    location_page,
    municipality_home,
    openings,
    region_home,
    region_months,
)
from onderdak.web.nights.home import home

urlpatterns = [
    path("", include("onderdak.web.nights.guests.urls")),
    path("", home, name="home"),
    path("", include("onderdak.web.nights.campaign.urls")),
    path("", include("onderdak.web.nights.by_law.urls")),
    path("", include("onderdak.web.nights.looking.urls")),
    path("locations/", lists.locations, name="locations"),
    path("locations/export.csv", lists.locations_csv, name="locations_csv"),
    path("locations/export.xlsx", lists.locations_xlsx, name="locations_xlsx"),
    path("locations/<int:pk>/", location_page.location, name="location"),
    path(
        "locations/<int:pk>/guests-per-night.svg",
        location_page.guests_per_night_svg,
        name="chart_location",
    ),
    path("", include("onderdak.web.nights.evening.urls")),
    path("", include("onderdak.web.nights.retention.urls")),
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
        "charts/region-months.svg",
        region_months.region_months_svg,
        name="chart_region_months",
    ),
    path(
        "region/months.csv", region_months.region_months_csv, name="region_months_csv"
    ),
    path(
        "region/months.xlsx",
        region_months.region_months_xlsx,
        name="region_months_xlsx",
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
    path("", include("onderdak.web.nights.locating.urls")),
    path("", include("onderdak.web.nights.declaring.urls")),
    path("", include("onderdak.web.nights.providers.urls")),
    path("", include("onderdak.web.nights.occupancy.urls")),
]
