"""Where the management of a location is found."""

from django.urls import path

from onderdak.web.quality.management import views

urlpatterns = [
    path("locations/<int:pk>/management/", views.management, name="management"),
    path(
        "locations/<int:pk>/management/contact/<str:kind>/",
        views.contact,
        name="management_contact",
    ),
    path(
        "locations/<int:pk>/management/plan/<str:path>/",
        views.paper,
        name="management_paper",
    ),
    path(
        "locations/<int:pk>/management/house-rules/",
        views.house_rules,
        name="house_rules",
    ),
    path("locations/<int:pk>/management/call/", views.check, name="manager_check"),
]
