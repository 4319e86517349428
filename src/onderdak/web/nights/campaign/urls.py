"""Where the campaign of a municipality is found, for anybody."""

from django.urls import path

from onderdak.web.nights.campaign.page import campaign, leaflet

urlpatterns = [
    path("campaign/<str:code>/", campaign, name="campaign"),
    path("campaign/<str:code>/leaflet.pdf", leaflet, name="leaflet"),
]
