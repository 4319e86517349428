"""Where the list of terms is found."""

from django.urls import path

from onderdak.web.enforcement.week import views

urlpatterns = [
    path("enforcement/week/", views.week, name="enforcement_week"),
    path("enforcement/week/list.csv", views.week_csv, name="enforcement_week_csv"),
    path("enforcement/week/list.xlsx", views.week_xlsx, name="enforcement_week_xlsx"),
]
