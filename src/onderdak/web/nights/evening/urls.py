"""Where the page of an evening is found."""

from django.urls import path

from onderdak.web.nights.evening import offline, syncing, views

urlpatterns = [
    path("locations/<int:pk>/tonight/", views.evening, name="evening"),
    path("locations/<int:pk>/tonight/move/", views.move, name="evening_move"),
    path("locations/<int:pk>/tonight/tap/", views.tap_by_form, name="evening_tap"),
    path("locations/<int:pk>/tonight/name/", views.open_name, name="evening_name"),
    path("locations/<int:pk>/tonight/part/", syncing.part, name="evening_part"),
    path("locations/<int:pk>/tonight/taps/", syncing.taps, name="evening_taps"),
    path("tonight/<str:language>/", offline.shell, name="evening_shell"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
]
