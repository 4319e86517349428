"""Where forwarding, the partner's page and the list of what was shared are found."""

from django.urls import path

from onderdak.web.desk.forwarding import partner, sharing, views

urlpatterns = [
    path("desk/forwards/<slug:number>/", views.forwards, name="desk_forwards"),
    path(
        "desk/forwards/<slug:number>/new/", views.forward_new, name="desk_forward_new"
    ),
    path("desk/forward/<int:pk>/", views.forward, name="desk_forward"),
    path(
        "desk/forward/<int:pk>/again/", views.forward_again, name="desk_forward_again"
    ),
    path(
        "desk/forward/<int:pk>/take-back/",
        views.forward_revoke,
        name="desk_forward_revoke",
    ),
    path(
        "desk/forward/<int:pk>/taken-up/",
        views.forward_taken_up,
        name="desk_forward_taken_up",
    ),
    path("shared/<str:secret>/", partner.shared, name="shared"),
    path("sharing/", sharing.sharings, name="sharings"),
    path("sharing/export.csv", sharing.sharings_csv, name="sharings_csv"),
    path("sharing/export.xlsx", sharing.sharings_xlsx, name="sharings_xlsx"),
]
