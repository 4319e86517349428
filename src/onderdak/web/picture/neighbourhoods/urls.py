"""Where the pages of neighbourhoods are found."""

from django.urls import path

from onderdak.web.picture.neighbourhoods import drawing, hours, listing, profile

urlpatterns = [
    path("", listing.neighbourhoods, name="neighbourhoods"),
    path("export.csv", listing.neighbourhoods_csv, name="neighbourhoods_csv"),
    path("export.xlsx", listing.neighbourhoods_xlsx, name="neighbourhoods_xlsx"),
    path("map.geojson", listing.neighbourhoods_map, name="neighbourhoods_map"),
    path("today/", hours.today, name="neighbourhoods_today"),
    path("hours/<int:pk>/", hours.mend, name="neighbourhoods_mend"),
    path("hours/<int:pk>/back/", hours.take_back, name="neighbourhoods_take_back"),
    path("<str:code>/", profile.neighbourhood, name="neighbourhood"),
    path("<str:code>/export.csv", profile.neighbourhood_csv, name="neighbourhood_csv"),
    path(
        "<str:code>/export.xlsx", profile.neighbourhood_xlsx, name="neighbourhood_xlsx"
    ),
    path("<str:code>/months.svg", drawing.neighbourhood_svg, name="neighbourhood_svg"),
]
