"""Where requests to enforce are found."""

from django.urls import path

from onderdak.web.enforcement.requests import lists, views

urlpatterns = [
    path("enforcement/requests/", lists.requests, name="enforcement_requests"),
    path(
        "enforcement/requests/list.csv",
        lists.requests_csv,
        name="enforcement_requests_csv",
    ),
    path(
        "enforcement/requests/list.xlsx",
        lists.requests_xlsx,
        name="enforcement_requests_xlsx",
    ),
    path("enforcement/requests/new/", views.new, name="enforcement_request_new"),
    path(
        "enforcement/requests/<int:pk>/who/",
        views.requester,
        name="enforcement_requester",
    ),
]
